// The door for browsers: called by the process that opened the page.
import { Client } from 'edgeward';

import { LIBRARIES } from '../libraries/web.mjs';
import { cellsOf, timeAll } from '../rounds.mjs';

globalThis.bench = async () => {
  const { plan, data } = await (await fetch('/question.json')).json();
  const { cells, missing } = await cellsOf(LIBRARIES, plan, data, Client);
  return { measured: await timeAll(cells, plan), missing };
};
