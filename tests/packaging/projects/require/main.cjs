const { Client } = require('edgeward');
const { verdict } = require('./verdict.mjs');

verdict(Client, JSON.parse(process.argv.at(-1))).then((said) => console.log(JSON.stringify(said)));
