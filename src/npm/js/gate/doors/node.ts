// The gate's door for Node and Bun: its module is a file of the package.
import * as glue from '../../../wasm/gate.js';
import { begun, source } from '../../doors/read.js';
import { provideGate } from '../module.js';
import { byFetch } from '../origin.js';
import { byHttp } from './node-http.js';

export * from '../index.js';

provideGate({
  gate: source(
    begun(glue),
    () => new URL('../../../wasm/gate.wasm', import.meta.url),
    () => import('../../../wasm/gate.inline.js'),
  ),
  // Bun's `fetch` streams; that of Node keeps a copy of all that it sends.
  origin: 'bun' in process.versions ? byFetch(undefined, false) : byHttp,
});
