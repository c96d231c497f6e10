// What is not TypeScript and is imported all the same.

/** A WebAssembly module as an edge's bundler gives it. */
declare module '*.wasm?module' {
  const module: WebAssembly.Module;
  export default module;
}

/** The bytes of a WebAssembly module, kept as text. */
declare module '*.inline.js' {
  export default function bytes(): Uint8Array<ArrayBuffer>;
}
