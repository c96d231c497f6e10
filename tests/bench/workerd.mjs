// workerd by itself, without Miniflare around it: nothing but the Worker is started or asked.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import workerd from 'workerd';

import { ROOT } from '../support/root.mjs';
import { within } from '../support/until.mjs';
import { readWorkerConfig } from '../support/wrangler.mjs';

/**
 * @typedef {object} Worker
 * @property {{ name: string, content: string | Uint8Array }[]} modules The first is the main one. Text
 *   is JavaScript, or a text module where the name ends in `.txt`; bytes are WebAssembly.
 * @property {Record<string, unknown>} [vars] As in `[vars]` of wrangler.toml.
 * @property {string[]} [flags] Compatibility flags.
 * @property {number} [port] Left out, each start has another.
 */

/**
 * Writes a Worker down, for as many starts as wanted.
 *
 * @param {Worker} worker
 * @returns {Promise<{ start: () => Promise<Running>, remove: () => Promise<void> }>}
 */
export async function prepare({ modules, vars = {}, flags = [], port = 0 }) {
  const folder = await mkdtemp(join(tmpdir(), 'workerd-'));
  for (const [index, { content }] of modules.entries()) {
    await writeFile(join(folder, `module-${index}`), content);
  }
  const { compatibilityDate } = readWorkerConfig(ROOT);
  await writeFile(
    join(folder, 'config.capnp'),
    config({ modules, vars, compatibilityDate, flags, port }),
  );
  return {
    start: () => start(folder),
    remove: () => rm(folder, { recursive: true }),
  };
}

/**
 * @typedef {object} Running
 * @property {number} port
 * @property {number} spawnedAt When it was started, by `performance.now()`.
 * @property {() => Promise<number>} memory What it keeps in memory now, in MiB; on Linux only.
 * @property {() => Promise<number>} cpuTime How many microseconds it has worked; on Linux only.
 * @property {() => Promise<void>} close
 */

/** @returns {Promise<Running>} Started, and listening. */
async function start(folder) {
  const spawnedAt = performance.now();
  const child = spawn(workerd.default, ['serve', 'config.capnp', '--control-fd=3'], {
    cwd: folder,
    // The Worker's log goes nowhere.
    stdio: ['ignore', 'ignore', 'inherit', 'pipe'],
  });
  const events = createInterface({ input: child.stdio[3] });
  const [line] = await within('workerd', Promise.race([once(events, 'line'), failure(child)]));
  return {
    port: JSON.parse(line).port,
    spawnedAt,
    memory: () => residentMiB(child.pid),
    cpuTime: () => workedMicroseconds(child.pid),
    async close() {
      const gone = once(child, 'exit');
      child.kill();
      await gone;
    },
  };
}

async function failure(child) {
  const [code] = await once(child, 'exit');
  throw new Error(`workerd ended with ${code} before it listened`);
}

async function residentMiB(pid) {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)[1]) / 1024;
}

/** Of all its threads: the first number in each `schedstat` is nanoseconds. */
async function workedMicroseconds(pid) {
  const threads = await readdir(`/proc/${pid}/task`);
  const stats = threads.map((id) => readFile(`/proc/${pid}/task/${id}/schedstat`, 'utf8'));
  return (await Promise.all(stats)).reduce((sum, stat) => sum + parseInt(stat, 10) / 1000, 0);
}

function config({ modules, vars, compatibilityDate, flags, port }) {
  const list = (items) => `[${items.join(', ')}]`;
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = .worker),
    (name = "internet", network = (allow = ["public", "private"])),
  ],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "main")],
);
const worker :Workerd.Worker = (
  compatibilityDate = ${quoted(compatibilityDate)},
  compatibilityFlags = ${list(flags.map(quoted))},
  modules = ${list(modules.map(module))},
  bindings = ${list(Object.entries(vars).map(binding))},
);
`;
}

function module({ name, content }, index) {
  const kind = typeof content !== 'string' ? 'wasm' : name.endsWith('.txt') ? 'text' : 'esModule';
  return `(name = ${quoted(name)}, ${kind} = embed "module-${index}")`;
}

function binding([name, value]) {
  const kind = typeof value === 'string' ? 'text' : 'json';
  return `(name = ${quoted(name)}, ${kind} = ${quoted(kind === 'json' ? JSON.stringify(value) : value)})`;
}

function quoted(text) {
  return JSON.stringify(text);
}
