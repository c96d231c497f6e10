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

/** What the core answers by a promise, as long as nobody aborts. */
export function settle<T>(answer: Promise<T>, signal?: AbortSignal): Promise<T> {
  const settled = converted(answer);
  return signal === undefined ? settled : unlessAborted(settled, signal);
}

async function converted<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (thrown) {
    throw errorFrom(thrown);
  }
}

/**
 * The same promise, given up when the signal fires. The reason is the caller's own, a text perhaps, and
 * goes through as it is.
 */
async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  // A promise that nobody waits for any more must not end the process when it is rejected.
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
