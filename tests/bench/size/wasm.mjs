// Reads a WebAssembly module as far as its bytes are concerned: which section and which function
// has how many, and what the functions are called (core specification, section 5.5 and appendix 7.4.1).
const [CUSTOM, IMPORT, CODE] = [0, 2, 10];
const FUNCTION_NAMES = 1;
const PREAMBLE = 8;

/**
 * @param {Uint8Array} bytes A module.
 * @returns {{ functions: { name: string, bytes: number }[], sections: Record<string, number> }} Each
 *   function that is defined in it, and the bytes of each section, by its id or its own name.
 */
export function readModule(bytes) {
  const sections = readSections(bytes);
  const names = readNames(sections.find(({ name }) => name === 'name')?.content);
  const code = new Reader(sections.find(({ id }) => id === CODE).content);
  const imports = countImports(sections.find(({ id }) => id === IMPORT)?.content);
  const functions = code.list((index) => {
    const start = code.at;
    code.skip(code.number());
    return { name: names.get(imports + index) ?? `function ${index}`, bytes: code.at - start };
  });
  const sizes = sections.map(({ id, name, content }) => [name ?? SECTIONS[id], content.length]);
  return { functions, sections: Object.fromEntries(sizes) };
}

const SECTIONS = {
  1: 'types',
  2: 'imports',
  3: 'functions',
  4: 'tables',
  5: 'memory',
  6: 'globals',
  7: 'exports',
  8: 'start',
  9: 'elements',
  10: 'code',
  11: 'data',
  12: 'data count',
  13: 'tags',
};

function readSections(bytes) {
  const module = new Reader(bytes.subarray(PREAMBLE));
  const sections = [];
  while (!module.done) {
    const id = module.byte();
    const content = module.take(module.number());
    const name = id === CUSTOM ? new Reader(content).text() : undefined;
    sections.push({ id, name, content });
  }
  return sections;
}

function readNames(content) {
  const names = new Map();
  if (content === undefined) return names;
  const reader = new Reader(content);
  reader.text();
  while (!reader.done) {
    const kind = reader.byte();
    const part = new Reader(reader.take(reader.number()));
    if (kind === FUNCTION_NAMES) part.list(() => names.set(part.number(), part.text()));
  }
  return names;
}

/** Imported functions have the first indices. */
function countImports(content) {
  if (content === undefined) return 0;
  const reader = new Reader(content);
  const kinds = reader.list(() => {
    reader.text();
    reader.text();
    const kind = reader.byte();
    IMPORTED[kind](reader);
    return kind;
  });
  return kinds.filter((kind) => kind === 0).length;
}

function limits(reader) {
  const hasMost = reader.byte() & 1;
  reader.number();
  if (hasMost) reader.number();
}

/** How what is imported is described: function, table, memory, global, tag. */
const IMPORTED = [
  (reader) => reader.number(),
  (reader) => (reader.byte(), limits(reader)),
  limits,
  (reader) => reader.skip(2),
  (reader) => (reader.byte(), reader.number()),
];

class Reader {
  at = 0;
  #bytes;

  constructor(bytes) {
    this.#bytes = bytes;
  }

  get done() {
    return this.at >= this.#bytes.length;
  }

  byte() {
    return this.#bytes[this.at++];
  }

  skip(count) {
    this.at += count;
  }

  take(count) {
    return this.#bytes.subarray(this.at, (this.at += count));
  }

  /** Unsigned LEB128. */
  number() {
    let [value, weight, byte] = [0, 1, 0];
    do {
      byte = this.byte();
      value += (byte & 0x7f) * weight;
      weight *= 128;
    } while (byte & 0x80);
    return value;
  }

  text() {
    return new TextDecoder().decode(this.take(this.number()));
  }

  list(read) {
    return Array.from({ length: this.number() }, (_, index) => read(index));
  }
}
