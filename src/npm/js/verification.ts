// A token on its way through the core, which says at each step what it needs next.
import { answersFirst, type Core } from './core.js';
import type { PublicKey } from './public-key.js';
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
  keyOf(verification: Core.Verification): PublicKey;
  host: { now(): number };
}

/**
 * Goes on until the token is verified: at once, or by a promise where something must be waited for.
 * What fails is freed at once: there may be very many.
 */
export function look(
  verification: Core.Verification,
  token: string,
  keys: KeySource,
): Promise<void> | undefined {
  try {
    let step = verification.step(keys.host.now());
    while (step !== VERIFIED) {
      const next = stepFrom(step, verification, token, keys);
      if (typeof next !== 'number') return lookOn(next, verification, token, keys);
      step = next;
    }
    return undefined;
  } catch (error) {
    verification.free();
    throw error;
  }
}

async function lookOn(
  awaited: Promise<number>,
  verification: Core.Verification,
  token: string,
  keys: KeySource,
): Promise<void> {
  try {
    let step = await awaited;
    while (step !== VERIFIED) step = await stepFrom(step, verification, token, keys);
  } catch (error) {
    verification.free();
    throw error;
  }
}

function stepFrom(
  step: number,
  verification: Core.Verification,
  token: string,
  keys: KeySource,
): number | Promise<number> {
  if (step === ASK) {
    const question = questionOf(verification, token, keys);
    const known = answersFirst(question.key.alg) ? verdictNow(question) : undefined;
    return known === undefined
      ? verdict(question).then((told) => verification.conclude(told))
      : verification.conclude(known);
  }
  const provided = keys.provideKeys(step === NEWER_KEYS ? verification.newerThan : undefined);
  return provided.then(() => verification.step(keys.host.now()));
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
    key: keys.keyOf(verification),
    // The core has seen that both are there, and that all of it is ASCII.
    signingInput: encoder.encode(token.slice(0, token.lastIndexOf('.'))),
    signature: verification.signature as Uint8Array<ArrayBuffer>,
  };
}
