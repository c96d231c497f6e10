// The gate of the npm package behind `Bun.serve`.
import { Gate } from '../../target/npm/edgeward/js/gate/doors/node.js';
import { LISTENING, readTask } from './task.mjs';

const { config, options, port } = await readTask();
const gate = new Gate(config, options);
Bun.serve({ port, hostname: '127.0.0.1', fetch: gate.fetch });
console.log(LISTENING);
