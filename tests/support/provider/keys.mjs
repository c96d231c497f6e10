// The provider's signing keys: one for each kind of signature that edgeward verifies.
import { generateKeyPair, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';

/** @typedef {Record<string, string> & { kid: string, kty: string }} PrivateJwk */

/** Every algorithm that the keys of `createKeys` sign. */
export const ALGORITHMS = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
];

/**
 * One RSA key without `alg`, which signs all of RS and PS, three EC keys and one of Ed25519.
 *
 * @returns {Promise<PrivateJwk[]>}
 */
export async function createKeys() {
  return Promise.all([
    createKey('rsa', { modulusLength: 2048 }),
    createKey('ec', { namedCurve: 'P-256' }),
    createKey('ec', { namedCurve: 'P-384' }),
    createKey('ec', { namedCurve: 'P-521' }),
    createKey('ed25519'),
  ]);
}

/**
 * @param {'rsa' | 'ec' | 'ed25519'} type
 * @param {object} [options] As `generateKeyPair` of `node:crypto` takes them.
 * @returns {Promise<PrivateJwk>}
 */
export async function createKey(type, options = {}) {
  const { privateKey } = await promisify(generateKeyPair)(type, options);
  const name = options.namedCurve ?? type;
  const kid = `${name}-${randomBytes(6).toString('hex')}`;
  return { ...privateKey.export({ format: 'jwk' }), kid, use: 'sig' };
}
