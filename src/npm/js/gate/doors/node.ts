// The gate's door for Node and Bun: its module is a file of the package.
import * as glue from '../../../wasm/gate.js';
import { source } from '../../doors/read.js';
import { provideGate } from '../module.js';

export * from '../index.js';

provideGate(
  source(
    glue,
    () => new URL('../../../wasm/gate.wasm', import.meta.url),
    () => import('../../../wasm/gate.inline.js'),
  ),
);
