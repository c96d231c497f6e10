// What is not TypeScript and is imported all the same.

/** A WebAssembly module as workerd gives it. */
declare module '*.wasm' {
  const module: WebAssembly.Module;
  export default module;
}
