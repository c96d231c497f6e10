// Signatures by `crypto.subtle`. Browsers have none on plain http.
import type { Signed } from './core.js';
import type { PublicKey } from './public-key.js';

/** What a key became here, with the parameters to use it. */
interface Imported {
  key: CryptoKey;
  parameters: Algorithm & Partial<RsaPssParams & EcKeyImportParams & RsaHashedImportParams>;
}

const imported = new WeakMap<PublicKey, Imported>();

/** The runtime has something against the key. */
export class KeyRefused extends Error {}

/**
 * @param signed Is called when the key is there: the answer holds until the core is asked again.
 * @throws {KeyRefused}
 * @throws Anything else where this runtime lacks the algorithm or cannot answer: another verifier is
 *   asked then.
 */
export function verify(publicKey: PublicKey, signed: () => Signed): Promise<boolean> {
  const known = imported.get(publicKey);
  return known === undefined
    ? imports(publicKey).then((key) => asked(key, signed()))
    : asked(known, signed());
}

/** `crypto.subtle` copies what it gets before it does anything else (Web Cryptography, section 14.3.4). */
function asked(
  { key, parameters }: Imported,
  { signingInput, signature }: Signed,
): Promise<boolean> {
  try {
    return crypto.subtle.verify(parameters, key, signature, signingInput);
  } catch (error) {
    return Promise.reject(error);
  }
}

async function imports(publicKey: PublicKey): Promise<Imported> {
  const { alg, jwk } = publicKey;
  const parameters = parametersOf(alg);
  // Browsers have none on plain http.
  const subtle: SubtleCrypto | undefined = crypto.subtle;
  let known: Imported;
  try {
    const key = await subtle!.importKey('jwk', JSON.parse(jwk), parameters, false, ['verify']);
    known = { key, parameters };
  } catch (refusal) {
    const isUnsupported =
      subtle === undefined || (refusal as Error | undefined)?.name === 'NotSupportedError';
    throw isUnsupported ? refusal : new KeyRefused();
  }
  imported.set(publicKey, known);
  return known;
}

/** Both to import and to use a key (Web Cryptography, sections 20 to 25). */
function parametersOf(alg: string): Imported['parameters'] {
  const bits = Number(alg.slice(2));
  const hash = `SHA-${bits}`;
  const byKind: Record<string, Imported['parameters']> = {
    RS: { name: 'RSASSA-PKCS1-v1_5', hash },
    // The salt is as long as the digest (RFC 7518, section 3.5).
    PS: { name: 'RSA-PSS', hash, saltLength: bits / 8 },
    ES: { name: 'ECDSA', hash, namedCurve: bits === 512 ? 'P-521' : `P-${bits}` },
  };
  return byKind[alg.slice(0, 2)] ?? { name: 'Ed25519' };
}
