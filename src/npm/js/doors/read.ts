// Modules that are files beside the package's, read when they are needed.
import { readFileSync } from 'node:fs';

import type { Source } from '../core.js';

/** What wasm-bindgen puts around a module, as far as a door calls it. */
interface Glue {
  initSync(options: { module: WebAssembly.Module }): unknown;
}

/** How a module begins to work that has a script of wasm-bindgen's around it. */
export function begun<T extends Glue>(glue: T): (module: WebAssembly.Module) => T {
  return (module) => {
    glue.initSync({ module });
    return glue;
  };
}

/**
 * A module from its file, at once. Bundlers leave the file behind or take the caller's own address away:
 * then it is the text inside the package, which has to be waited for.
 *
 * @param begin Begins to work with the compiled module.
 * @param address Written where it is called, because that is what bundlers look for.
 */
export function source<T>(
  begin: (module: WebAssembly.Module) => T,
  address: () => URL,
  inside: () => Promise<{ default: () => Uint8Array<ArrayBuffer> }>,
): Source<T> {
  return {
    now() {
      const bytes = read(address);
      return bytes && begin(new WebAssembly.Module(bytes));
    },
    async load() {
      const { default: bytes } = await inside();
      return begin(new WebAssembly.Module(bytes()));
    },
  };
}

function read(address: () => URL): Uint8Array<ArrayBuffer> | undefined {
  try {
    return readFileSync(address());
  } catch {
    return undefined;
  }
}
