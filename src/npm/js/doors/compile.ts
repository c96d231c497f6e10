// Modules that a page fetches.

/**
 * Compiles what is at the address. Some bundlers leave the file behind or take the caller's own address
 * away, and some servers answer with a page or another type; the text inside the package is there for
 * all of them, and only they load it.
 *
 * @param address Written where it is called, because that is what bundlers look for.
 */
export async function compile(
  address: () => URL,
  inside: () => Promise<{ default: () => Uint8Array<ArrayBuffer> }>,
): Promise<WebAssembly.Module> {
  try {
    const response = await fetch(address());
    if (response.ok) {
      const streams = response.headers.get('content-type')?.startsWith('application/wasm');
      return await (streams
        ? WebAssembly.compileStreaming(response)
        : WebAssembly.compile(await response.arrayBuffer()));
    }
  } catch {
    // The network's or the compiler's fault: what is inside cannot have either.
  }
  const { default: bytes } = await inside();
  return WebAssembly.compile(bytes());
}
