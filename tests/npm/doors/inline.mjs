// The door for Node to `edgeward/inline`: the context is a file's JSON, the verdicts go to the output.
import { readFile } from 'node:fs/promises';
import { runInNewContext } from 'node:vm';

import * as edgeward from 'edgeward/inline';
import { run } from '../body/run.mjs';

const context = JSON.parse(await readFile(process.argv[2], 'utf8'));
const verdicts = await run(edgeward, context, {
  foreign: (code) => runInNewContext(code),
  heap: () => process.memoryUsage().heapUsed,
  collect: globalThis.gc,
});
console.log(JSON.stringify(verdicts));
