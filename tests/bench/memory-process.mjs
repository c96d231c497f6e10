// What many distinct tokens leave in memory, in a process of its own.
import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import process from 'node:process';

import { Client } from '../../target/npm/edgeward/js/doors/node.js';

const count = Number(process.argv[2]);
const key = randomBytes(32);
const now = Math.floor(Date.now() / 1000);
const header = encoded({ alg: 'HS256', typ: 'at+jwt' });
const client = new Client({
  authority: 'https://issuer.example',
  audience: 'api',
  hmacSecret: key,
});

function encoded(value) {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function token() {
  const claims = {
    iss: 'https://issuer.example',
    aud: 'api',
    sub: randomUUID(),
    iat: now,
    exp: now + 3600,
  };
  const input = `${header}.${encoded(claims)}`;
  return `${input}.${createHmac('sha256', key).update(input).digest('base64url')}`;
}

async function see(many) {
  for (let index = 0; index < many; index += 1) await client.validateToken(token());
}

/** Heap and buffers, the module's memory among them, after what nobody holds is gone. */
function held() {
  globalThis.gc();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 2 ** 20;
}

await see(1000);
const before = held();
await see(count);
console.log(JSON.stringify({ count, before, after: held() }));
