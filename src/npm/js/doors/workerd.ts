// The door for workerd and other edges that load WebAssembly as a module and compile none.
import coreModule from '../../wasm/edgeward-fast.wasm?module';
import * as verifierGlue from '../../wasm/verifier.js';
import { provide } from '../core.js';
import { begin } from '../glue.js';

export * from '../index.js';

provide({
  core: { now, load: async () => now() },
  verifier: {
    async load() {
      const { default: module } = await import('../../wasm/verifier.wasm?module');
      verifierGlue.initSync({ module });
      return verifierGlue;
    },
  },
});

function now() {
  return begin(coreModule);
}
