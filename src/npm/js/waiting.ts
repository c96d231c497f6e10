// Calls that may have to wait, and who stops waiting.
import { errorFrom } from './errors.js';
import { failure } from './glue.js';

/** What the core has given; where it has nothing, its reason is thrown. */
export function given<T>(answer: T | undefined): T {
  if (answer === undefined) throw errorFrom(failure());
  return answer;
}

/**
 * The same promise, given up when the signal fires. The reason is the caller's own, a text perhaps, and
 * goes through as it is.
 */
export function settle<T>(work: Promise<T>, signal?: AbortSignal): Promise<T> {
  return signal === undefined ? work : unlessAborted(work, signal);
}

async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  // A promise that nobody waits for any more must not end the process when it is rejected.
  work.catch(() => {});
  let fire = () => {};
  const aborted = new Promise<never>((_, reject) => {
    fire = () => reject(signal.reason);
  });
  signal.addEventListener('abort', fire);
  if (signal.aborted) fire();
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', fire);
  }
}
