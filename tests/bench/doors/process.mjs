// The door for runtimes that run a file: Node, Deno and Bun. What was measured goes to the output.
import { readFile } from 'node:fs/promises';
import process from 'node:process';

import { LIBRARIES } from '../libraries/node.mjs';
import { cellsOf, timeAll } from '../rounds.mjs';

// As the package's manifest says.
const door = 'Deno' in globalThis ? 'deno' : 'node';
const { Client } = await import(`../../../target/npm/edgeward/js/doors/${door}.js`);

const { plan, data } = JSON.parse(await readFile(process.argv[2], 'utf8'));
const { cells, missing } = await cellsOf(LIBRARIES, plan, data, Client);
const cpuTime = () => {
  const { user, system } = process.cpuUsage();
  return user + system;
};
console.log(JSON.stringify({ measured: await timeAll(cells, plan, cpuTime), missing }));
