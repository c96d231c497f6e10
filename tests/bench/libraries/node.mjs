// Who is measured, where there is `node:crypto` too.
import { createHmac, createPublicKey, createSecretKey, timingSafeEqual, verify } from 'node:crypto';
import { constants } from 'node:crypto';

import { JwtVerifier } from 'aws-jwt-verify';
import { createVerifier } from 'fast-jwt';
import jsonwebtoken from 'jsonwebtoken';

import { LIBRARIES as WEB } from './web.mjs';

/** @type {import('./web.mjs').Library} */
const fastJwt = (cache) => async (question) => {
  const { alg, jwk, issuer, audience } = question;
  const key = alg.startsWith('HS')
    ? Buffer.from(jwk.k, 'base64url')
    : createPublicKey({ key: jwk, format: 'jwk' }).export({ type: 'spki', format: 'pem' });
  return createVerifier({
    key,
    algorithms: [alg],
    allowedIss: issuer,
    allowedAud: audience,
    cache,
  });
};

/** The synchronous call, which is the faster one. @type {import('./web.mjs').Library} */
async function aws({ alg, jwk, issuer, audience }) {
  if (alg.startsWith('HS') || alg.startsWith('PS')) return undefined;
  const verifier = JwtVerifier.create({ issuer, audience, jwksUri: `${issuer}/keys` });
  verifier.cacheJwks({ keys: [jwk] });
  return (token) => verifier.verifySync(token);
}

/** @type {import('./web.mjs').Library} */
async function auth0({ alg, jwk, issuer, audience }) {
  if (alg === 'EdDSA') return undefined;
  const key = keyOf(alg, jwk);
  const options = { algorithms: [alg], issuer, audience };
  return (token) => jsonwebtoken.verify(token, key, options);
}

/** The signature and nothing else, at once. @type {import('./web.mjs').Library} */
async function nodeCrypto({ alg, jwk }) {
  const key = keyOf(alg, jwk);
  const hash = alg === 'EdDSA' ? null : `sha${alg.slice(2)}`;
  const form = { key, ...FORMS[alg.slice(0, 2)] };
  const isValid = alg.startsWith('HS')
    ? (input, signature) => timingSafeEqual(createHmac(hash, key).update(input).digest(), signature)
    : (input, signature) => verify(hash, input, form, signature);
  return (token) => {
    const end = token.lastIndexOf('.');
    const input = Buffer.from(token.slice(0, end), 'latin1');
    if (!isValid(input, Buffer.from(token.slice(end + 1), 'base64url'))) throw new Error('invalid');
    return true;
  };
}

const FORMS = {
  PS: { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST },
  ES: { dsaEncoding: 'ieee-p1363' },
};

function keyOf(alg, jwk) {
  return alg.startsWith('HS')
    ? createSecretKey(jwk.k, 'base64url')
    : createPublicKey({ key: jwk, format: 'jwk' });
}

/** @type {Record<string, import('./web.mjs').Library>} */
export const LIBRARIES = {
  ...WEB,
  'aws-jwt-verify': aws,
  'fast-jwt': fastJwt(false),
  'fast-jwt, cache': fastJwt(true),
  jsonwebtoken: auth0,
  'node:crypto alone': nodeCrypto,
};
