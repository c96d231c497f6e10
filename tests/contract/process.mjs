// The door for runtimes that run a file: Node, Deno and Bun. The verdicts go to the output as JSON.
import { readFile } from 'node:fs/promises';

import * as harness from '../../target/harness/edgeward_harness.js';
import { run } from './run.mjs';

const read = (path) => readFile(new URL(path, import.meta.url));
harness.initSync({ module: await read('../../target/harness/edgeward_harness_bg.wasm') });
const vectors = JSON.parse(await read('../vectors/signatures.json'));
console.log(JSON.stringify(await run(harness, vectors)));
