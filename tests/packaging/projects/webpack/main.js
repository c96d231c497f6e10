import { Client } from 'edgeward';

import { verdict } from './verdict.mjs';

globalThis.answer(await verdict(Client, globalThis.asked));
