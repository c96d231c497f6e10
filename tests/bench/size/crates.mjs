// Whose code a module's bytes are, by the names of its functions.

/** What no crate's path begins: primitive types have their methods from `core`. */
const PRIMITIVE =
  /^<?[&*]*(?:mut |const )*(?:str|char|bool|[iu](?:8|16|32|64|128|size)|f(?:32|64))\b/;

/** Exports, their shims, and what the compiler and wasm-bindgen add. */
const NOBODY = '(glue)';

/**
 * @param {string} name A function's name, as wasm-bindgen demangles it.
 * @returns {string} The same without hashes.
 */
export function readable(name) {
  return name.replaceAll(/\[[0-9a-f]{8,16}\]|::h[0-9a-f]{16}\b/g, '');
}

/**
 * @param {string} name A function's name, readable.
 * @returns {string} The crate that it is of. A trait's method is its type's; what drops a value is the
 *   value's.
 */
export function crateOf(name) {
  const dropped = /^core::ptr::drop_(?:in_place|glue)(?:::)?<(.+)>/.exec(name)?.[1];
  if (dropped) return crateOf(dropped);
  const own = /^(?:<|&|\*?(?:mut|const) |dyn |impl |\[|\()*([a-z_][a-z0-9_]*)::/.exec(name)?.[1];
  if (own) return own;
  if (PRIMITIVE.test(name)) return 'core';
  // A blanket implementation, `<T as core::…>`: the trait's.
  return /(?: as |<impl )([a-z_][a-z0-9_]*)::/.exec(name)?.[1] ?? NOBODY;
}

/**
 * @param {{ name: string, bytes: number }[]} functions
 * @returns {{ crate: string, bytes: number, functions: number }[]} The largest first.
 */
export function byCrate(functions) {
  const crates = new Map();
  for (const { name, bytes } of functions) {
    const crate = crateOf(name);
    const sum = crates.get(crate) ?? { crate, bytes: 0, functions: 0 };
    crates.set(crate, { crate, bytes: sum.bytes + bytes, functions: sum.functions + 1 });
  }
  return [...crates.values()].sort((a, b) => b.bytes - a.bytes);
}
