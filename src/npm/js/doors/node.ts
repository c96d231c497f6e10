// The door for Node and Bun: the modules are files beside this one, read when they are needed.
import { readFileSync } from 'node:fs';

import * as coreGlue from '../../wasm/edgeward.js';
import * as verifierGlue from '../../wasm/verifier.js';
import { provide, type Source } from '../core.js';
import { verify } from './node-crypto.js';

export * from '../index.js';

provide({
  core: source(
    coreGlue,
    () => new URL('../../wasm/edgeward.wasm', import.meta.url),
    () => import('../../wasm/edgeward.inline.js'),
  ),
  verifier: source(
    verifierGlue,
    () => new URL('../../wasm/verifier.wasm', import.meta.url),
    () => import('../../wasm/verifier.inline.js'),
  ),
  verify,
});

interface Glue {
  initSync(options: { module: BufferSource }): unknown;
}

/**
 * A module from its file, at once. Bundlers leave the file behind or take this module's address away:
 * then it is the text inside the package, which has to be waited for.
 */
function source<T extends Glue>(
  glue: T,
  address: () => URL,
  inside: () => Promise<{ default: () => Uint8Array<ArrayBuffer> }>,
): Source<T> {
  const begin = (module: BufferSource) => {
    glue.initSync({ module });
    return glue;
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
