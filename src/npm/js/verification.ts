// A token on its way through the core, which says at each step what it needs next.
import * as calls from './calls.js';
import { answersFirst } from './core.js';
import { conclude, free, signed, step, type Verification } from './glue.js';
import type { PublicKey } from './public-key.js';
import { verdict, verdictNow, type Question } from './verdict.js';
import { given } from './waiting.js';

/** What a token is looked at for. */
export type Kind = typeof calls.ACCESS_TOKEN | typeof calls.ID_TOKEN | typeof calls.JWS;

/** Where keys come from. */
export interface KeySource {
  provideKeys(newerThan?: number): Promise<void>;
  keyOf(verification: Verification): PublicKey;
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
  verification: Verification,
  keys: KeySource,
  finish: () => T | undefined,
): T | Promise<T> {
  return goOn(() => step(verification, keys.host.now()));

  function goOn(next: () => number | undefined): T | Promise<T> {
    let waiting: Promise<T> | undefined;
    try {
      return (waiting = waitFrom(next())) ?? given(finish());
    } finally {
      if (waiting === undefined) free(verification);
    }
  }

  /** What must be waited for, if anything must be. */
  function waitFrom(next: number | undefined): Promise<T> | undefined {
    const stage = given(next);
    if (stage === calls.VERIFIED) return undefined;
    if (stage === calls.ASK) {
      const question = questionOf(verification, keys);
      const known = answersFirst(question.key.alg) ? verdictNow(question) : undefined;
      if (known !== undefined) return waitFrom(conclude(verification, known));
      return verdict(question, (told) => goOn(() => conclude(verification, told)));
    }
    const newerThan = stage < calls.NEWER_KEYS ? undefined : stage - calls.NEWER_KEYS;
    return keys.provideKeys(newerThan).then(
      () => goOn(() => step(verification, keys.host.now())),
      (error) =>
        goOn(() => {
          throw error;
        }),
    );
  }
}

/** The same with what is here; `undefined` where that is not enough for a verdict. */
export function lookNow<T>(
  verification: Verification,
  keys: KeySource,
  finish: () => T | undefined,
): T | undefined {
  try {
    if (given(step(verification, keys.host.now())) !== calls.VERIFIED) {
      const known = verdictNow(questionOf(verification, keys));
      if (known === undefined) return undefined;
      given(conclude(verification, known));
    }
    return given(finish());
  } finally {
    free(verification);
  }
}

function questionOf(verification: Verification, keys: KeySource): Question {
  return { key: keys.keyOf(verification), signed: () => signed(verification) };
}
