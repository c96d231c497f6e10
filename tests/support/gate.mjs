// The built Worker in real workerd, as `wrangler.toml` describes it, with the vars of a test.
import { EventEmitter, on } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { Miniflare } from 'miniflare';

import { sendRaw } from './raw.mjs';
import { ROOT } from './root.mjs';
import { freePort } from './server.mjs';
import { readWorkerConfig } from './wrangler.mjs';

/**
 * Starts the gate. It fails when the Worker is not built: a test must not pass on nothing.
 *
 * @param {object} options
 * @param {Record<string, unknown>} options.vars As in `[vars]`; none is added.
 * @param {Record<string, unknown>} [options.services] Service bindings, as Miniflare takes them.
 * @param {unknown} [options.outbound] What `fetch` in the Worker reaches, in place of the network.
 * @param {number} [options.port]
 */
export async function startGate({ vars, services, outbound, port }) {
  const { main, compatibilityDate, compatibilityFlags } = readWorkerConfig(ROOT);
  if (!existsSync(main)) {
    throw new Error(`the Worker is not built, no \`${main}\`: run \`cargo xtask worker\``);
  }
  const chosen = port ?? (await freePort());
  const log = new Log();
  const others = new Set(children());
  const miniflare = new Miniflare({
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
    unsafeDirectSockets: [{ host: '127.0.0.1', port: chosen }],
    handleStructuredLogs: (line) => log.add(line),
  });
  await miniflare.ready;
  const pid = children().find((one) => !others.has(one));

  return {
    url: `http://localhost:${chosen}`,
    port: chosen,
    /** @type {{ level: string, message: string }[]} The Worker's console lines. */
    logs: log.lines,
    /** @see Log.find */
    logged: (matches, milliseconds) => log.find(matches, milliseconds),
    /** @see sendRaw */
    raw: (target, options) => sendRaw(chosen, target, options),
    /** @returns {number | undefined} What workerd keeps in memory now, in MiB; on Linux only. */
    memory: () => residentMiB(pid),
    close: () => miniflare.dispose(),
  };
}

class Log {
  /** @type {{ level: string, message: string }[]} */
  lines = [];
  #events = new EventEmitter().setMaxListeners(0);

  add({ level, message }) {
    this.lines.push({ level, message });
    this.#events.emit('line');
  }

  /**
   * @param {(message: string) => boolean} matches
   * @param {number} [milliseconds] The deadline.
   * @returns {Promise<string>} The first line, past or to come, that matches.
   */
  async find(matches, milliseconds = 5000) {
    const found = () => this.lines.find(({ message }) => matches(message))?.message;
    const signal = AbortSignal.timeout(milliseconds);
    const news = on(this.#events, 'line', { signal });
    if (found() !== undefined) return found();
    try {
      for await (const _ of news) if (found() !== undefined) return found();
    } catch (cause) {
      throw new Error(`no such log line within ${milliseconds} ms`, { cause });
    }
    return '';
  }
}

function children() {
  if (!existsSync('/proc/self/task')) return [];
  return readdirSync('/proc/self/task')
    .flatMap((task) => readFileSync(join('/proc/self/task', task, 'children'), 'utf8').split(' '))
    .filter(Boolean)
    .map(Number);
}

function residentMiB(pid) {
  if (pid === undefined) return undefined;
  const line = readFileSync(`/proc/${pid}/status`, 'utf8').match(/^VmRSS:\s+(\d+) kB$/m);
  return Number(line[1]) / 1024;
}
