// What the conformance suite's test modules do to a sign-in, and what has to come of it. Their names
// are the suite's own, without its prefix.
import { createHash } from 'node:crypto';

import { encode, signToken } from '../vectors/attacks/sign.mjs';

/**
 * @typedef {object} Module
 * @property {string} name
 * @property {import('../support/faulty-provider.mjs').Faults} [faults]
 * @property {(provider: object) => void} [prepare] What the provider is before it is asked first: such a
 *   module needs a relying party that has asked for nothing.
 * @property {boolean} accept Whether the person is signed in.
 * @property {string[]} [unasked] Endpoints that must not be asked.
 * @property {(provider: object) => void} [assert] What the provider must have seen.
 */

const claim = (name, value) => ({ idToken: (claims) => (claims[name] = value) });

/** @type {Module[]} */
export const ID_TOKEN = [
  { name: '', accept: true },
  { name: '-invalid-iss', faults: claim('iss', 'https://other.example'), accept: false },
  { name: '-missing-sub', faults: claim('sub', undefined), accept: false },
  { name: '-invalid-aud', faults: claim('aud', 'another-client'), accept: false },
  { name: '-missing-aud', faults: claim('aud', undefined), accept: false },
  { name: '-missing-iat', faults: claim('iat', undefined), accept: false },
  { name: '-nonce-invalid', faults: claim('nonce', 'n'.repeat(43)), accept: false },
  {
    name: '-idtoken-sig-rs256',
    faults: { header: (header) => (header.alg = 'RS256') },
    accept: true,
  },
  { name: '-idtoken-sig-none', faults: { spoilIdToken: unsigned }, accept: false },
  { name: '-invalid-sig-rs256', faults: { spoilIdToken: tampered }, accept: false },
  { name: '-invalid-sig-hs256', faults: { spoilIdToken: signedWithTheSecret }, accept: false },
  // Of the plans for hybrid flows: verified where it is present in the code flow too.
  { name: '-invalid-at_hash', faults: claim('at_hash', hashOf('another token')), accept: false },
];

/** @type {Module[]} */
export const KEYS = [
  {
    name: '-kid-absent-single-jwks',
    prepare: (provider) => {
      provider.keys = provider.keys.slice(0, 1);
      provider.faults = { header: noKid, keys: noKids };
    },
    accept: true,
  },
  {
    name: '-kid-absent-multiple-jwks',
    prepare: (provider) => {
      provider.rotate();
      provider.faults = { header: noKid, keys: noKids };
    },
    accept: false,
  },
  {
    name: '-invalid-sig-es256',
    prepare: (provider) => {
      provider.alg = 'ES256';
      provider.faults = { spoilIdToken: tampered };
    },
    accept: false,
  },
  {
    name: '-discovery-openid-config',
    prepare: () => {},
    accept: true,
    assert: ({ counts }) => counts.metadata > 0,
  },
  {
    name: '-discovery-jwks-uri-keys',
    prepare: (provider) => {
      const path = '/jwks?run=2';
      provider.faults = { metadata: (document) => (document.jwks_uri = provider.issuer + path) };
      provider.jwksPath = path;
    },
    accept: true,
    assert: ({ requests, jwksPath }) => requests.some(({ url }) => url === jwksPath),
  },
  {
    name: '-discovery-issuer-mismatch',
    prepare: (provider) => {
      provider.faults = { metadata: (document) => (document.issuer = 'https://other.example') };
    },
    accept: false,
    unasked: ['authorize', 'token', 'jwks', 'userinfo'],
  },
];

/** @type {Module[]} Of the FAPI 2.0 security profile, what a client of the code flow can be asked. */
export const FAPI2 = [
  { name: 'happy-path', accept: true },
  { name: 'valid-aud-as-array', faults: claim('aud', ['gate']), accept: true },
  {
    name: 'token-endpoint-response-without-expires-in',
    faults: { tokens: (body) => delete body.expires_in },
    accept: true,
  },
  {
    name: 'token-type-case-insensitivity',
    faults: { tokens: (body) => (body.token_type = 'bEaReR') },
    accept: true,
  },
  { name: 'invalid-iss', faults: claim('iss', 'https://other.example'), accept: false },
  { name: 'missing-iss', faults: claim('iss', undefined), accept: false },
  { name: 'invalid-aud', faults: claim('aud', 'another-client'), accept: false },
  { name: 'missing-aud', faults: claim('aud', undefined), accept: false },
  { name: 'invalid-secondary-aud', faults: claim('aud', ['gate', 'another']), accept: false },
  { name: 'invalid-null-alg', faults: { spoilIdToken: unsigned }, accept: false },
  { name: 'invalid-expired-exp', faults: { idToken: expired }, accept: false },
  { name: 'missing-exp', faults: claim('exp', undefined), accept: false },
  { name: 'invalid-nonce', faults: claim('nonce', 'n'.repeat(43)), accept: false },
  { name: 'missing-nonce', faults: claim('nonce', undefined), accept: false },
  {
    name: 'invalid-authorization-response-iss',
    faults: { response: (fields) => (fields.iss = 'https://other.example') },
    accept: false,
    unasked: ['token', 'userinfo'],
  },
  {
    name: 'remove-authorization-response-iss',
    faults: { response: (fields) => delete fields.iss },
    accept: false,
    unasked: ['token', 'userinfo'],
  },
  {
    name: 'invalid-state',
    faults: { response: (fields) => (fields.state = 's'.repeat(43)) },
    accept: false,
    unasked: ['token', 'userinfo'],
  },
  {
    name: 'missing-state',
    faults: { response: (fields) => delete fields.state },
    accept: false,
    unasked: ['token', 'userinfo'],
  },
];

function unsigned(token) {
  return `${encode('{"alg":"none"}')}.${token.split('.')[1]}.`;
}

function tampered(token) {
  const [header, payload, signature] = token.split('.');
  const first = signature[0] === 'A' ? 'B' : 'A';
  return `${header}.${payload}.${first}${signature.slice(1)}`;
}

function signedWithTheSecret(token, { clientSecret }) {
  const payload = Buffer.from(token.split('.')[1], 'base64url').toString();
  return signToken('HS256', { k: encode(clientSecret) }, { alg: 'HS256' }, payload);
}

function expired(claims) {
  claims.exp -= 1200;
  claims.iat -= 1200;
}

function noKid(header) {
  header.kid = undefined;
}

function noKids({ keys }) {
  for (const key of keys) delete key.kid;
}

function hashOf(text) {
  return createHash('sha256').update(text).digest().subarray(0, 16).toString('base64url');
}
