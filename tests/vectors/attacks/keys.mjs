// Key sets that must not verify anything, with tokens that are right under them; and unusual good ones.
import { encode, signToken, unsignedPkcs1 } from './sign.mjs';
import { manyPrimesKey, rocaKey, rsaKeyWithExponent, smallRsaKey } from './weak.mjs';

/**
 * @param {Record<string, import('./sign.mjs').Pair>} pairs
 * @returns {Iterable<import('../attacks.mjs').Attack>}
 */
export function* keySets(pairs) {
  for (const alg of ['HS256', 'RS256', 'PS256', 'ES256', 'ES384', 'ES512', 'EdDSA']) {
    const { privateJwk, publicJwk } = pairs[alg];
    const kid = 'one';
    const token = signToken(alg, privateJwk, { alg, kid });
    const one = (name, changes, valid) => {
      const key = { ...publicJwk, kid, ...changes };
      return { name: `${alg}: ${name}`, jwks: { keys: [key] }, token, valid };
    };
    for (const [name, changes] of Object.entries(GOOD(alg))) yield one(name, changes, true);
    for (const [name, changes] of Object.entries(BAD)) yield one(name, changes, false);
    for (const [name, changes] of spoilt(publicJwk)) yield one(name, changes, false);
    if (alg !== 'HS256') yield* besidesASecret(alg, { publicJwk, privateJwk }, pairs, token);
    const key = { ...publicJwk, kid };
    yield {
      name: `${alg}: two keys of one kid`,
      jwks: { keys: [key, { ...pairs.other[alg].publicJwk, kid }] },
      token,
      valid: false,
    };
    const broken = { ...key, [publicJwk.n ? 'n' : publicJwk.x ? 'x' : 'k']: 'AB' };
    for (const keys of [
      [key, broken],
      [broken, key],
    ]) {
      yield {
        name: `${alg}: a key of its kid that is broken`,
        jwks: { keys },
        token,
        valid: false,
      };
    }
    const encrypts = { ...broken, use: 'enc' };
    yield {
      name: `${alg}: a key of its kid that encrypts`,
      jwks: { keys: [encrypts, key] },
      token,
      valid: true,
    };
    yield {
      name: `${alg}: a bad key beside it`,
      jwks: { keys: [{ kty: alg === 'HS256' ? 'oct' : 'RSA', kid: 'x' }, key] },
      token,
      valid: true,
    };
    yield { name: `${alg}: no key`, jwks: { keys: [] }, token, valid: false };
    const others = Array.from({ length: 64 }, (_, at) => ({ ...key, kid: `k${at}` }));
    yield {
      name: `${alg}: 64 keys`,
      jwks: { keys: [...others.slice(1), key] },
      token,
      valid: true,
    };
    yield { name: `${alg}: 65 keys`, jwks: { keys: [...others, key] }, token, valid: false };
  }
  yield* secrets();
  yield* rsa();
  yield* curves(pairs);
}

const GOOD = (alg) => ({
  'use sig': { use: 'sig' },
  'key_ops verify': { key_ops: ['verify'] },
  'key_ops sign and verify': { key_ops: ['sign', 'verify'] },
  'its own alg': { alg },
  'members that nobody knows': { x5t: 'thumbprint', exp: 1, revoked: null, ext: true },
});

const BAD = {
  'use enc': { use: 'enc' },
  'use SIG': { use: 'SIG' },
  'a use that is no text': { use: ['sig'] },
  'key_ops without verify': { key_ops: ['encrypt'] },
  'no key_ops': { key_ops: [] },
  'key_ops sign': { key_ops: ['sign'] },
  'key_ops twice': { key_ops: ['verify', 'verify'] },
  'key_ops that is no array': { key_ops: 'verify' },
  'an alg for encryption': { alg: 'RSA-OAEP' },
  'an alg that nobody knows': { alg: 'ES521' },
  'alg none': { alg: 'none' },
  'an alg that is no text': { alg: 256 },
  'a kty that nobody knows': { kty: 'AKP' },
  'a kty in other letters': { kty: 'rsa' },
  'no kty': { kty: undefined },
  'a kid that is no text': { kid: 1 },
  'another kid': { kid: 'two' },
};

