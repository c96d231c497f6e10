// The door for browsers: the modules are files beside this one, compiled while they stream in.
import * as coreGlue from '../../wasm/edgeward.js';
import * as verifierGlue from '../../wasm/verifier.js';
import { provide } from '../core.js';

export * from '../index.js';

provide({
  core: {
    async load() {
      const module = await compile(
        () => new URL('../../wasm/edgeward.wasm', import.meta.url),
        () => import('../../wasm/edgeward.inline.js'),
      );
      coreGlue.initSync({ module });
      return coreGlue;
    },
  },
  verifier: {
    async load() {
      const module = await compile(
        () => new URL('../../wasm/verifier.wasm', import.meta.url),
        () => import('../../wasm/verifier.inline.js'),
      );
      verifierGlue.initSync({ module });
      return verifierGlue;
    },
  },
});

/**
 * Compiles what is at the address. Some bundlers leave the file behind or take this module's address
 * away, and some servers answer with a page or another type; the text inside the package is there for
 * all of them, and only they load it.
 */
async function compile(
  address: () => URL,
  inside: () => Promise<{ default: () => Uint8Array<ArrayBuffer> }>,
): Promise<WebAssembly.Module> {
  try {
    const response = await fetch(address(), { credentials: 'same-origin' });
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
