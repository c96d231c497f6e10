// Modules that a page fetches.

/**
 * Compiles what is at the address. Some development servers move this module away from its files, and
 * some servers give them another type; the text inside the package is there for both.
 */
export async function compile(
  url: URL,
  inside: () => Promise<{ default: () => Uint8Array<ArrayBuffer> }>,
): Promise<WebAssembly.Module> {
  try {
    const response = await fetch(url, { credentials: 'same-origin' });
    if (response.ok && response.headers.get('content-type')?.startsWith('application/wasm')) {
      return await WebAssembly.compileStreaming(response);
    }
    if (response.ok) return await WebAssembly.compile(await response.arrayBuffer());
  } catch {
    // The network's or the compiler's fault: what is inside cannot have either.
  }
  const { default: bytes } = await inside();
  return WebAssembly.compile(bytes());
}
