// The runtimes of the application: each with what starts it on a real socket.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';

import { build } from 'esbuild';
import { Miniflare } from 'miniflare';

import { ROOT } from '../support/root.mjs';
import { freePort } from '../support/server.mjs';
import { readWorkerConfig } from '../support/wrangler.mjs';

/** A project that has installed the package: what it imports, it finds in `node_modules`. */
const PROJECT = join(ROOT, 'target/guard');
const PACKAGE = join(ROOT, 'target/npm/edgeward');

/**
 * @typedef {{ url: string, close: () => Promise<unknown> }} Running
 * @type {Record<string, (config: object) => Promise<Running>>}
 */
export const RUNTIMES = {
  Node: (config) => asProcess(config, process.execPath, 'node.mjs'),
  Deno: async (config) =>
    asProcess(config, await binary('@deno', 'deno'), 'run', '--no-lock', '-A', 'deno.mjs'),
  Bun: async (config) => asProcess(config, await binary('@oven', 'bin/bun'), 'run', 'bun.mjs'),
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

async function asProcess(config, command, ...options) {
  const child = spawn(command, options, {
    cwd: PROJECT,
    env: { ...process.env, CONFIG: JSON.stringify(config) },
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

/** The binary itself: the packages' commands start it as a child, which would outlive them. */
async function binary(scope, path) {
  const folder = join(ROOT, 'node_modules', scope);
  const [platform] = await readdir(folder);
  return join(folder, platform, path);
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
  const miniflare = new Miniflare({
    modules: [
      { type: 'ESModule', path: 'main.mjs', contents: main.text },
      await wasm('edgeward'),
      await wasm('verifier'),
    ],
    compatibilityDate,
    bindings: { CONFIG: config },
    // Straight into the Worker: Miniflare's own entry Worker would stand between.
    unsafeDirectSockets: [{ host: '127.0.0.1', port }],
  });
  await miniflare.ready;
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
