import { Client } from 'edgeward';

import { verdict } from './verdict.mjs';

addEventListener('message', async ({ data }) => postMessage(await verdict(Client, data)));
