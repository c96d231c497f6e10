// Calls that may have to wait, and who stops waiting.
import type { Core } from './core.js';
import { errorFrom } from './errors.js';

/** What the core has given; where it has nothing, its reason is thrown. */
export function given<T>(core: Core, answer: T | undefined): T {
  if (answer === undefined) throw errorFrom(core.failure());
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
