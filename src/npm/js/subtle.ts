// Signatures by `crypto.subtle`. Browsers have none on plain http.

/** As many as one key set holds. */
const MOST_KEYS = 64;

/** Keys that were imported, each for one algorithm, the last used at the end. */
const keys = new Map<string, CryptoKey>();

/**
 * `undefined` where this runtime lacks the algorithm or cannot answer: another verifier is asked then.
 *
 * @throws Where it refuses the key.
 */
export async function verify(
  alg: string,
  jwk: string,
  signingInput: Uint8Array<ArrayBuffer>,
  signature: Uint8Array<ArrayBuffer>,
): Promise<boolean | undefined> {
  const subtle = globalThis.crypto?.subtle;
  if (subtle === undefined) return undefined;
  const parameters = parametersOf(alg);
  let key: CryptoKey | undefined;
  try {
    key = await imported(subtle, alg, jwk, parameters);
    return await subtle.verify(parameters, key, signature, signingInput);
  } catch (refusal) {
    const isUnsupported = (refusal as Error | undefined)?.name === 'NotSupportedError';
    if (key === undefined && !isUnsupported) throw refusal;
    return undefined;
  }
}

async function imported(
  subtle: SubtleCrypto,
  alg: string,
  jwk: string,
  parameters: object & Algorithm,
): Promise<CryptoKey> {
  const name = `${alg} ${jwk}`;
  const known = keys.get(name);
  const key =
    known ?? (await subtle.importKey('jwk', JSON.parse(jwk), parameters, false, ['verify']));
  keys.delete(name);
  const [oldest] = keys.keys();
  if (keys.size >= MOST_KEYS && oldest !== undefined) keys.delete(oldest);
  keys.set(name, key);
  return key;
}

/** Both to import and to use a key (Web Cryptography, sections 20 to 25). */
function parametersOf(alg: string) {
  const bits = Number(alg.slice(2));
  const hash = `SHA-${bits}`;
  switch (alg.slice(0, 2)) {
    case 'RS':
      return { name: 'RSASSA-PKCS1-v1_5', hash };
    case 'PS':
      // The salt is as long as the digest (RFC 7518, section 3.5).
      return { name: 'RSA-PSS', hash, saltLength: bits / 8 };
    case 'ES':
      return { name: 'ECDSA', namedCurve: bits === 512 ? 'P-521' : `P-${bits}`, hash };
    default:
      return { name: 'Ed25519' };
  }
}
