// What one isolate keeps between requests: the core, and the gate that the first request built.
import * as core from '../../target/worker/worker.js';
import { varsOf, type Environment } from './environment.js';
import type { Incoming } from './incoming.js';
import module from './index_bg.wasm';

core.initSync({ module });

let isolate: core.Isolate | undefined;

/** Asks the gate what becomes of a request: what it decided, for `read`, or a promise of it. */
export function decide(
  env: Environment,
  { text, lines, request }: Incoming,
): string | Promise<string> {
  try {
    isolate ??= open(env);
    return isolate.handle(text, lines.length, request);
  } catch (fault) {
    if (fault instanceof WebAssembly.RuntimeError) renew();
    throw fault;
  }
}

function open(env: Environment): core.Isolate {
  const opened = new core.Isolate(varsOf(env));
  const { problems } = opened;
  if (problems !== undefined) console.error(problems);
  return opened;
}

/** A core that stopped in the middle, out of memory, is not asked again: the next request gets another. */
function renew(): void {
  isolate = undefined;
  core.__wbg_reset_state();
}

export { core };
