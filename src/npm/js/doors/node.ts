// The door for Node and Bun: the modules are files beside this one, read when they are needed.
import * as verifierGlue from '../../wasm/verifier.js';
import { provide } from '../core.js';
import { begin } from '../glue.js';
import { verify } from './node-crypto.js';
import { begun, source } from './read.js';

export * from '../index.js';

provide({
  core: source(
    begin,
    () => new URL('../../wasm/edgeward-fast.wasm', import.meta.url),
    () => import('../../wasm/edgeward-fast.inline.js'),
  ),
  verifier: source(
    begun(verifierGlue),
    () => new URL('../../wasm/verifier.wasm', import.meta.url),
    () => import('../../wasm/verifier.inline.js'),
  ),
  verify,
});
