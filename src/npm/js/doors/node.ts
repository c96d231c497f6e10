// The door for Node and Bun: the modules are files beside this one, read when they are needed.
import { readFileSync } from 'node:fs';

import * as coreGlue from '../../wasm/edgeward.js';
import * as verifierGlue from '../../wasm/verifier.js';
import { provide } from '../core.js';
import { verify } from './node-crypto.js';

export * from '../index.js';

provide({
  core: source(coreGlue, 'edgeward.wasm'),
  verifier: source(verifierGlue, 'verifier.wasm'),
  verify,
});

interface Glue {
  initSync(options: { module: BufferSource }): unknown;
}

function source<T extends Glue>(glue: T, file: string) {
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
