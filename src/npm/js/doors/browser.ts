// The door for browsers: the modules are files beside this one, compiled while they stream in.
import * as coreGlue from '../../wasm/edgeward.js';
import { provide } from '../core.js';

export * from '../index.js';

provide({
  core: {
    async load() {
      const module = await compile(
        new URL('../../wasm/edgeward.wasm', import.meta.url),
        () => import('../../wasm/edgeward.inline.js'),
      );
      coreGlue.initSync({ module });
      return coreGlue;
    },
  },
  verifier: {
    async load() {
      const glue = await import('../../wasm/verifier.js');
      const module = await compile(
        new URL('../../wasm/verifier.wasm', import.meta.url),
        () => import('../../wasm/verifier.inline.js'),
      );
      glue.initSync({ module });
      return glue;
    },
  },
});

/**
 * Compiles what is at the address. Some development servers move this module away from its files, and
 * some servers give them another type; the text inside the package is there for both.
 */
async function compile(
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
