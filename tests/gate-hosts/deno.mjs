// The gate of the npm package behind `Deno.serve`.
import { Gate } from '../../target/npm/edgeward/js/gate/doors/inline.js';
import { LISTENING, readTask } from './task.mjs';

const { config, options, port } = await readTask();
const gate = new Gate(config, options);
const onListen = () => console.log(LISTENING);
Deno.serve({ port, hostname: '127.0.0.1', onListen }, gate.fetch);
