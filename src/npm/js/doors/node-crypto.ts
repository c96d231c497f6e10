// Signatures by `node:crypto`, which answers at once and faster than `crypto.subtle` does.
import { constants, createPublicKey, verify as verifySignature, type KeyObject } from 'node:crypto';

import type { NativeVerify } from '../core.js';
import type { PublicKey } from '../public-key.js';

/** What a key became here, with the parameters to use it. */
interface Imported {
  key: KeyObject;
  hash: string | null;
}

const imported = new WeakMap<PublicKey, Imported>();

/** `undefined` where this runtime cannot answer: another verifier is asked then. */
export const verify: NativeVerify = (publicKey, { signingInput, signature }) => {
  try {
    const known = imported.get(publicKey) ?? imports(publicKey);
    return verifySignature(known.hash, signingInput, known, signature);
  } catch {
    return undefined;
  }
};

function imports(publicKey: PublicKey): Imported {
  const { alg, jwk } = publicKey;
  const key = createPublicKey({ key: JSON.parse(jwk), format: 'jwk' });
  const known = { key, hash: hashOf(alg), ...formOf(alg) };
  imported.set(publicKey, known);
  return known;
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
