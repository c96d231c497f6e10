// Modules that are files beside the package's, read when they are needed.
import { readFileSync } from 'node:fs';

import type { Source } from '../core.js';

/** What wasm-bindgen puts around a module, as far as a door calls it. */
interface Glue {
  initSync(options: { module: BufferSource }): unknown;
}

/** The module of a file in the package's folder `wasm`. */
export function source<T extends Glue>(glue: T, file: string): Source<T> {
  const now = () => {
    glue.initSync({ module: read(file) });
    return glue;
  };
  return { now, load: async () => now() };
}

function read(file: string): Uint8Array<ArrayBuffer> {
  try {
    return readFileSync(new URL(`../../wasm/${file}`, import.meta.url));
  } catch (cause) {
    throw new Error(
      `\`${file}\` is not beside the package's modules: where a bundler moves them, import \`edgeward/inline\``,
      { cause },
    );
  }
}
