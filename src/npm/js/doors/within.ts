// The modules as text inside the package: nothing is read or fetched.
import coreBytes from '../../wasm/edgeward-fast.inline.js';
import * as verifierGlue from '../../wasm/verifier.js';
import type { Door } from '../core.js';
import { begin } from '../glue.js';

/** The modules of a door that has them inside. */
export const within: Pick<Door, 'core' | 'verifier'> = {
  core: { now, load: async () => now() },
  verifier: {
    async load() {
      const { default: verifierBytes } = await import('../../wasm/verifier.inline.js');
      await verifierGlue.default({ module_or_path: verifierBytes() });
      return verifierGlue;
    },
  },
};

function now() {
  return begin(new WebAssembly.Module(coreBytes()));
}
