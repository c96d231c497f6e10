// Calls into the core: what may have to wait, and who stops waiting.
import { errorFrom } from './errors.js';

/** Calls the core; what it throws becomes an error object. */
export function enter<T>(call: () => T): T {
  try {
    return call();
  } catch (thrown) {
    throw errorFrom(thrown);
  }
}

/** What the core answers, at once or by a promise, as long as nobody aborts. */
export async function settle<T>(answer: T | Promise<T>, signal?: AbortSignal): Promise<T> {
  try {
    return await (signal === undefined ? answer : unlessAborted(answer, signal));
  } catch (thrown) {
    throw errorFrom(thrown);
  }
}

/** The same promise, given up when the signal fires. */
async function unlessAborted<T>(answer: T | Promise<T>, signal: AbortSignal): Promise<T> {
  // A promise that nobody waits for any more must not end the process when it is rejected.
  const work = Promise.resolve(answer);
  work.catch(() => {});
  let stop = () => {};
  const aborted = new Promise<never>((_, reject) => {
    const fire = () => reject(signal.reason);
    stop = () => signal.removeEventListener('abort', fire);
    if (signal.aborted) fire();
    else signal.addEventListener('abort', fire, { once: true });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    stop();
  }
}
