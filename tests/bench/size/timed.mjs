/**
 * @param {{ initSync: (options: { module: WebAssembly.Module }) => unknown }} glue
 * @param {BufferSource} bytes
 * @returns {Promise<number>} How many milliseconds it takes to compile and instantiate the module.
 */
export async function timed(glue, bytes) {
  const begun = performance.now();
  glue.initSync({ module: await WebAssembly.compile(bytes) });
  return performance.now() - begun;
}
