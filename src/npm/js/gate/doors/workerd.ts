// The gate's door for workerd and other edges that load WebAssembly as a module and compile none.
import * as glue from '../../../wasm/gate.js';
import module from '../../../wasm/gate.wasm?module';
import { provideGate } from '../module.js';
import { byFetch } from '../origin.js';

export * from '../index.js';

provideGate({ gate: { now, load: async () => now() }, origin: byFetch(undefined, true) });

function now() {
  glue.initSync({ module });
  return glue;
}
