// One algorithm in the place of another, `none`, and keys that a token brings with it.
import { createHmac, createPublicKey } from 'node:crypto';

import { ALGS, createPair, encode, KINDS, signature, signToken } from './sign.mjs';

const PAYLOAD = encode('{"sub":"ada"}');

/**
 * @param {Record<string, import('./sign.mjs').Pair>} pairs
 * @returns {Iterable<import('../attacks.mjs').Attack>}
 */
export function* confusion(pairs) {
  yield* noAlgorithm(pairs);
  yield* everyOtherAlgorithm(pairs);
  for (const alg of ['RS256', 'ES256', 'ES384', 'ES512', 'EdDSA'])
    yield* keyAsSecret(alg, pairs[alg]);
  for (const alg of ALGS) yield* keysOfTheToken(alg, pairs[alg]);
}

function* noAlgorithm(pairs) {
  for (const alg of ALGS) {
    const { privateJwk, publicJwk } = pairs[alg];
    const jwks = { keys: [publicJwk] };
    for (const name of allLetterCases('none')) {
      const header = encode(JSON.stringify({ alg: name }));
      const right = encode(signature(alg, privateJwk, `${header}.${PAYLOAD}`));
      for (const [what, end] of [
        ['no', ''],
        ['a right', right],
      ]) {
        const token = `${header}.${PAYLOAD}.${end}`;
        yield { name: `alg ${name} and ${what} signature of ${alg}`, jwks, token, valid: false };
      }
    }
    for (const name of [
      '',
      ' ',
      `${alg} `,
      alg.toLowerCase(),
      'ES256K',
      'HS1',
      'RS1',
      'Ed448',
      null,
      1,
      [alg],
      { alg },
    ]) {
      const token = signToken(alg, privateJwk, { alg: name });
      const said = JSON.stringify(name);
      if (name !== alg)
        yield { name: `alg ${said}, signed with ${alg}`, jwks, token, valid: false };
    }
    yield {
      name: `no alg, signed with ${alg}`,
      jwks,
      token: signToken(alg, privateJwk, {}),
      valid: false,
    };
  }
}

// The header says one, the signature is another's, or the key is for another.
function* everyOtherAlgorithm(pairs) {
  for (const made of ALGS) {
    const { kind, privateJwk, publicJwk } = pairs[made];
    const named = { keys: [{ ...publicJwk, alg: made }] };
    for (const said of ALGS) {
      if (said === made) continue;
      const isSame = kind === 'ed25519' && KINDS.ed25519.includes(said);
      const header = { alg: said };
      const token = signToken(made, privateJwk, header);
      const jwks = { keys: [publicJwk] };
      yield { name: `${made} that says ${said}`, jwks, token, valid: isSame };
      yield {
        name: `${made} that says ${said}, a key for ${made}`,
        jwks: named,
        token,
        valid: false,
      };
      if (!KINDS[kind].includes(said)) continue;
      const other = signToken(said, privateJwk, header);
      yield { name: `${said} by a key for ${made}`, jwks: named, token: other, valid: false };
    }
  }
}

/** A public key in every text and every bytes that somebody might take for a secret. */
function* keyAsSecret(alg, { publicJwk }) {
  const key = createPublicKey({ key: publicJwk, format: 'jwk' });
  const pem = key.export({ type: 'spki', format: 'pem' });
  const secrets = {
    'its PEM': pem,
    'its PEM without the last line end': pem.trimEnd(),
    'its PEM with CRLF': pem.replaceAll('\n', '\r\n'),
    'its PEM with a space before': ` ${pem}`,
    'its DER': key.export({ type: 'spki', format: 'der' }),
    'its JWK': JSON.stringify(publicJwk),
    'its JWK Set': JSON.stringify({ keys: [publicJwk] }),
    'its x or n': publicJwk.x ?? publicJwk.n,
    'the bytes of its x or n': Buffer.from(publicJwk.x ?? publicJwk.n, 'base64url'),
    nothing: '',
  };
  if (publicJwk.kty === 'RSA') {
    secrets['its PKCS #1 PEM'] = key.export({ type: 'pkcs1', format: 'pem' });
    secrets['its PKCS #1 DER'] = key.export({ type: 'pkcs1', format: 'der' });
  }
  for (const bits of [256, 384, 512]) {
    const input = `${encode(JSON.stringify({ alg: `HS${bits}` }))}.${PAYLOAD}`;
    for (const [what, secret] of Object.entries(secrets)) {
      const mac = createHmac(`sha${bits}`, secret).update(input).digest();
      const token = `${input}.${encode(mac)}`;
      const name = `HS${bits} with ${what} of ${alg} as the secret`;
      yield { name, jwks: { keys: [publicJwk] }, token, valid: false };
      yield {
        name: `${name}, alg named`,
        jwks: { keys: [{ ...publicJwk, alg }] },
        token,
        valid: false,
      };
    }
  }
}

/** The members of a header that bring a key, or say where one is (RFC 7515 §4.1). */
export const broughtKeys = (jwk, url) => ({
  jwk,
  jku: url,
  x5u: url,
  x5c: [encode('certificate')],
  'x5t#S256': encode('thumbprint'),
});

/** Signed by a stranger who sends the key along, or says where it is. */
function* keysOfTheToken(alg, { kind, publicJwk, privateJwk }) {
  const own = createPair(kind);
  const jwks = { keys: [{ ...publicJwk, kid: 'right' }] };
  const url = 'https://evil.example/keys';
  for (const [member, value] of Object.entries(broughtKeys(own.publicJwk, url))) {
    const header = { alg, kid: 'right', [member]: value };
    yield {
      name: `${alg} with a stranger's ${member}`,
      jwks,
      token: signToken(alg, own.privateJwk, header),
      valid: false,
    };
    const token = signToken(alg, privateJwk, header);
    yield { name: `${alg} with a ${member} that is left alone`, jwks, token, valid: true };
  }
  for (const kid of [
    'wrong',
    'RIGHT',
    'right ',
    '',
    '../right',
    url,
    "' or 1=1 --",
    'right\0',
    'k'.repeat(257),
  ]) {
    const token = signToken(alg, privateJwk, { alg, kid });
    yield {
      name: `${alg} with the kid ${JSON.stringify(kid.slice(0, 20))}`,
      jwks,
      token,
      valid: false,
    };
  }
  yield {
    name: `${alg} without a kid, and one key`,
    jwks,
    token: signToken(alg, privateJwk),
    valid: true,
  };
  const two = {
    keys: [
      { ...publicJwk, kid: 'right' },
      { ...own.publicJwk, kid: 'other' },
    ],
  };
  yield {
    name: `${alg} without a kid, and two keys`,
    jwks: two,
    token: signToken(alg, privateJwk),
    valid: false,
  };
}

function allLetterCases(word) {
  return Array.from({ length: 2 ** word.length }, (_, mask) =>
    [...word].map((letter, at) => (mask & (1 << at) ? letter.toUpperCase() : letter)).join(''),
  );
}
