// What one call asks of an access token beyond the client's options.
import { signal, take, texts, whole, type Type } from './arguments.js';

/**
 * The policy of a call, which usually is nothing, and the signal of a call that waits.
 *
 * @param call Whether the call waits: only then there is a signal to give.
 */
export function tokenPolicy(
  options: unknown,
  { waits }: { waits: boolean },
): { signal?: AbortSignal; policy: object | undefined } {
  if (options === undefined) return { policy: undefined };
  const types: Record<string, Type<unknown>> = waits ? { ...POLICY, signal } : POLICY;
  const { signal: stop, ...policy } = take('options', options, types);
  const asked = Object.keys(policy).length > 0 ? policy : undefined;
  return { ...(stop !== undefined && { signal: stop as AbortSignal }), policy: asked };
}

const POLICY = { audience: texts, clockTolerance: whole };
