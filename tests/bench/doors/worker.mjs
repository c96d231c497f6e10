// The door for workerd, whose clock stands still inside a request: it does as many as it is told to, and
// is timed from outside.
import { Client } from 'edgeward';
import question from 'question.txt';

import { LIBRARIES } from '../libraries/web.mjs';
import { cellsOf } from '../rounds.mjs';

const { plan, data } = JSON.parse(question);
let prepared;

export default {
  async fetch(request) {
    prepared ??= await cellsOf(LIBRARIES, plan, data, Client);
    const { pathname, searchParams } = new URL(request.url);
    if (pathname === '/cells') return Response.json(prepared);
    await prepared.cells[Number(searchParams.get('cell'))].run(Number(searchParams.get('count')));
    return new Response(null, { status: 204 });
  },
};
