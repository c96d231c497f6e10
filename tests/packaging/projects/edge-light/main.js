import { Client } from 'edgeward';

import { verdict } from './verdict.mjs';

export default {
  async fetch(request) {
    return Response.json(await verdict(Client, await request.json()));
  },
};
