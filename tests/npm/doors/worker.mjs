// The door for workerd: the context comes as a request's body, the verdicts go out as JSON.
import * as edgeward from 'edgeward';
import { run } from '../body/run.mjs';

export default {
  async fetch(request) {
    return Response.json(await run(edgeward, await request.json()));
  },
};
