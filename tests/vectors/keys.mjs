// The keys of the vectors, fresh for each making.
import { createPublicKey, generateKeyPairSync, generatePrimeSync, randomBytes } from 'node:crypto';

const RSA = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'];

/**
 * Keys by name. `spoil` says whether their signatures are tampered with too, and `other` names a key
 * of the same kind that did not sign.
 *
 * @returns {Promise<Record<string, { algs: string[], privateJwk: object, publicJwk: object,
 *   spoil?: boolean, other?: string }>>}
 */
export async function createKeys() {
  return {
    hmac: { ...secret(), algs: ['HS256', 'HS384', 'HS512'], spoil: true, other: 'hmac-2' },
    'hmac-2': { ...secret(), algs: ['HS256'] },
    'rsa-2048': { ...roomyRsa(), algs: RSA, spoil: true, other: 'rsa-2048-2' },
    'rsa-2048-2': { ...rsa(2048), algs: ['RS256'] },
    // One bit over a whole number of bytes: the encoded message of PSS is a byte shorter.
    'rsa-2049': { ...rsa2049(), algs: RSA },
    'rsa-3072': { ...rsa(3072), algs: RSA },
    'rsa-4096': { ...rsa(4096), algs: RSA },
    'rsa-8192': { ...rsa(8192), algs: RSA },
    'rsa-2048-e-3': { ...rsa(2048, 3), algs: ['RS256', 'PS256'] },
    'p-256': { ...ec('P-256'), algs: ['ES256'], spoil: true, other: 'p-256-2' },
    'p-256-2': { ...ec('P-256'), algs: ['ES256'] },
    'p-384': { ...ec('P-384'), algs: ['ES384'], spoil: true, other: 'p-384-2' },
    'p-384-2': { ...ec('P-384'), algs: ['ES384'] },
    'p-521': { ...ec('P-521'), algs: ['ES512'], spoil: true, other: 'p-521-2' },
    'p-521-2': { ...ec('P-521'), algs: ['ES512'] },
    ed25519: { ...ed25519(), algs: ['EdDSA', 'Ed25519'], spoil: true, other: 'ed25519-2' },
    'ed25519-2': { ...ed25519(), algs: ['EdDSA'] },
  };
}

function secret() {
  const jwk = { kty: 'oct', k: randomBytes(64).toString('base64url') };
  return { privateJwk: jwk, publicJwk: jwk };
}

function rsa(modulusLength, publicExponent = 65537) {
  return pair('rsa', { modulusLength, publicExponent });
}

/** A modulus that leaves room: about every third signature can have it added, and keep its length. */
function roomyRsa() {
  const key = rsa(2048);
  return Buffer.from(key.publicJwk.n, 'base64url')[0] < 0xb8 ? key : roomyRsa();
}

/** A key of 2,049 bits, which OpenSSL would make one of 2,048: RFC 8017 §3.2 by hand. */
function rsa2049() {
  const e = 65537n;
  // Both primes have their two topmost bits set, so the product has the sum of their lengths.
  const [p, q] = [1025, 1024].map((bits) => generatePrimeSync(bits, { bigint: true }));
  const d = inverse(e, (p - 1n) * (q - 1n));
  const numbers = { n: p * q, e, d, p, q, dp: d % (p - 1n), dq: d % (q - 1n), qi: inverse(q, p) };
  const members = Object.entries(numbers).map(([name, value]) => [name, base64url(value)]);
  const privateJwk = { kty: 'RSA', ...Object.fromEntries(members) };
  const publicKey = createPublicKey({ key: privateJwk, format: 'jwk' });
  return { privateJwk, publicJwk: publicKey.export({ format: 'jwk' }) };
}

/** The number that `value` is multiplied with to leave 1, by Euclid's extended algorithm. */
function inverse(value, modulus) {
  let [a, b, x, y] = [value % modulus, modulus, 1n, 0n];
  while (a !== 0n) {
    const quotient = b / a;
    [a, b, x, y] = [b - quotient * a, a, y - quotient * x, x];
  }
  return ((y % modulus) + modulus) % modulus;
}

function base64url(value) {
  const hex = value.toString(16);
  return Buffer.from(hex.length % 2 ? `0${hex}` : hex, 'hex').toString('base64url');
}

function ec(namedCurve) {
  return pair('ec', { namedCurve });
}

function ed25519() {
  return pair('ed25519');
}

function pair(type, options) {
  const { privateKey, publicKey } = generateKeyPairSync(type, options);
  return {
    privateJwk: privateKey.export({ format: 'jwk' }),
    publicJwk: publicKey.export({ format: 'jwk' }),
  };
}
