// The door for every other runtime: the modules are text inside the package, so nothing is read or
// fetched. Deno takes it too, because reading a file would ask for a permission.
import * as coreGlue from '../../wasm/edgeward-fast.js';
import coreBytes from '../../wasm/edgeward-fast.inline.js';
import * as verifierGlue from '../../wasm/verifier.js';
import { provide } from '../core.js';

export * from '../index.js';

provide({
  core: { now, load: async () => now() },
  verifier: {
    async load() {
      const { default: verifierBytes } = await import('../../wasm/verifier.inline.js');
      await verifierGlue.default({ module_or_path: verifierBytes() });
      return verifierGlue;
    },
  },
});

function now() {
  coreGlue.initSync({ module: coreBytes() });
  return coreGlue;
}
