// Signatures by `node:crypto`, which answers at once and faster than `crypto.subtle` does.
import { constants, createPublicKey, verify as verifySignature, type KeyObject } from 'node:crypto';

import type { NativeVerify } from '../core.js';

/** As many as one key set holds. */
const MOST_KEYS = 64;

/** Keys that were imported, the last used at the end. */
const keys = new Map<string, KeyObject>();

/** `undefined` where this runtime cannot answer: another verifier is asked then. */
export const verify: NativeVerify = (alg, jwk, signingInput, signature) => {
  try {
    return verifySignature(
      hashOf(alg),
      signingInput,
      { key: keyOf(jwk), ...formOf(alg) },
      signature,
    );
  } catch {
    return undefined;
  }
};

function keyOf(jwk: string): KeyObject {
  const known = keys.get(jwk);
  if (known !== undefined) return known;
  const key = createPublicKey({ key: JSON.parse(jwk), format: 'jwk' });
  const [oldest] = keys.keys();
  if (keys.size >= MOST_KEYS && oldest !== undefined) keys.delete(oldest);
  keys.set(jwk, key);
  return key;
}

/** Ed25519 has its hash inside (RFC 8032). */
function hashOf(alg: string): string | null {
  return alg.startsWith('Ed') ? null : `sha${alg.slice(2)}`;
}

function formOf(alg: string): object {
  switch (alg.slice(0, 2)) {
    case 'PS':
      // The salt is as long as the digest (RFC 7518, section 3.5).
      return {
        padding: constants.RSA_PKCS1_PSS_PADDING,
        saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
      };
    case 'ES':
      // r and s side by side (RFC 7518, section 3.4).
      return { dsaEncoding: 'ieee-p1363' };
    default:
      return {};
  }
}
