// The gate's door for workerd and other edges that load WebAssembly as a module and compile none.
import * as glue from '../../../wasm/gate.js';
import module from '../../../wasm/gate.wasm?module';
import { provideGate } from '../module.js';

export * from '../index.js';

provideGate({ sharedCache: true, now, load: async () => now() });

function now() {
  glue.initSync({ module });
  return glue;
}
