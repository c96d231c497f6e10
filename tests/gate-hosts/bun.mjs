// The gate of the npm package behind `Bun.serve`.
import { Gate } from '../../target/npm/edgeward/js/gate/doors/node.js';
import { LISTENING, readTask } from './task.mjs';

const { config, options, port } = await readTask();
const gate = new Gate(config, options);
// By itself Bun takes 128 MiB.
const maxRequestBodySize = 2 ** 30;
Bun.serve({ port, hostname: '127.0.0.1', maxRequestBodySize, fetch: gate.fetch });
console.log(LISTENING);
