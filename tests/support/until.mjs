// Waiting with a deadline, so that what never happens is a failure with a name and not a hang.
import { setTimeout as delay } from 'node:timers/promises';

/** What was waited for did not happen in time. */
export class DeadlineError extends Error {}

/**
 * Asks again until it is so: for what no event tells.
 *
 * @template T
 * @param {string} what For the failure's text.
 * @param {() => T | Promise<T>} probe Truthy ends the wait.
 * @param {number} [milliseconds] The deadline.
 * @returns {Promise<T>}
 */
export async function until(what, probe, milliseconds = 15_000) {
  const deadline = Date.now() + milliseconds;
  for (;;) {
    const result = await probe();
    if (result) return result;
    if (Date.now() > deadline) throw new DeadlineError(`${what}: not within ${milliseconds} ms`);
    await delay(25);
  }
}

/**
 * @template T
 * @param {string} what For the failure's text.
 * @param {Promise<T>} promise
 * @param {number} [milliseconds] The deadline.
 * @returns {Promise<T>}
 */
export async function within(what, promise, milliseconds = 15_000) {
  const late = new AbortController();
  const deadline = delay(milliseconds, undefined, { signal: late.signal }).then(() => {
    throw new DeadlineError(`${what}: not within ${milliseconds} ms`);
  });
  deadline.catch(() => {});
  try {
    return await Promise.race([promise, deadline]);
  } finally {
    late.abort();
  }
}
