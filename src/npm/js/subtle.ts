// Signatures by `crypto.subtle`. Browsers have none on plain http.
import type { PublicKey } from './public-key.js';

/** What a key became here, with the parameters to use it. */
interface Imported {
  key: CryptoKey;
  parameters: object & Algorithm;
}

const imported = new WeakMap<PublicKey, Imported>();

/**
 * `undefined` where this runtime lacks the algorithm or cannot answer: another verifier is asked then.
 *
 * @throws Where it refuses the key.
 */
export async function verify(
  publicKey: PublicKey,
  signingInput: Uint8Array<ArrayBuffer>,
  signature: Uint8Array<ArrayBuffer>,
): Promise<boolean | undefined> {
  const subtle = globalThis.crypto?.subtle;
  if (subtle === undefined) return undefined;
  let known = imported.get(publicKey);
  try {
    if (known === undefined) {
      known = await imports(subtle, publicKey);
      imported.set(publicKey, known);
    }
    return await subtle.verify(known.parameters, known.key, signature, signingInput);
  } catch (refusal) {
    const isUnsupported = (refusal as Error | undefined)?.name === 'NotSupportedError';
    if (known === undefined && !isUnsupported) throw refusal;
    return undefined;
  }
}

async function imports(subtle: SubtleCrypto, { alg, jwk }: PublicKey): Promise<Imported> {
  const parameters = parametersOf(alg);
  const key = await subtle.importKey('jwk', JSON.parse(jwk), parameters, false, ['verify']);
  return { key, parameters };
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
