// The gate's module, for the commands that look at configurations and tokens.
import '../gate/doors/node.js';
import { wasm, type Wasm } from '../gate/module.js';

/** The gate's module, which here is loaded at once. */
export function gate(): typeof Wasm {
  const loaded = wasm.now();
  if (loaded === undefined)
    throw new Error('`wasm/gate.wasm` of the package is missing: install the package again');
  return loaded;
}
