// The gate of the npm package behind Node's server.
import { createServer } from 'node:http';

import { Gate } from '../../target/npm/edgeward/js/gate/doors/node.js';
import { toNodeListener } from '../../target/npm/edgeward/js/gate/node.js';
import { LISTENING, readTask } from './task.mjs';

const { config, options, port } = await readTask();
const server = createServer({ maxHeaderSize: 65_536 }, toNodeListener(new Gate(config, options)));
server.listen(port, '127.0.0.1', () => console.log(LISTENING));
