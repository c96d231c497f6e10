// Writes signatures.json: what each verifier must say about signatures that edgeward did not make.
//
//   node tests/vectors/make.mjs
//
// Keys are fresh each time and thrown away; the public halves stay in the file. The valid signatures
// come from `jose`, the invalid ones are made of them or forged with `node:crypto`.
import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';

import { CompactSign, importJWK } from 'jose';

import { forgeries } from './forge.mjs';
import { createKeys } from './keys.mjs';
import { hasRoom, spoilt } from './spoil.mjs';

const INVALID = 'token_signature_invalid';

const keys = await createKeys();
const cases = [];

for (const [name, { algs }] of Object.entries(keys)) {
  for (const alg of algs) {
    let signed = await sign(name, alg);
    while (keys[name].spoil && !hasRoom(signed, keys[name].publicJwk)) {
      signed = await sign(name, alg);
    }
    add(name, alg, 'valid', signed, 'valid');
    if (keys[name].spoil) {
      for (const [what, changed] of spoilt(alg, signed, keys[name].publicJwk)) {
        add(name, alg, what, { ...signed, ...changed }, changed.verdict ?? INVALID);
      }
      add(keys[name].other, alg, 'another key', signed, INVALID);
      for (const [what, signature] of forgeries(alg, signed.input, keys[name])) {
        add(name, alg, what, { ...signed, signature }, INVALID);
      }
    }
  }
}

// A signature of one algorithm under the name of another.
for (const [name, made, claimed, verdict] of [
  ['hmac', 'HS512', 'HS256', INVALID],
  ['rsa-2048', 'RS256', 'RS384', INVALID],
  ['rsa-2048', 'RS256', 'PS256', INVALID],
  ['rsa-2048', 'PS256', 'RS256', INVALID],
  ['rsa-2048', 'PS512', 'PS256', INVALID],
  ['ed25519', 'EdDSA', 'Ed25519', 'valid'],
  // Pairs that no caller may ask about.
  ['rsa-2048', 'RS256', 'HS256', 'verifier_key_invalid'],
  ['rsa-2048', 'RS256', 'ES256', 'verifier_key_invalid'],
  ['p-256', 'ES256', 'ES384', 'verifier_key_invalid'],
  ['ed25519', 'EdDSA', 'ES256', 'verifier_key_invalid'],
  ['hmac', 'HS256', 'RS256', 'verifier_key_invalid'],
]) {
  add(name, claimed, `signed with ${made}`, await sign(name, made), verdict);
}

const file = {
  about: 'Made by make.mjs. Bytes are base64url; `signed` is the text under the signature.',
  keys: Object.fromEntries(Object.entries(keys).map(([name, key]) => [name, key.publicJwk])),
  cases,
};
const lines = JSON.stringify(file, null, 1)
  .replace(/\n {3,}/g, ' ')
  .replace(/\n {2}\}/g, ' }');
await writeFile(new URL('signatures.json', import.meta.url), `${lines}\n`);
console.log(`${cases.length} cases`);

async function sign(name, alg) {
  const key = await importJWK(keys[name].privateJwk, alg);
  const claims = { iss: 'https://signer.example', sub: 'ada', jti: randomUUID() };
  const token = await new CompactSign(new TextEncoder().encode(JSON.stringify(claims)))
    .setProtectedHeader({ alg, kid: name })
    .sign(key);
  const [header, payload, signature] = token.split('.');
  return { input: `${header}.${payload}`, signature: Buffer.from(signature, 'base64url') };
}

function add(key, alg, what, { input, signature }, verdict) {
  const name = `${alg} with ${key}: ${what}`;
  cases.push({
    name,
    alg,
    key,
    signed: input,
    signature: signature.toString('base64url'),
    verdict,
  });
}
