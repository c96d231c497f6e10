// Waiting for what a test cannot be told by an event: asks again until it is so, with a deadline.
import { setTimeout as delay } from 'node:timers/promises';

/**
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
    if (Date.now() > deadline) throw new Error(`${what}: not within ${milliseconds} ms`);
    await delay(25);
  }
}
