/**
 * @param {(module: WebAssembly.Module) => unknown} begin
 * @param {BufferSource} bytes
 * @returns {Promise<number>} How many milliseconds it takes to compile and instantiate the module.
 */
export async function timed(begin, bytes) {
  const begun = performance.now();
  begin(await WebAssembly.compile(bytes));
  return performance.now() - begun;
}
