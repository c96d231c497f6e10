// Modules that are files beside the package's, read when they are needed.
import { readFileSync } from 'node:fs';

import type { Source } from '../core.js';

/** What wasm-bindgen puts around a module, as far as a door calls it. */
interface Glue {
  initSync(options: { module: BufferSource }): { memory: WebAssembly.Memory };
}

/**
 * A module from its file, at once. Bundlers leave the file behind or take the caller's own address away:
 * then it is the text inside the package, which has to be waited for.
 *
 * @param address Written where it is called, because that is what bundlers look for.
 */
export function source<T extends Glue>(
  glue: T,
  address: () => URL,
  inside: () => Promise<{ default: () => Uint8Array<ArrayBuffer> }>,
): Source<T & { memory: WebAssembly.Memory }> {
  const begin = (module: BufferSource) => {
    const { memory } = glue.initSync({ module });
    return { ...glue, memory };
  };
  return {
    now() {
      const bytes = read(address);
      return bytes && begin(bytes);
    },
    async load() {
      const { default: bytes } = await inside();
      return begin(bytes());
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
