// The door for Node and Bun: the modules are files beside this one, read when they are needed.
import * as coreGlue from '../../wasm/edgeward-fast.js';
import * as verifierGlue from '../../wasm/verifier.js';
import { provide } from '../core.js';
import { verify } from './node-crypto.js';
import { source } from './read.js';

export * from '../index.js';

provide({
  core: source(
    coreGlue,
    () => new URL('../../wasm/edgeward-fast.wasm', import.meta.url),
    () => import('../../wasm/edgeward-fast.inline.js'),
  ),
  verifier: source(
    verifierGlue,
    () => new URL('../../wasm/verifier.wasm', import.meta.url),
    () => import('../../wasm/verifier.inline.js'),
  ),
  verify,
});
