// The runtimes of the contract suite: how each is started, asked and ended.
import { execFile } from 'node:child_process';
import { readFile, readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { startBrowser } from '../support/browser.mjs';
import { listen } from '../support/server.mjs';
import { startWorkerd } from '../support/workerd.mjs';
import { readWorkerConfig } from '../support/wrangler.mjs';

const GLUE = 'target/harness/edgeward_harness.js';
const WASM = 'target/harness/edgeward_harness_bg.wasm';
const ROOT = new URL('../../', import.meta.url);
const PROCESS = fileURLToPath(new URL('process.mjs', import.meta.url));
const path = (name) => fileURLToPath(new URL(name, ROOT));

/**
 * Each runtime by its name, with a function that puts the whole suite to it.
 *
 * @type {Record<string, (vectors: object) => Promise<{ host: string[], wasm: string[] }>>}
 */
export const RUNTIMES = {
  Node: () => runFile('Node', [], PROCESS),
  workerd: async (vectors) => askWorker(await workerdOptions('tests/contract/worker.mjs'), vectors),
  Chromium: inChromium,
  Deno: () => runFile('Deno', ['--allow-read'], PROCESS),
  Bun: () => runFile('Bun', [], PROCESS),
};

const COMMANDS = {
  Node: () => [process.execPath],
  Deno: () => [path('node_modules/.bin/deno'), 'run', '--no-lock'],
  Bun: async () => [await bun(), 'run'],
};

/**
 * Runs a file, and gives what it prints as JSON.
 *
 * @param {'Node' | 'Deno' | 'Bun'} runtime
 * @param {string[]} options Of the runtime's command.
 * @param {string} file
 * @param {string[]} [args] Of the file.
 */
export async function runFile(runtime, options, file, args = []) {
  const [command, ...first] = await COMMANDS[runtime]();
  const maxBuffer = 64 * 1024 * 1024;
  const all = [...first, ...options, file, ...args];
  const { stdout } = await promisify(execFile)(command, all, { maxBuffer });
  return JSON.parse(stdout);
}

/** The command of the package `bun` works only where npm may run scripts, so its binary is named. */
async function bun() {
  const folder = path('node_modules/@oven');
  const [platform] = await readdir(folder);
  return `${folder}/${platform}/bin/bun`;
}

/**
 * Posts a question to a Worker in workerd, both sides JSON.
 *
 * @param {object} options Miniflare's.
 * @param {object} question
 */
export async function askWorker(options, question) {
  const worker = await startWorkerd(options);
  try {
    const body = JSON.stringify(question);
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
  const { compatibilityDate } = readWorkerConfig(path('.'));
  return {
    compatibilityDate,
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
  try {
    // A page on localhost counts as secure, so it has SubtleCrypto.
    return await askPage(`http://localhost:${server.port}/`, vectors);
  } finally {
    await server.close();
  }
}

/**
 * Puts a question to `contract`, a function of the page.
 *
 * @param {string} url
 * @param {object} question
 * @param {string[]} [flags] Of the browser's command.
 */
export async function askPage(url, question, flags = []) {
  const browser = await startBrowser(flags);
  try {
    const page = await browser.newPage();
    await page.goto(url);
    await page.waitForFunction(() => globalThis.contract);
    return await page.evaluate((asked) => globalThis.contract(asked), question);
  } finally {
    await browser.close();
  }
}
