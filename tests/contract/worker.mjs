// The door for workerd: the vectors come as a request's body, the verdicts go out as JSON.
import * as harness from './edgeward_harness.js';
import module from './edgeward_harness_bg.wasm';
import { run } from './run.mjs';

harness.initSync({ module });

export default {
  async fetch(request) {
    return Response.json(await run(harness, await request.json()));
  },
};
