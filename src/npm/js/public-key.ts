// The public keys that signatures are verified with.

/** A key for one algorithm. One and the same object stands for it, whoever asks, so that what a runtime
 * makes of it is found again by it. */
export interface PublicKey {
  readonly alg: string;
  /** A JWK, as JSON. */
  readonly jwk: string;
}

/** As many as one key set holds. */
const MOST = 64;

/** The last used at the end. */
const known = new Map<string, PublicKey>();

/** The key that a JWK is for an algorithm. */
export function publicKey(alg: string, jwk: string): PublicKey {
  const name = `${alg} ${jwk}`;
  const key = known.get(name) ?? { alg, jwk };
  known.delete(name);
  const [oldest] = known.keys();
  if (known.size >= MOST) known.delete(oldest!);
  known.set(name, key);
  return key;
}
