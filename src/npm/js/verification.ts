// A token on its way through the core, which says at each step what it needs next.
import { nativeVerify, type Core } from './core.js';
import { verdict, verdictNow, type Question } from './verdict.js';

/** What a token is looked at for. */
export type Kind = 'access-token' | 'id-token' | 'jws';

/** What the core needs next. */
const VERIFIED = 0;
const ASK = 1;
const NEWER_KEYS = 3;

/** Where keys come from. */
export interface KeySource {
  provideKeys(newerThan?: number): Promise<void>;
  jwkOf(verification: Core.Verification): string;
  host: { now(): number };
}

/** Goes on until the token is verified. What fails is freed at once: there may be very many. */
export async function look(
  verification: Core.Verification,
  token: string,
  keys: KeySource,
): Promise<void> {
  try {
    let step = verification.step(keys.host.now());
    while (step !== VERIFIED) {
      if (step === ASK) {
        const question = questionOf(verification, token, keys);
        const known = nativeVerify() && verdictNow(question);
        step = verification.conclude(known ?? (await verdict(question)));
      } else {
        await keys.provideKeys(step === NEWER_KEYS ? verification.newerThan : undefined);
        step = verification.step(keys.host.now());
      }
    }
  } catch (error) {
    verification.free();
    throw error;
  }
}

/** The same with what is here; false where that is not enough for a verdict. */
export function lookNow(verification: Core.Verification, token: string, keys: KeySource): boolean {
  let isVerified = false;
  try {
    if (verification.step(keys.host.now()) !== VERIFIED) {
      const known = verdictNow(questionOf(verification, token, keys));
      if (known === undefined) return false;
      verification.conclude(known);
    }
    return (isVerified = true);
  } finally {
    if (!isVerified) verification.free();
  }
}

const encoder = new TextEncoder();

function questionOf(verification: Core.Verification, token: string, keys: KeySource): Question {
  return {
    alg: verification.alg!,
    jwk: keys.jwkOf(verification),
    // The core has seen that both are there, and that all of it is ASCII.
    signingInput: encoder.encode(token.slice(0, token.lastIndexOf('.'))),
    signature: verification.signature as Uint8Array<ArrayBuffer>,
  };
}
