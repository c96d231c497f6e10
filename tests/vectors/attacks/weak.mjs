// Keys that are weak in ways that arithmetic shows, with signatures that are right under them.
import {
  checkPrimeSync,
  createPrivateKey,
  generateKeyPairSync,
  generatePrimeSync,
  randomBytes,
} from 'node:crypto';

import { unsignedPkcs1 } from './sign.mjs';

/** A key whose primes have the form of the ROCA library (CVE-2017-15361), and a signing half. */
export function rocaKey() {
  const primes = firstPrimes(126);
  const modulus = primes.reduce((product, prime) => product * prime, 1n);
  // Primes with both topmost bits set, so that their product has twice as many.
  const least = (3n << 1022n) / modulus;
  const prime = () => {
    for (;;) {
      const k = least + (random(8) % (least / 4n));
      const candidate = k * modulus + power(65537n, random(8), modulus);
      if (checkPrimeSync(candidate)) return candidate;
    }
  };
  return fromPrimes(prime(), prime(), 65537n);
}

const random = (bytes) => BigInt(`0x${randomBytes(bytes).toString('hex')}`);

/** A good key of this many bits: too few for RFC 7518. */
export function smallRsaKey(modulusLength) {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength });
  return halves(privateKey.export({ format: 'jwk' }));
}

/**
 * A good key of at least this many bits, of many primes (RFC 8017 §3.2), which are found faster than two large
 * ones; and what signs with it.
 */
export function manyPrimesKey(bits) {
  const primes = Array.from({ length: Math.ceil(bits / 1024) }, () =>
    generatePrimeSync(1025, { bigint: true }),
  );
  const n = primes.reduce((product, prime) => product * prime);
  const d = inverse(
    65537n,
    primes.reduce((product, prime) => product * (prime - 1n), 1n),
  );
  const length = Math.ceil(n.toString(2).length / 8);
  return {
    publicJwk: { kty: 'RSA', n: base64url(n), e: base64url(65537n) },
    sign(input) {
      const block = BigInt(`0x${unsignedPkcs1(length, input).toString('hex')}`);
      return Buffer.from(
        power(block, d, n)
          .toString(16)
          .padStart(2 * length, '0'),
        'hex',
      );
    },
  };
}

/** A modulus with a public exponent that is none. */
export function rsaKeyWithExponent(e) {
  const [p, q] = [1024, 1024].map((bits) => generatePrimeSync(bits, { bigint: true }));
  const n = p * q;
  return {
    kty: 'RSA',
    n: base64url(n),
    e: base64url(e),
    length: Math.ceil(n.toString(2).length / 8),
  };
}

function fromPrimes(p, q, e) {
  const n = p * q;
  const d = inverse(e, (p - 1n) * (q - 1n));
  const numbers = { n, e, d, p, q, dp: d % (p - 1n), dq: d % (q - 1n), qi: inverse(q, p) };
  const jwk = Object.fromEntries(
    Object.entries(numbers).map(([name, value]) => [name, base64url(value)]),
  );
  createPrivateKey({ key: { kty: 'RSA', ...jwk }, format: 'jwk' });
  return halves({ kty: 'RSA', ...jwk });
}

function halves(privateJwk) {
  const { kty, n, e } = privateJwk;
  return { privateJwk, publicJwk: { kty, n, e } };
}

function firstPrimes(count) {
  const primes = [];
  for (let number = 2; primes.length < count; number += 1) {
    if (primes.every((prime) => number % prime !== 0)) primes.push(number);
  }
  return primes.map(BigInt);
}

function power(base, exponent, modulus) {
  let [result, square] = [1n, base % modulus];
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
}

function inverse(value, modulus) {
  let [a, b, x, y] = [value % modulus, modulus, 1n, 0n];
  while (a !== 0n) {
    const quotient = b / a;
    [a, b, x, y] = [b - quotient * a, a, y - quotient * x, x];
  }
  return ((y % modulus) + modulus) % modulus;
}

/** A number as JWK writes it (RFC 7518 §2). */
export function base64url(value) {
  const hex = value.toString(16);
  return Buffer.from(hex.length % 2 ? `0${hex}` : hex, 'hex').toString('base64url');
}
