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

/** Half of a character (UTF-16), which no other encoding has. */
const LONE_SURROGATE = /\p{Surrogate}/u;

export const text: Type<string> = {
  expected: `a string of at most ${LONGEST} whole characters`,
  take: (value) =>
    typeof value === 'string' && value.length <= LONGEST && !LONE_SURROGATE.test(value)
      ? value
      : undefined,
};

export const flag: Type<boolean> = {
  expected: 'true or false',
  take: (value) => (typeof value === 'boolean' ? value : undefined),
};

export const whole: Type<number> = {
  expected: 'a whole number that is not negative',
  take: (value) =>
    Number.isSafeInteger(value) && (value as number) >= 0 ? (value as number) : undefined,
};

export const texts: Type<readonly string[]> = {
  expected: 'a string or an array of strings',
  take(value) {
    if (typeof value === 'string') return text.take(value) === undefined ? undefined : [value];
    if (!Array.isArray(value)) return undefined;
    const { length } = value;
    // By their numbers: an iterator can be anything, and without end.
    return length > 1024 ? undefined : all(Array.from({ length }, (_, index) => value[index]));
  },
};

export const table: Type<Readonly<Record<string, string>>> = {
  expected: 'an object of strings',
  take(value) {
    const object = anObject.take(value);
    if (object === undefined) return undefined;
    const names = Object.keys(object);
    if (names.length > 1024 || all(names) === undefined) return undefined;
    const taken = all(names.map((name) => object[name]));
    return taken && Object.fromEntries(names.map((name, index) => [name, taken[index]!]));
  },
};

export const callable: Type<(...args: never[]) => unknown> = {
  expected: 'a function',
  take: (value) => (typeof value === 'function' ? (value as () => unknown) : undefined),
};

export const signal: Type<AbortSignal> = {
  expected: 'an AbortSignal',
  // What only has its prototype throws here.
  take: (value) =>
    value instanceof AbortSignal && typeof value.aborted === 'boolean' ? value : undefined,
};

/** The value, or a `TypeError` that names it. */
export function argument<T>(name: string, value: unknown, type: Type<T>): T {
  const taken = attempt(name, () => type.take(value));
  if (taken === undefined) {
    throw new TypeError(`\`${name}\` must be ${type.expected}, got ${kindOf(value)}`);
  }
  return taken;
}

/** What the types of a call's options make of them. */
export type Taken<S extends Record<string, Type<unknown>>> = {
  [Name in keyof S]?: S[Name] extends Type<infer T> ? T : never;
};

/**
 * Reads the options of a call: each once, by name. One that is undefined counts as left out.
 *
 * @param name What the object is called.
 * @param options The object, or nothing.
 * @param types What each option must be; another name is a mistake.
 */
export function take<S extends Record<string, Type<unknown>>>(
  name: string,
  options: unknown,
  types: S,
): Taken<S> {
  // Without a prototype: what some code put into `Object.prototype` is no option.
  const taken: Record<string, unknown> = Object.create(null);
  for (const [option, value] of members(name, options)) {
    const type = Object.hasOwn(types, option) ? types[option] : undefined;
    if (type === undefined) {
      throw new TypeError(`\`${option.slice(0, 64)}\` ${unknown(option, Object.keys(types))}`);
    }
    if (value !== undefined) taken[option] = argument(option, value, type);
  }
  return taken as Taken<S>;
}

/** The members of an options object, each read once. */
export function members(name: string, options: unknown): [string, unknown][] {
  if (options === undefined) return [];
  const object = argument(name, options, anObject);
  const names = attempt(name, () => Object.keys(object));
  return names.map((option) => [option, attempt(option, () => object[option])]);
}

/** What is said of an option that there is not, after its name. */
export function unknown(option: string, known: readonly string[]): string {
  const near = nearest(option, known);
  return `is no option: ${near ? `did you mean \`${near}\`?` : 'remove it'}`;
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
const anObject: Type<Record<string, unknown>> = {
  expected: 'an object',
  take: (value) =>
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !ArrayBuffer.isView(value)
      ? (value as Record<string, unknown>)
      : undefined,
};

/** The values, if all are texts and not too long together. */
function all(values: unknown[]): string[] | undefined {
  const texts = values.map((one) => text.take(one)).filter((one) => one !== undefined);
  const length = texts.reduce((sum, one) => sum + one.length, 0);
  return texts.length === values.length && length <= LONGEST ? texts : undefined;
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
  const [best] = known
    .map((candidate) => ({ candidate, off: distance(name.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ off }) => off <= Math.max(1, name.length / 3))
    .sort((a, b) => a.off - b.off);
  return best?.candidate;
}

/** How many letters must be changed, added or left out (Levenshtein). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 0; i < a.length; i += 1) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j += 1) {
      const swap = row[j]! + (a[i] === b[j] ? 0 : 1);
      next.push(Math.min(swap, row[j + 1]! + 1, next[j]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}
