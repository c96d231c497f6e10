// What one isolate keeps between requests: the core, and the gate that the first request built.
import * as core from '../../target/worker/worker.js';
import { varsOf, type Environment } from './environment.js';
import type { Incoming } from './incoming.js';
import module from './index_bg.wasm';

core.initSync({ module });

let isolate: core.Isolate | undefined;

/** Those who wait for a decision of this core. */
const waiting = new Set<(fault: unknown) => void>();

/** Asks the gate what becomes of a request: what it decided, for `read`, or a promise of it. */
export function decide(
  env: Environment,
  { text, lines, request }: Incoming,
): string | Promise<string> {
  try {
    isolate ??= open(env);
    const decided = isolate.handle(text, lines.length, request);
    return typeof decided === 'string' ? decided : unlessItStops(decided);
  } catch (fault) {
    if (isStop(fault)) renew(fault);
    throw fault;
  }
}

/** The same decision, or the fault that stopped the core: then nothing would ever come of it. */
function unlessItStops(decided: Promise<string>): Promise<string> {
  return new Promise((resolve, reject) => {
    waiting.add(reject);
    decided.then(resolve, reject).then(() => waiting.delete(reject));
  });
}

// What waited goes on in the callback of a promise, and what it throws there is nobody's.
addEventListener('unhandledrejection', ({ reason }) => {
  if (isStop(reason)) renew(reason);
});

function open(env: Environment): core.Isolate {
  const opened = new core.Isolate(varsOf(env));
  const { problems } = opened;
  if (problems !== undefined) console.error(problems);
  return opened;
}

function isStop(fault: unknown): boolean {
  return fault instanceof WebAssembly.RuntimeError;
}

/** A core that stopped in the middle, out of memory, is not asked again: the next request gets another. */
function renew(fault: unknown): void {
  isolate = undefined;
  core.__wbg_reset_state();
  for (const reject of waiting) reject(fault);
  waiting.clear();
}

export { core };
