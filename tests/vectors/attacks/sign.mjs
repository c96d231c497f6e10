// Signing by hand: whatever header and payload a test wants, under whatever key.
import {
  constants,
  createHash,
  createHmac,
  createPrivateKey,
  generateKeyPairSync,
  privateEncrypt,
  randomBytes,
  sign,
} from 'node:crypto';

/** One key for each kind of algorithm, and the algorithms that go with it. */
export const KINDS = {
  oct: ['HS256', 'HS384', 'HS512'],
  rsa: ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'],
  'P-256': ['ES256'],
  'P-384': ['ES384'],
  'P-521': ['ES512'],
  ed25519: ['EdDSA', 'Ed25519'],
};

/** Every algorithm that edgeward verifies. */
export const ALGS = Object.values(KINDS).flat();

/** @typedef {{ kind: string, privateJwk: object, publicJwk: object }} Pair */

/**
 * @param {string} kind One of `KINDS`.
 * @returns {Pair}
 */
export function createPair(kind) {
  if (kind === 'oct') {
    const jwk = { kty: 'oct', k: randomBytes(64).toString('base64url') };
    return { kind, privateJwk: jwk, publicJwk: jwk };
  }
  const [type, options] =
    kind === 'rsa'
      ? ['rsa', { modulusLength: 2048 }]
      : kind === 'ed25519'
        ? ['ed25519', {}]
        : ['ec', { namedCurve: kind }];
  const { privateKey, publicKey } = generateKeyPairSync(type, options);
  return {
    kind,
    privateJwk: privateKey.export({ format: 'jwk' }),
    publicJwk: publicKey.export({ format: 'jwk' }),
  };
}

/** @param {string | Buffer} bytes */
export const encode = (bytes) => Buffer.from(bytes).toString('base64url');

/**
 * @param {string} alg
 * @param {object} privateJwk
 * @param {string} input
 * @returns {Buffer}
 */
export function signature(alg, privateJwk, input) {
  const hash = `sha${alg.slice(2)}`;
  if (alg.startsWith('HS')) {
    return createHmac(hash, Buffer.from(privateJwk.k, 'base64url')).update(input).digest();
  }
  const key = createPrivateKey({ key: privateJwk, format: 'jwk' });
  const bytes = Buffer.from(input);
  if (alg.startsWith('Ed')) return sign(null, bytes, key);
  if (alg.startsWith('ES')) return sign(hash, bytes, { key, dsaEncoding: 'ieee-p1363' });
  if (alg.startsWith('RS')) return sign(hash, bytes, key);
  const saltLength = constants.RSA_PSS_SALTLEN_DIGEST;
  return sign(hash, bytes, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength });
}

/**
 * A token over exactly these two segments, as they are written.
 *
 * @param {string} alg What it is signed with, whatever the header says.
 * @param {object} privateJwk
 * @param {string} header Encoded.
 * @param {string} payload Encoded.
 */
export function signSegments(alg, privateJwk, header, payload) {
  const input = `${header}.${payload}`;
  return `${input}.${encode(signature(alg, privateJwk, input))}`;
}

/**
 * @param {string} alg
 * @param {object} privateJwk
 * @param {string | object} [header] Text as it is, or an object.
 * @param {string} [payload]
 */
export function signToken(alg, privateJwk, header = { alg }, payload = '{"sub":"ada"}') {
  const text =
    typeof header === 'string' || Buffer.isBuffer(header) ? header : JSON.stringify(header);
  return signSegments(alg, privateJwk, encode(text), encode(payload));
}

/**
 * What a key with public exponent 1 would "sign": the encoded message itself, for anybody to write.
 *
 * @param {number} length Of the modulus, in bytes.
 * @param {string} input
 */
export function unsignedPkcs1(length, input) {
  const digest = createHash('sha256').update(input).digest();
  const info = Buffer.concat([
    Buffer.from('3031300d060960864801650304020105000420', 'hex'),
    digest,
  ]);
  const padding = Buffer.alloc(length - info.length - 3, 0xff);
  return Buffer.concat([Buffer.from([0, 1]), padding, Buffer.from([0]), info]);
}

/** RSA without any padding of its own. */
export function rawRsa(privateJwk, block) {
  const key = createPrivateKey({ key: privateJwk, format: 'jwk' });
  return privateEncrypt({ key, padding: constants.RSA_NO_PADDING }, block);
}
