// Signatures that were valid before something was done to them.

/** The orders of the groups, FIPS 186-5 and RFC 8032. */
const ORDER = {
  ES256: 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n,
  ES384:
    0xffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973n,
  ES512:
    0x1fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffa51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409n,
  EdDSA: (1n << 252n) + 27742317777372353535851937790883648493n,
};
ORDER.Ed25519 = ORDER.EdDSA;

/**
 * Names and changes: a new `signature`, a new `input`, or both, and the verdict where the change
 * does no harm.
 *
 * @param {string} alg
 * @param {{ input: string, signature: Buffer }} signed
 * @param {object} publicJwk
 * @returns {Iterable<[string, { signature?: Buffer, input?: string, verdict?: string }]>}
 */
export function* spoilt(alg, { input, signature }, publicJwk) {
  const last = signature.length - 1;
  yield ['the first bit flipped', { signature: flipped(signature, 0, 0x80) }];
  yield ['a bit in the middle flipped', { signature: flipped(signature, last >> 1, 0x10) }];
  yield ['the last bit flipped', { signature: flipped(signature, last, 0x01) }];
  yield ['another payload', { input: `${input.slice(0, -1)}${input.endsWith('A') ? 'B' : 'A'}` }];
  yield ['nothing signed', { input: '' }];
  yield ['no signature', { signature: Buffer.alloc(0) }];
  yield ['only zeros', { signature: Buffer.alloc(signature.length) }];
  yield ['the first byte missing', { signature: signature.subarray(1) }];
  yield ['the last byte missing', { signature: signature.subarray(0, last) }];
  yield ['a zero before', { signature: Buffer.concat([Buffer.alloc(1), signature]) }];
  yield ['a zero after', { signature: Buffer.concat([signature, Buffer.alloc(1)]) }];
  yield ['twice in a row', { signature: Buffer.concat([signature, signature]) }];
  if (alg.startsWith('HS')) {
    yield ['the first half', { signature: signature.subarray(0, signature.length / 2) }];
  } else if (publicJwk.kty === 'RSA') {
    yield* aroundModulus(signature, publicJwk);
  } else if (publicJwk.kty === 'EC') {
    yield* aroundOrder(signature, ORDER[alg]);
  } else {
    yield* edwards(signature, ORDER[alg]);
  }
}

function* aroundModulus(signature, { n }) {
  const modulus = Buffer.from(n, 'base64url');
  const length = signature.length;
  yield ['the modulus itself', { signature: modulus }];
  yield ['one', { signature: number(1n, length) }];
  yield ['the modulus less one', { signature: number(toNumber(modulus) - 1n, length) }];
  // The same number modulo n, in as many bytes.
  const sum = toNumber(modulus) + toNumber(signature);
  yield ['the modulus added', { signature: number(sum, length) }];
}

/** Whether the modulus can be added to an RSA signature without making it longer. */
export function hasRoom({ signature }, { kty, n }) {
  const sum = (modulus) => toNumber(modulus) + toNumber(signature);
  return kty !== 'RSA' || sum(Buffer.from(n, 'base64url')) < 1n << BigInt(8 * signature.length);
}

function* aroundOrder(signature, order) {
  const half = signature.length / 2;
  const r = toNumber(signature.subarray(0, half));
  const s = toNumber(signature.subarray(half));
  const pair = (a, b) => ({ signature: Buffer.concat([number(a, half), number(b, half)]) });
  // JWS does not ask for the smaller of s and n - s, so both are signatures.
  yield ['the other s', { ...pair(r, order - s), verdict: 'valid' }];
  yield ['r = 0', pair(0n, s)];
  yield ['s = 0', pair(r, 0n)];
  yield ['r = n', pair(order, s)];
  yield ['s = n', pair(r, order)];
  yield ['r = n, s = n', pair(order, order)];
  yield ['r = 1, s = 1', pair(1n, 1n)];
  yield ['s = n - 1', pair(r, order - 1n)];
  yield ['r and s changed places', pair(s, r)];
  yield ['DER', { signature: der(r, s) }];
  if (s + order < 1n << BigInt(8 * half)) {
    yield ['the order added to s', pair(r, s + order)];
  }
}

function* edwards(signature, order) {
  const [r, s] = [signature.subarray(0, 32), signature.subarray(32)];
  const littleEndian = (value) => number(value, 32).reverse();
  const beyond = littleEndian(toNumber(Buffer.from(s).reverse()) + order);
  yield ['the order added to S', { signature: Buffer.concat([r, beyond]) }];
  yield ['S = 0', { signature: Buffer.concat([r, Buffer.alloc(32)]) }];
  const neutral = littleEndian(1n);
  yield ['R of order 1', { signature: Buffer.concat([neutral, s]) }];
  yield ['R of order 1, S = 0', { signature: Buffer.concat([neutral, Buffer.alloc(32)]) }];
  yield ['halves changed places', { signature: Buffer.concat([s, r]) }];
}

function flipped(bytes, index, mask) {
  const copy = Buffer.from(bytes);
  copy[index] ^= mask;
  return copy;
}

function toNumber(bytes) {
  return BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
}

/** A number in big-endian bytes. */
function number(value, length) {
  return Buffer.from(value.toString(16).padStart(2 * length, '0'), 'hex');
}

/** The form that X.509 gives a signature, and JWS does not (RFC 7518 §3.4). */
function der(...numbers) {
  const integers = numbers.map((value) => {
    let hex = value.toString(16);
    hex = hex.length % 2 ? `0${hex}` : hex;
    return tagged(0x02, Buffer.from(/^[89a-f]/.test(hex) ? `00${hex}` : hex, 'hex'));
  });
  return tagged(0x30, Buffer.concat(integers));
}

function tagged(tag, content) {
  const length = content.length < 128 ? [content.length] : [0x81, content.length];
  return Buffer.concat([Buffer.from([tag, ...length]), content]);
}
