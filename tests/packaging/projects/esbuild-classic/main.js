import { Client } from 'edgeward';

import { verdict } from './verdict.mjs';

verdict(Client, globalThis.asked).then(globalThis.answer);
