// Who says whether a signature is right: the runtime's own cryptography, at once or by a promise, and
// the pure-Rust verifier where there is none or it lacks the algorithm.
import * as calls from './calls.js';
import { nativeVerify, verifier, type Signed } from './core.js';
import type { PublicKey } from './public-key.js';
import * as subtle from './subtle.js';

/** A verdict as the core counts it. */
export type Verdict =
  typeof calls.WRONG | typeof calls.RIGHT | typeof calls.NOBODY_KNOWS | typeof calls.KEY_REFUSED;

/** What a verifier is asked. */
export interface Question {
  key: PublicKey;
  signed(): Signed;
}

/** The verdict where it can be had at once. */
export function verdictNow({ key, signed }: Question): Verdict | undefined {
  try {
    const valid = nativeVerify()?.(key, signed()) ?? verifiedNow(key, signed());
    return valid === undefined ? undefined : verdictOf(valid);
  } catch {
    // The module is not where the package has it.
    return undefined;
  }
}

function verifiedNow(key: PublicKey, { signingInput, signature }: Signed): boolean | undefined {
  return verifier.now()?.verify(key.alg, key.jwk, signingInput, signature);
}

/** What follows from the verdict of whatever there is. The pure-Rust verifier comes last: it is the
 * slowest. */
export function verdict<T>(
  question: Question,
  then: (told: Verdict) => T | Promise<T>,
): Promise<T> {
  return subtle.verify(question.key, question.signed).then(
    (valid) => then(verdictOf(valid)),
    (refusal) =>
      refusal instanceof subtle.KeyRefused
        ? then(calls.KEY_REFUSED)
        : lastVerdict(question).then(then),
  );
}

async function lastVerdict(question: Question): Promise<Verdict> {
  await verifier.load().catch(() => {});
  return verdictNow(question) ?? calls.NOBODY_KNOWS;
}

function verdictOf(valid: boolean): Verdict {
  return valid ? calls.RIGHT : calls.WRONG;
}