function* spoilt({ kty, n, e, x, y, k }) {
  const other = { RSA: 'EC', EC: 'RSA', OKP: 'EC', oct: 'RSA' };
  yield ['another kty', { kty: other[kty] }];
  for (const member of kty === 'oct' ? [] : ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth'])
    yield [`the private member ${member}`, { [member]: encode('d') }];
  if (kty !== 'oct') yield ['a member of secrets', { k: encode('k'.repeat(32)) }];
  for (const [member, value] of Object.entries({ n, e, x, y, k })) {
    if (value === undefined) continue;
    yield [`${member} with padding`, { [member]: `${value}=` }];
    yield [`${member} with white space`, { [member]: ` ${value}` }];
    yield [`${member} that is no text`, { [member]: 7 }];
    yield [`no ${member}`, { [member]: undefined }];
    yield [`${member} that is empty`, { [member]: '' }];
    if (member !== 'k')
      yield [
        `${member} with zeros before`,
        { [member]: encode(Buffer.concat([Buffer.alloc(2), Buffer.from(value, 'base64url')])) },
      ];
  }
}

function* besidesASecret(alg, { publicJwk }, pairs, token) {
  const secret = { ...pairs.HS256.publicJwk, kid: 'secret' };
  const keys = [secret, { ...publicJwk, kid: 'one' }];
  yield { name: `${alg}: a secret beside a public key`, jwks: { keys }, token, valid: false };
  const forged = signToken('HS256', pairs.HS256.privateJwk, { alg: 'HS256', kid: 'secret' });
  yield {
    name: `${alg}: by the secret beside a public key`,
    jwks: { keys },
    token: forged,
    valid: false,
  };
}

function* secrets() {
  for (const [alg, enough] of [
    ['HS256', 32],
    ['HS384', 48],
    ['HS512', 64],
  ]) {
    for (const length of [0, 1, 16, enough - 1, enough, enough + 1, 4096]) {
      const key = { kty: 'oct', k: encode(Buffer.alloc(length, 7)) };
      const token = signToken(alg, key);
      yield {
        name: `${alg} with ${length} bytes`,
        jwks: { keys: [key] },
        token,
        valid: length >= enough,
      };
    }
  }
}

function* rsa() {
  const roca = rocaKey();
  yield {
    name: 'a ROCA key',
    jwks: { keys: [roca.publicJwk] },
    token: signToken('RS256', roca.privateJwk),
    valid: false,
  };
  for (const bits of [1024, 1536, 2040]) {
    const { publicJwk, privateJwk } = smallRsaKey(bits);
    yield {
      name: `RSA of ${bits} bits`,
      jwks: { keys: [publicJwk] },
      token: signToken('RS256', privateJwk),
      valid: false,
    };
  }
  // Each bit of a modulus costs whoever verifies; the longest signature is that of 8,192 bits.
  for (const [bits, valid] of [
    [7168, true],
    [8192, false],
  ]) {
    const { publicJwk, sign } = manyPrimesKey(bits);
    const input = `${encode('{"alg":"RS256"}')}.${encode('{}')}`;
    const token = `${input}.${encode(sign(input))}`;
    yield { name: `RSA of more than ${bits} bits`, jwks: { keys: [publicJwk] }, token, valid };
  }
  for (const e of [0n, 1n, 2n, 4n, 65536n, (1n << 32n) + 1n]) {
    const { length, ...key } = rsaKeyWithExponent(e);
    const input = `${encode('{"alg":"RS256"}')}.${encode('{}')}`;
    const token = `${input}.${encode(unsignedPkcs1(length, input))}`;
    yield { name: `RSA with the exponent ${e}`, jwks: { keys: [key] }, token, valid: false };
  }
}

function* curves(pairs) {
  for (const alg of ['ES256', 'ES384', 'ES512']) {
    const { publicJwk: key, privateJwk } = pairs[alg];
    const token = signToken(alg, privateJwk);
    const moved = Buffer.from(key.y, 'base64url');
    moved[moved.length - 1] ^= 1;
    const zero = encode(Buffer.alloc(moved.length));
    for (const [name, changes] of [
      ['a point beside the curve', { y: encode(moved) }],
      ['x and y changed places', { x: key.y, y: key.x }],
      ['a point of zeros', { x: zero, y: zero }],
      ['a crv that nobody knows', { crv: 'secp256k1' }],
      ['a crv in other letters', { crv: key.crv.toLowerCase() }],
      ...['P-256', 'P-384', 'P-521']
        .filter((crv) => crv !== key.crv)
        .map((crv) => [`crv ${crv}`, { crv }]),
    ]) {
      yield {
        name: `${alg}: ${name}`,
        jwks: { keys: [{ ...key, ...changes }] },
        token,
        valid: false,
      };
    }
  }
  yield* smallOrder();
  const { publicJwk, privateJwk } = pairs.EdDSA;
  const token = signToken('EdDSA', privateJwk);
  for (const crv of ['X25519', 'Ed448', 'ed25519', undefined]) {
    yield {
      name: `EdDSA: crv ${crv}`,
      jwks: { keys: [{ ...publicJwk, crv }] },
      token,
      valid: false,
    };
  }
}

// Under such a key one signature is right for every eighth message, or for all.
function* smallOrder() {
  const points = [
    '0100000000000000000000000000000000000000000000000000000000000000',
    '0000000000000000000000000000000000000000000000000000000000000000',
    'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
    'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
    '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
    '0000000000000000000000000000000000000000000000000000000000000080',
    'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  ];
  for (const point of points) {
    const jwk = { kty: 'OKP', crv: 'Ed25519', x: encode(Buffer.from(point, 'hex')) };
    const input = `${encode('{"alg":"EdDSA"}')}.${encode('{}')}`;
    const identity = Buffer.concat([Buffer.from(points[0], 'hex'), Buffer.alloc(32)]);
    const token = `${input}.${encode(identity)}`;
    yield {
      name: `Ed25519 with the point ${point.slice(0, 8)}…`,
      jwks: { keys: [jwk] },
      token,
      valid: false,
    };
  }
}
