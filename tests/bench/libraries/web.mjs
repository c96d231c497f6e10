// Who is measured, where there is nothing but what the Web has. Each makes, for one algorithm and key, a
// function that takes a token and gives its claims, or throws; undefined where it lacks the algorithm.
// All of them validate signature, issuer, audience and time, with the key imported beforehand.
import { JwtVerifier } from 'aws-jwt-verify';
import { verify as honoVerify } from 'hono/jwt';
import { importJWK, jwtVerify } from 'jose';

/**
 * @typedef {object} Question
 * @property {string} alg
 * @property {object} jwk
 * @property {string} issuer
 * @property {string} audience
 * @property {new (options: object) => { validateToken: (token: string) => Promise<object> }} Client
 *   edgeward's, from the door of this runtime.
 *
 * @typedef {(question: Question) => Promise<((token: string) => unknown) | undefined>} Library
 */

/** @type {Library} */
async function edgeward({ alg, jwk, issuer, audience, Client }) {
  const key = alg.startsWith('HS') ? { hmacSecret: decoded(jwk.k) } : { jwks: { keys: [jwk] } };
  const client = new Client({ authority: issuer, audience, ...key });
  return (token) => client.validateToken(token);
}

/** The same by somebody who reads more than who it is. @type {Library} */
async function edgewardRead(question) {
  const validate = await edgeward(question);
  return async (token) => (await validate(token)).claims;
}

/** @type {Library} */
async function jose({ alg, jwk, issuer, audience }) {
  const key = await importJWK(jwk, alg);
  const options = { issuer, audience, algorithms: [alg] };
  return (token) => jwtVerify(token, key, options);
}

/** @type {Library} */
async function hono({ alg, jwk, issuer, audience }) {
  const key = await crypto.subtle.importKey('jwk', bare(jwk), FORMS[alg], false, ['verify']);
  const options = { alg, iss: issuer, aud: audience, typ: 'at+jwt' };
  return (token) => honoVerify(token, key, options);
}

/** @type {Library} */
async function aws({ alg, jwk, issuer, audience }) {
  if (alg.startsWith('HS') || alg.startsWith('PS')) return undefined;
  const verifier = JwtVerifier.create({ issuer, audience, jwksUri: `${issuer}/keys` });
  verifier.cacheJwks({ keys: [jwk] });
  return (token) => verifier.verify(token);
}

/** The signature and nothing else: no validation can be faster. @type {Library} */
async function subtle({ alg, jwk }) {
  const form = FORMS[alg];
  const key = await crypto.subtle.importKey('jwk', bare(jwk), form, false, ['verify']);
  const encoder = new TextEncoder();
  return async (token) => {
    const end = token.lastIndexOf('.');
    const [input, signature] = [encoder.encode(token.slice(0, end)), decoded(token.slice(end + 1))];
    if (!(await crypto.subtle.verify(form, key, signature, input))) throw new Error('invalid');
    return true;
  };
}

/** What SubtleCrypto is asked for (RFC 7518, section 3). */
const FORMS = {
  HS256: { name: 'HMAC', hash: 'SHA-256' },
  RS256: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
  PS256: { name: 'RSA-PSS', hash: 'SHA-256', saltLength: 32 },
  ES256: { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' },
  ES384: { name: 'ECDSA', namedCurve: 'P-384', hash: 'SHA-384' },
  EdDSA: { name: 'Ed25519' },
};

/** Runtimes differ in what they make of `alg` and `use`. */
function bare({ alg, use, kid, ...key }) {
  return key;
}

function decoded(base64url) {
  const text = atob(base64url.replaceAll('-', '+').replaceAll('_', '/'));
  const bytes = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index += 1) bytes[index] = text.charCodeAt(index);
  return bytes;
}

/** @type {Record<string, Library>} */
export const LIBRARIES = {
  edgeward,
  'edgeward, claims read': edgewardRead,
  jose,
  'hono/jwt': hono,
  'aws-jwt-verify': aws,
  'crypto.subtle alone': subtle,
};

/** Those that verify a signature and validate nothing. */
export const FLOORS = ['crypto.subtle alone', 'node:crypto alone'];
