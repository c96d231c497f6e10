// The runtimes of the application: each with what starts it on a real socket.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';

import { build } from 'esbuild';

import { ROOT } from '../support/root.mjs';
import { COMMANDS } from '../support/runtimes.mjs';
import { freePort } from '../support/server.mjs';
import { startWorkerd } from '../support/workerd.mjs';
import { readWorkerConfig } from '../support/wrangler.mjs';

/** A project that has installed the package: what it imports, it finds in `node_modules`. */
const PROJECT = join(ROOT, 'target/guard');
const PACKAGE = join(ROOT, 'target/npm/edgeward');

/**
 * @typedef {{ url: string, close: () => Promise<unknown> }} Running
 * @type {Record<string, (config: object) => Promise<Running>>}
 */
export const RUNTIMES = {
  Node: (config) => asProcess(COMMANDS.node, 'node.mjs', config),
  Deno: (config) => asProcess(COMMANDS.deno, 'deno.mjs', config),
  Bun: (config) => asProcess(COMMANDS.bun, 'bun.mjs', config),
  workerd: inWorkerd,
};

/** Writes the project anew. */
export async function makeProject() {
  await rm(PROJECT, { recursive: true, force: true });
  const links = {
    edgeward: PACKAGE,
    hono: join(ROOT, 'node_modules/hono'),
    '@hono/node-server': join(ROOT, 'node_modules/@hono/node-server'),
  };
  for (const [name, target] of Object.entries(links)) {
    const link = join(PROJECT, 'node_modules', name);
    await mkdir(dirname(link), { recursive: true });
    await symlink(target, link);
  }
  const dependencies = Object.fromEntries(Object.keys(links).map((name) => [name, '*']));
  const manifest = { private: true, type: 'module', dependencies };
  await writeFile(join(PROJECT, 'package.json'), JSON.stringify(manifest));
  const sources = join(ROOT, 'tests/guard');
  for (const file of await readdir(sources)) {
    if (file !== 'runtimes.mjs') await copyFile(join(sources, file), join(PROJECT, file));
  }
}

async function asProcess([command, ...options], file, config) {
  const child = spawn(command, [...options, file, JSON.stringify(config)], {
    cwd: PROJECT,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let complaints = '';
  child.stderr.on('data', (chunk) => (complaints += chunk));
  const ended = once(child, 'exit');
  const port = await Promise.race([
    said(child.stdout),
    ended.then(([code]) => Promise.reject(new Error(`${command}: exit ${code}\n${complaints}`))),
  ]);
  const close = async () => {
    child.kill();
    await ended;
  };
  return { url: `http://127.0.0.1:${port}`, close };
}

async function said(output) {
  for await (const line of createInterface(output)) {
    const port = /^port (\d+)$/.exec(line)?.[1];
    if (port) return port;
  }
  return new Promise(() => {});
}

async function inWorkerd(config) {
  const {
    outputFiles: [main],
  } = await build({
    entryPoints: [join(PROJECT, 'worker.mjs')],
    bundle: true,
    write: false,
    format: 'esm',
    conditions: ['workerd'],
    plugins: [wasmModules],
  });
  const { compatibilityDate } = readWorkerConfig(ROOT);
  const port = await freePort();
  const wasm = async (name) => ({
    type: 'CompiledWasm',
    path: `${name}.wasm`,
    contents: await readFile(join(PACKAGE, `wasm/${name}.wasm`)),
  });
  const miniflare = await startWorkerd({
    modules: [
      { type: 'ESModule', path: 'main.mjs', contents: main.text },
      await wasm('edgeward-fast'),
      await wasm('verifier'),
    ],
    compatibilityDate,
    bindings: { CONFIG: config },
    // Straight into the Worker: Miniflare's own entry Worker would stand between.
    unsafeDirectSockets: [{ host: '127.0.0.1', port }],
  });
  return { url: `http://127.0.0.1:${port}`, close: () => miniflare.dispose() };
}

/** WebAssembly stays a module of its own, as wrangler leaves it. */
const wasmModules = {
  name: 'wasm',
  setup({ onResolve }) {
    onResolve({ filter: /\.wasm\?module$/ }, ({ path }) => ({
      path: `./${path.split('/').at(-1).replace('?module', '')}`,
      external: true,
    }));
  },
};
