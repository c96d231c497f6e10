// A token on its way through the core, which says at each step what it needs next.
import { answersFirst, type Core, type Glue } from './core.js';
import type { PublicKey } from './public-key.js';
import { verdict, verdictNow, type Question } from './verdict.js';
import { given } from './waiting.js';

/** What a token is looked at for. */
export type Kind = 'access-token' | 'id-token' | 'jws';

/** What the core needs next; the last one is a number with that of the keys that are too old. */
const VERIFIED = 0;
const ASK = 1;
const NEWER_KEYS = 3;

/** Where keys come from. */
export interface KeySource {
  provideKeys(newerThan?: number): Promise<void>;
  keyOf(verification: Glue.Verification): PublicKey;
  core: Core;
  host: { now(): number };
}

/**
 * Goes on until the token is verified, and concludes: at once, or by a promise where something must be
 * waited for. It frees the verification at the end, whatever that is: there may be very many.
 *
 * Each answer that is waited for is one promise, and what follows runs in its callback: an `async`
 * function would add some more to every token.
 */
export function look<T>(
  verification: Glue.Verification,
  keys: KeySource,
  conclude: () => T | undefined,
): T | Promise<T> {
  return goOn(() => verification.step(keys.host.now()));

  function goOn(next: () => number | undefined): T | Promise<T> {
    let waiting: Promise<T> | undefined;
    try {
      return (waiting = waitFrom(next())) ?? given(keys.core, conclude());
    } finally {
      if (waiting === undefined) verification.free();
    }
  }

  /** What must be waited for, if anything must be. */
  function waitFrom(next: number | undefined): Promise<T> | undefined {
    const step = given(keys.core, next);
    if (step === VERIFIED) return undefined;
    if (step === ASK) {
      const question = questionOf(verification, keys);
      const known = answersFirst(question.key.alg) ? verdictNow(question) : undefined;
      if (known !== undefined) return waitFrom(verification.conclude(known));
      return verdict(question, (told) => goOn(() => verification.conclude(told)));
    }
    const newerThan = step < NEWER_KEYS ? undefined : step - NEWER_KEYS;
    return keys.provideKeys(newerThan).then(
      () => goOn(() => verification.step(keys.host.now())),
      (error) =>
        goOn(() => {
          throw error;
        }),
    );
  }
}

/** The same with what is here; `undefined` where that is not enough for a verdict. */
export function lookNow<T>(
  verification: Glue.Verification,
  keys: KeySource,
  conclude: () => T | undefined,
): T | undefined {
  try {
    if (given(keys.core, verification.step(keys.host.now())) !== VERIFIED) {
      const known = verdictNow(questionOf(verification, keys));
      if (known === undefined) return undefined;
      given(keys.core, verification.conclude(known));
    }
    return given(keys.core, conclude());
  } finally {
    verification.free();
  }
}

function questionOf(verification: Glue.Verification, keys: KeySource): Question {
  return { key: keys.keyOf(verification), signed: () => verification.signed() };
}
