// The texts that tabs send each other and that the page keeps: JSON of one version, with the members of
// its kind and no others. What is anything else was never said.

const VERSION = 1;

/** What the members of a kind must be. */
export type Shape<T> = { readonly [Name in keyof T]-?: (value: unknown) => boolean };

/** The text of a value of this kind. */
export function write(kind: string, value: object): string {
  return JSON.stringify({ v: VERSION, kind, ...value });
}

/** The kind of a text, and its members. */
export function read(
  text: string,
): { kind: unknown; members: Record<string, unknown> } | undefined {
  try {
    const value = JSON.parse(text) as Record<string, unknown>;
    // What would not be written like this was written by somebody else: a member that is there twice.
    if (JSON.stringify(value) !== text) return undefined;
    const { v, kind, ...members } = value;
    return v === VERSION ? { kind, members } : undefined;
  } catch {
    return undefined;
  }
}

/** Whether the members are those of the shape. */
export function fits<T>(members: Record<string, unknown>, shape: Shape<T>): boolean {
  const names = Object.keys(shape) as (keyof T & string)[];
  return (
    Object.keys(members).every((name) => Object.hasOwn(shape, name)) &&
    names.every((name) => shape[name](members[name]))
  );
}

export const isText = (value: unknown): boolean => typeof value === 'string';

/** What is made of 32 random bytes. */
export const isBinding = (value: unknown): boolean =>
  typeof value === 'string' && /^[\w-]{43}$/.test(value);

export const isWhole = (value: unknown): boolean =>
  Number.isSafeInteger(value) && (value as number) >= 0;

export const areTexts = (value: unknown): boolean => Array.isArray(value) && value.every(isText);

export const isObject = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Where the member may be missing. */
export const orNone =
  (is: (value: unknown) => boolean) =>
  (value: unknown): boolean =>
    value === undefined || is(value);
