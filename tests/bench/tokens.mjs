// The tokens that everything is measured with: as providers issue them, with a key for each algorithm.
import { randomBytes, randomUUID } from 'node:crypto';

import { SignJWT, exportJWK, generateKeyPair, importJWK } from 'jose';

export const ALGORITHMS = ['HS256', 'RS256', 'PS256', 'ES256', 'ES384', 'EdDSA'];

export const ISSUER = 'https://issuer.example';
export const AUDIENCE = 'https://api.example';
export const SUBJECT = 'e7a3b1d2-5c49-4a0e-9f86-2d1c7b8e6f05';

/**
 * @typedef {object} Tokens
 * @property {object} jwk       The key that verifies.
 * @property {string[]} first   Valid, and each is used once by whoever is measured.
 * @property {string} seen      Valid.
 * @property {string} expired   An hour ago.
 * @property {string} audience  For somebody else.
 * @property {string} signature Signed by another key of the same name.
 * @property {string} malformed The header is no JSON.
 */

/**
 * @param {string} alg
 * @param {number} distinct How many tokens are seen for the first time.
 * @returns {Promise<Tokens>}
 */
export async function createTokens(alg, distinct) {
  const key = await createKey(alg);
  const other = await createKey(alg);
  const now = Math.floor(Date.now() / 1000);
  const first = [];
  for (let index = 0; index < distinct; index += 1) first.push(await sign(key, alg, now));
  const seen = await sign(key, alg, now);
  return {
    jwk: key.verifies,
    first,
    seen,
    expired: await sign(key, alg, now - 7200),
    audience: await sign(key, alg, now, { aud: 'https://another.example' }),
    signature: await sign({ ...other, verifies: key.verifies }, alg, now),
    malformed: `e${seen}`,
  };
}

async function createKey(alg) {
  const kid = randomUUID();
  if (alg.startsWith('HS')) {
    const jwk = { kty: 'oct', k: randomBytes(32).toString('base64url'), alg, use: 'sig', kid };
    return { signs: await importJWK(jwk, alg), verifies: jwk };
  }
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  return { signs: privateKey, verifies: { ...(await exportJWK(publicKey)), alg, use: 'sig', kid } };
}

function sign({ signs, verifies }, alg, issuedAt, claims = {}) {
  const payload = {
    iss: ISSUER,
    aud: AUDIENCE,
    sub: SUBJECT,
    client_id: 'my-webapp',
    iat: issuedAt,
    exp: issuedAt + 3600,
    jti: randomUUID(),
    scope: 'openid profile email',
    email: 'edith@example.com',
    email_verified: true,
    name: 'Edith Editor',
    roles: ['editor', 'reader'],
    ...claims,
  };
  const header = { alg, typ: 'at+jwt', kid: verifies.kid };
  return new SignJWT(payload).setProtectedHeader(header).sign(signs);
}
