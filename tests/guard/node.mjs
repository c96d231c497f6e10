// The door for Node.
import { serve } from '@hono/node-server';

import { application } from './app.mjs';

const { fetch } = application(JSON.parse(process.argv[2]));
serve({ fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) => console.log(`port ${port}`));
