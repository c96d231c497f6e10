// The runtimes of the contract suite: how each is started, asked and ended.
import { execFile } from 'node:child_process';
import { readFile, readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { Miniflare } from 'miniflare';

import { startBrowser } from '../support/browser.mjs';
import { listen } from '../support/server.mjs';

const GLUE = 'target/harness/edgeward_harness.js';
const WASM = 'target/harness/edgeward_harness_bg.wasm';
const ROOT = new URL('../../', import.meta.url);
const path = (name) => fileURLToPath(new URL(name, ROOT));

/**
 * Each runtime by its name, with a function that puts the whole suite to it.
 *
 * @type {Record<string, (vectors: object) => Promise<{ host: string[], wasm: string[] }>>}
 */
export const RUNTIMES = {
  Node: () => output(process.execPath),
  workerd: inWorkerd,
  Chromium: inChromium,
  Deno: () => output(path('node_modules/.bin/deno'), 'run', '--allow-read', '--no-lock'),
  Bun: async () => output(await bun(), 'run'),
};

async function output(command, ...options) {
  const file = path('tests/contract/process.mjs');
  const maxBuffer = 64 * 1024 * 1024;
  const { stdout } = await promisify(execFile)(command, [...options, file], { maxBuffer });
  return JSON.parse(stdout);
}

/** The command of the package `bun` works only where npm may run scripts, so its binary is named. */
async function bun() {
  const folder = path('node_modules/@oven');
  const [platform] = await readdir(folder);
  return `${folder}/${platform}/bin/bun`;
}

async function inWorkerd(vectors) {
  const worker = new Miniflare(await workerdOptions('tests/contract/worker.mjs'));
  try {
    const body = JSON.stringify(vectors);
    const answer = await worker.dispatchFetch('http://contract/', { method: 'POST', body });
    return await answer.json();
  } finally {
    await worker.dispose();
  }
}

/**
 * What Miniflare runs `main` with: the harness beside it, at the date that wrangler.toml names.
 *
 * @param {string} main
 */
export async function workerdOptions(main) {
  const module = async (type, file, name = file.split('/').at(-1)) => ({
    type,
    path: name,
    contents: await readFile(new URL(file, ROOT), type === 'ESModule' ? 'utf8' : undefined),
  });
  const wrangler = await readFile(new URL('wrangler.toml', ROOT), 'utf8');
  return {
    compatibilityDate: /^compatibility_date = "(.+)"$/m.exec(wrangler)[1],
    modulesRoot: '.',
    modules: await Promise.all([
      module('ESModule', main, 'main.mjs'),
      module('ESModule', 'tests/contract/run.mjs'),
      module('ESModule', GLUE),
      module('CompiledWasm', WASM),
    ]),
  };
}

async function inChromium(vectors) {
  const files = {
    '/': ['text/html', 'data:,<!doctype html><script type="module" src="/page.mjs"></script>'],
    '/page.mjs': ['text/javascript', new URL('tests/contract/page.mjs', ROOT)],
    '/run.mjs': ['text/javascript', new URL('tests/contract/run.mjs', ROOT)],
    '/edgeward_harness.js': ['text/javascript', new URL(GLUE, ROOT)],
    '/edgeward_harness_bg.wasm': ['application/wasm', new URL(WASM, ROOT)],
  };
  const server = await listen(async (request, response) => {
    const [type, file] = files[request.url] ?? [];
    if (!type) return response.writeHead(404).end();
    response.writeHead(200, { 'content-type': type });
    return response.end(file instanceof URL ? await readFile(file) : file.slice('data:,'.length));
  });
  const browser = await startBrowser();
  try {
    const page = await browser.newPage();
    // A page on localhost counts as secure, so it has SubtleCrypto.
    await page.goto(`http://localhost:${server.port}/`);
    await page.waitForFunction(() => globalThis.contract);
    return await page.evaluate((asked) => globalThis.contract(asked), vectors);
  } finally {
    await browser.close();
    await server.close();
  }
}
