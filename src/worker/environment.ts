// The Worker's environment as the JSON object that the gate's configuration is read from.

/** `[vars]`, secrets and bindings. */
export interface Environment {
  /** The service binding behind the gate, or text about where the origin is. */
  readonly ORIGIN?: Fetcher | string;
}

/** What stands for a binding that is no plain value (a service, a KV namespace, assets). */
const BINDING = { $binding: true };

/** `[vars]` and secrets as they are, bindings as `{"$binding": true}`. */
export function varsOf(env: Environment): string {
  const entries = Object.entries(env).map(([name, value]) => [
    name,
    isPlain(value) ? value : BINDING,
  ]);
  return JSON.stringify(Object.fromEntries(entries));
}

/** A value that `[vars]` can hold: text, number, boolean, array, table. */
function isPlain(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return typeof value !== 'function';
  const prototype: unknown = Object.getPrototypeOf(value);
  return Array.isArray(value) || prototype === null || prototype === Object.prototype;
}
