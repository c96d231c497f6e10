// The gate's module, for the commands that look at configurations and tokens.
import { readFileSync } from 'node:fs';

import * as glue from '../../wasm/gate.js';

/** The gate's module. */
export function gate(): typeof glue {
  glue.initSync({ module: readFileSync(new URL('../../wasm/gate.wasm', import.meta.url)) });
  return glue;
}
