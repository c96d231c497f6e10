// Arguments, read once and held against what they must be. Whatever is wrong is a `TypeError` that
// names the argument.

/** What every call that waits takes. */
export interface Waiting {
  /** Ends the waiting: the call rejects with its reason. What was begun for all callers goes on. */
  signal?: AbortSignal | undefined;
}

/** Takes a value of one type, or says what it must be. */
export type Type<T> = { expected: string; take(value: unknown): T | undefined };

/** More characters than any honest value has; what is longer is not copied. */
const LONGEST = 65_536;

/** More entries than any honest list has. */
const MOST = 1024;

/** Half of a character (UTF-16), which no other encoding has. */
const LONE_SURROGATE = /\p{Surrogate}/u;

export const text: Type<string> = only(
  `a string of at most ${LONGEST} whole characters`,
  (value) => typeof value === 'string' && value.length <= LONGEST && !LONE_SURROGATE.test(value),
);

export const flag: Type<boolean> = only('true or false', (value) => typeof value === 'boolean');

export const whole: Type<number> = only(
  'a whole number that is not negative',
  (value) => Number.isSafeInteger(value) && (value as number) >= 0,
);

export const texts: Type<readonly string[]> = {
  expected: 'a string or an array of strings',
  take(value) {
    if (typeof value === 'string') return all([value]);
    if (!Array.isArray(value)) return undefined;
    const { length } = value;
    // By their numbers: an iterator can be anything, and without end.
    return length > MOST ? undefined : all(Array.from({ length }, (_, index) => value[index]));
  },
};

export const table: Type<Readonly<Record<string, string>>> = {
  expected: 'an object of strings',
  take(value) {
    const object = anObject.take(value);
    const names = object && Object.keys(object);
    if (!names || names.length > MOST || !all(names)) return undefined;
    const values = all(names.map((name) => object[name]));
    return values && Object.fromEntries(names.map((name, index) => [name, values[index]!]));
  },
};

export const callable: Type<(...args: never[]) => unknown> = only(
  'a function',
  (value) => typeof value === 'function',
);

export const signal: Type<AbortSignal> = only(
  'an AbortSignal',
  // What only has its prototype throws here.
  (value) => value instanceof AbortSignal && typeof value.aborted === 'boolean',
);

/** The type of the values that are it. */
export function only<T>(expected: string, isIt: (value: unknown) => boolean): Type<T> {
  return { expected, take: (value) => (isIt(value) ? (value as T) : undefined) };
}

/** The value, or a `TypeError` that names it. */
export function argument<T>(name: string, value: unknown, type: Type<T>): T {
  const taken = attempt(name, () => type.take(value));
  return taken === undefined ? refuse(name, mismatch(value, type)) : taken;
}

/** What the types of a call's options make of them. */
export type Taken<S extends Record<string, Type<unknown>>> = {
  [Name in keyof S]?: S[Name] extends Type<infer T> ? T : never;
};

/** A member of the object's own: what some code put into `Object.prototype` is nobody's. */
export function own<T extends object, Name extends keyof T>(
  object: T,
  name: Name,
): T[Name] | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

/**
 * Reads the options of a call: each once, by name. One that is undefined counts as left out.
 *
 * @param options The object, or nothing.
 * @param types What each option must be; another name is a mistake.
 * @param isNone What follows from an option that there is not.
 * @param read Takes an option that there is.
 */
export function take<S extends Record<string, Type<unknown>>>(
  options: unknown = {},
  types: S,
  isNone: (option: string, message: string) => void = refuse,
  read: (option: string, value: unknown, type: Type<unknown>) => unknown = argument,
): Taken<S> {
  // Without a prototype: what some code put into `Object.prototype` is no option.
  const taken: Record<string, unknown> = Object.create(null);
  const object = argument('options', options, anObject);
  const names = attempt('options', () => Object.keys(object));
  const members = names.map((option) => [option, attempt(option, () => object[option])] as const);
  for (const [option, value] of members) {
    const type = Object.hasOwn(types, option) && types[option];
    if (!type) {
      const near = nearest(option, Object.keys(types));
      const advice = near ? `did you mean \`${near}\`?` : 'remove it';
      isNone(option.slice(0, 64), `is no option: ${advice}`);
    } else if (value !== undefined) taken[option] = read(option, value, type);
  }
  return taken as Taken<S>;
}

function refuse(name: string, message: string): never {
  throw new TypeError(`\`${name}\` ${message}`);
}

/** What is said of a value of another type, after its name. */
export function mismatch(value: unknown, { expected }: Type<unknown>): string {
  return `must be ${expected}, got ${kindOf(value)}`;
}

/** What a value is, in the words of a message. */
export function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (typeof value === 'string') return `a string of ${value.length} characters`;
  return (
    { object: 'an object', undefined: 'undefined' }[typeof value as string] ?? `a ${typeof value}`
  );
}

/** Neither lists nor bytes, which can have millions of members. */
const anObject: Type<Record<string, unknown>> = only(
  'an object',
  (value) =>
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !ArrayBuffer.isView(value),
);

/** The values, if all are texts and not too long together. */
function all(values: unknown[]): string[] | undefined {
  const length = values.reduce<number>((sum, one) => sum + (text.take(one)?.length ?? NaN), 0);
  return length <= LONGEST ? (values as string[]) : undefined;
}

/** A getter or a proxy can throw anything. */
function attempt<T>(name: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw new TypeError(`\`${name}\` could not be read`, { cause });
  }
}

/** The known name that this is probably a slip of. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  if (name.length > 64) return undefined;
  let best: string | undefined;
  let tooFar = Math.floor(Math.max(1, name.length / 3)) + 1;
  for (const candidate of known) {
    const off = distance(name.toLowerCase(), candidate.toLowerCase());
    if (off < tooFar) [best, tooFar] = [candidate, off];
  }
  return best;
}

/** How many letters must be changed, added or left out (Levenshtein). */
function distance(a: string, b: string): number {
  let row = [...Array(b.length + 1).keys()];
  for (const letter of a.split('')) {
    let left = Infinity;
    row = row.map((above, at) => {
      const swap = at > 0 ? row[at - 1]! + Number(letter !== b[at - 1]) : left;
      return (left = Math.min(swap, above + 1, left + 1));
    });
  }
  return row[b.length]!;
}
