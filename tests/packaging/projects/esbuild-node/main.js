import { Client } from 'edgeward';

import { verdict } from './verdict.mjs';

verdict(Client, JSON.parse(process.argv.at(-1))).then((said) => console.log(JSON.stringify(said)));
