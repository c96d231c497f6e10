// What one call asks of an access token beyond the client's options.
import { take, texts, whole, type signal } from './arguments.js';

/**
 * The policy of a call, which usually is nothing, and the signal of a call that waits.
 *
 * @param more The type of the signal: of a call that waits, since only then there is one to give.
 */
export function tokenPolicy(
  options: unknown,
  more: { signal?: typeof signal },
): { signal?: AbortSignal | undefined; policy: object | undefined } {
  // Named, since Bun looks longer for what is not there.
  if (options === undefined) return { policy: undefined };
  const types = { audience: texts, clockTolerance: whole, ...more };
  const { signal: stop, ...policy } = take(options, types as Required<typeof types>);
  return { signal: stop, policy: Object.keys(policy).length > 0 ? policy : undefined };
}
