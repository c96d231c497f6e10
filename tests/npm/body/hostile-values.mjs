// What nobody should hand to a function, and somebody does.
const trap = () => {
  throw new Error('a trap was stepped on');
};

const trapped = new Proxy(
  {},
  Object.fromEntries(Reflect.ownKeys(Reflect).map((name) => [name, trap])),
);

function revoked() {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

function detached() {
  const bytes = new Uint8Array(64);
  structuredClone(bytes.buffer, { transfer: [bytes.buffer] });
  return bytes;
}

function cycle() {
  const object = { keys: [] };
  object.keys.push(object);
  return object;
}

function getter() {
  return Object.defineProperty({}, 'keys', { enumerable: true, get: trap });
}

/** A getter of its own in the middle of an array. */
function trappedArray() {
  return Object.defineProperty(['x', 'y'], 1, { get: trap });
}

const endless = () =>
  Object.assign(['x'], {
    *[Symbol.iterator]() {
      for (;;) yield 'x';
    },
  });

/** Each value by its name, made anew for each use. */
export const VALUES = {
  undefined: () => undefined,
  null: () => null,
  zero: () => 0,
  'minus one': () => -1,
  'a fraction': () => 1.5,
  NaN: () => NaN,
  infinity: () => Infinity,
  '2^53': () => 2 ** 53,
  true: () => true,
  'a symbol': () => Symbol('hostile'),
  'a bigint': () => 10n,
  'a function': () => trap,
  'an empty array': () => [],
  'an array of numbers': () => [1, 2],
  'an array with a trap': trappedArray,
  'an array without end': endless,
  'an array of a million': () => Array(1_000_000).fill('x'),
  'an empty text': () => '',
  'a space': () => ' ',
  'ten megabytes': () => 'x'.repeat(10_000_000),
  'half a character': () => 'a\ud800b',
  NUL: () => 'a\0b',
  'a line break': () => 'a\r\nb: c',
  'an empty object': () => ({}),
  'an object that counts itself in': cycle,
  'a getter that throws': getter,
  'a proxy that throws': () => trapped,
  'a revoked proxy': revoked,
  'a text that throws': () => ({ toString: trap, valueOf: trap, [Symbol.toPrimitive]: trap }),
  'a toJSON that throws': () => ({ keys: [], toJSON: trap }),
  'a detached buffer': detached,
  'ten megabytes of bytes': () => new Uint8Array(10_000_000),
  'shared memory': () => new Uint8Array(new SharedMemory(64)),
  'a date': () => new Date(NaN),
  'a regular expression': () => /x/,
  'a promise': () => new Promise(() => {}),
  'what only has the prototype of a signal': () => Object.create(AbortSignal.prototype),
  'what only has the prototype of bytes': () => Object.create(Uint8Array.prototype),
  'what only has the prototype of a URL': () => Object.create(URL.prototype),
};

/** A page that is not isolated has the class by this way alone. */
const SharedMemory =
  globalThis.SharedArrayBuffer ??
  new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true }).buffer.constructor;
