// The gate's door for every other runtime: its module is text inside the package. Deno takes it too,
// because reading a file would ask for a permission.
import bytes from '../../../wasm/gate.inline.js';
import * as glue from '../../../wasm/gate.js';
import { provideGate } from '../module.js';
import { byFetch } from '../origin.js';

export * from '../index.js';

provideGate({ gate: { now, load: async () => now() }, origin: byFetch(undefined, true) });

function now() {
  glue.initSync({ module: bytes() });
  return glue;
}
