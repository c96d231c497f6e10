// The gate's door where scripts fetch what belongs to them: service workers, pages.
import * as glue from '../../../wasm/gate.js';
import { compile } from '../../doors/compile.js';
import { provideGate } from '../module.js';
import { byFetch } from '../origin.js';

export * from '../index.js';

provideGate({ gate: { load }, origin: byFetch(undefined, true) });

async function load() {
  const module = await compile(
    () => new URL('../../../wasm/gate.wasm', import.meta.url),
    () => import('../../../wasm/gate.inline.js'),
  );
  glue.initSync({ module });
  return glue;
}
