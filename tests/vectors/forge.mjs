// Signatures that the right key made in a wrong way: RSA with other padding than the name says.
import { constants, createHash, createPrivateKey, privateEncrypt, sign } from 'node:crypto';

/** DigestInfo of RFC 8017 §9.2 up to the digest, without the NULL that belongs there. */
const WITHOUT_NULL = {
  256: '302f300b0609608648016503040201' + '0420',
  384: '303f300b0609608648016503040202' + '0430',
  512: '304f300b0609608648016503040203' + '0440',
};
const PREFIX = {
  256: '3031300d060960864801650304020105000420',
  384: '3041300d060960864801650304020205000430',
  512: '3051300d060960864801650304020305000440',
};

/**
 * Names and signatures, all of them invalid; none for algorithms other than RSA's.
 *
 * @param {string} alg
 * @param {string} input What is signed.
 * @param {{ privateJwk: object }} key
 * @returns {Iterable<[string, Buffer]>}
 */
export function* forgeries(alg, input, { privateJwk }) {
  if (privateJwk.kty !== 'RSA') {
    return;
  }
  const bits = alg.slice(2);
  const key = createPrivateKey({ key: privateJwk, format: 'jwk' });
  if (alg.startsWith('RS')) {
    yield* pkcs1(bits, input, key);
  } else {
    yield* pss(bits, input, key);
  }
}

function* pkcs1(bits, input, key) {
  const digest = createHash(`sha${bits}`).update(input).digest();
  const padded = (content) =>
    privateEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, content);
  const info = (prefix, rest) => Buffer.concat([Buffer.from(prefix, 'hex'), rest]);
  yield ['a digest without its name', padded(digest)];
  yield ['a name without NULL', padded(info(WITHOUT_NULL[bits], digest))];
  const longer = Buffer.concat([digest, Buffer.alloc(1)]);
  yield ['a byte after the digest', padded(info(PREFIX[bits], longer))];
  yield ['SHA-1 inside', sign('sha1', input, key)];
  yield ['padding made shorter', raw(key, short(info(PREFIX[bits], digest), key))];
  yield ['padding of type 2', raw(key, block(2, 0x11, info(PREFIX[bits], digest), key))];
  yield ['padding of zeros', raw(key, block(1, 0, info(PREFIX[bits], digest), key))];
}

function* pss(bits, input, key) {
  const padding = constants.RSA_PKCS1_PSS_PADDING;
  const length = bits / 8;
  for (const [what, saltLength] of [
    ['no salt', 0],
    ['a salt one byte short', length - 1],
    ['a salt one byte long', length + 1],
    ['the longest salt', constants.RSA_PSS_SALTLEN_MAX_SIGN],
  ]) {
    yield [what, sign(`sha${bits}`, Buffer.from(input), { key, padding, saltLength })];
  }
  yield ['SHA-1 inside', sign('sha1', Buffer.from(input), { key, padding, saltLength: 20 })];
}

/** A block whose padding ends early, with zeros behind the digest to fill it (CVE-2006-4339). */
function short(info, key) {
  const size = key.asymmetricKeyDetails.modulusLength / 8;
  const head = Buffer.concat([Buffer.from([0, 1]), Buffer.alloc(8, 0xff), Buffer.alloc(1), info]);
  return Buffer.concat([head, Buffer.alloc(size - head.length)]);
}

function block(type, filler, info, key) {
  const size = key.asymmetricKeyDetails.modulusLength / 8;
  const padding = Buffer.alloc(size - info.length - 3, filler);
  return Buffer.concat([Buffer.from([0, type]), padding, Buffer.alloc(1), info]);
}

function raw(key, encoded) {
  return privateEncrypt({ key, padding: constants.RSA_NO_PADDING }, encoded);
}
