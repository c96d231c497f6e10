import { Client } from 'edgeward';

import { verdict } from './verdict.mjs';

console.log(JSON.stringify(await verdict(Client, JSON.parse(process.argv.at(-1)))));
