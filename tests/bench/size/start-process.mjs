// Compiles and instantiates the core once, in a process of its own, and prints how long it took.
import { readFile } from 'node:fs/promises';

import { begin } from '../../../target/npm/edgeward/js/glue.js';
import { timed } from './timed.mjs';

const bytes = await readFile(
  new URL('../../../target/npm/edgeward/wasm/edgeward.wasm', import.meta.url),
);
console.log(JSON.stringify(await timed(begin, bytes)));
