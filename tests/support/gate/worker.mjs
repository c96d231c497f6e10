// The built Worker in real workerd, as `wrangler.toml` describes it, with the vars of a test.
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';

import { ROOT } from '../root.mjs';
import { startWorkerd } from '../workerd.mjs';
import { readWorkerConfig } from '../wrangler.mjs';
import { children, residentMiB } from './memory.mjs';

/**
 * It fails when the Worker is not built: a test must not pass on nothing.
 *
 * @param {import('../gate.mjs').GateOptions & { port: number }} options
 * @param {import('./log.mjs').Log} log
 */
export async function startWorker({ vars, services, outbound, port }, log) {
  const { main, compatibilityDate, compatibilityFlags } = readWorkerConfig(ROOT);
  if (!existsSync(main)) {
    throw new Error(`the Worker is not built, no \`${main}\`: run \`cargo xtask worker\``);
  }
  const others = new Set(children());
  const miniflare = await startWorkerd({
    name: 'gate',
    modules: true,
    scriptPath: main,
    modulesRoot: dirname(main),
    modulesRules: [
      { type: 'ESModule', include: ['**/*.js', '**/*.mjs'] },
      { type: 'CompiledWasm', include: ['**/*.wasm'] },
    ],
    compatibilityDate,
    compatibilityFlags,
    bindings: vars,
    serviceBindings: services,
    outboundService: outbound,
    // Straight into the Worker: Miniflare's own entry Worker would stand between.
    unsafeDirectSockets: [{ host: '127.0.0.1', port }],
    handleStructuredLogs: (line) => log.add(line),
  });
  const pid = children().find((one) => !others.has(one));
  return { memory: () => residentMiB(pid), close: () => miniflare.dispose() };
}
