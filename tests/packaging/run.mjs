// Programs of a consumer's project: run to their end, or started and waited for.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

import { ROOT } from '../support/root.mjs';
import { COMMANDS } from '../support/runtimes.mjs';
import { until } from '../support/until.mjs';

/** A build that takes longer hangs. */
const MILLISECONDS = 120_000;

/** The tools that the workspace has. */
export const TOOLS = {
  node: process.execPath,
  npm: 'npm',
  sh: 'sh',
  deno: COMMANDS.deno[0],
  bun: COMMANDS.bun[0],
  ...Object.fromEntries(
    ['vite', 'rollup', 'esbuild', 'tsc', 'wrangler', 'publint', 'attw'].map((name) => [
      name,
      join(ROOT, 'node_modules/.bin', name),
    ]),
  ),
};

/** What programs get to see: no proxies, no accounts, no colours. */
export const QUIET = {
  PATH: process.env.PATH,
  HOME: process.env.HOME,
  NO_COLOR: '1',
  WRANGLER_SEND_METRICS: 'false',
  DENO_NO_UPDATE_CHECK: '1',
  npm_config_update_notifier: 'false',
};

/**
 * Runs a program to its end.
 *
 * @param {string} folder Where it runs.
 * @param {keyof typeof TOOLS} tool
 * @param {string[]} options
 * @param {{ env?: Record<string, string>, fails?: boolean }} [how] `fails` for one that must not
 *   succeed.
 * @returns {Promise<{ stdout: string, stderr: string, code: number }>}
 */
export async function run(folder, tool, options = [], { env = {}, fails = false } = {}) {
  const child = spawn(TOOLS[tool], options, {
    cwd: folder,
    env: { ...QUIET, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: MILLISECONDS,
  });
  const output = { stdout: '', stderr: '' };
  for (const name of Object.keys(output)) {
    child[name].setEncoding('utf8').on('data', (chunk) => (output[name] += chunk));
  }
  const [code, signal] = await once(child, 'close');
  if ((code !== 0) !== fails) {
    const said = `${output.stdout}\n${output.stderr}`;
    throw new Error(`\`${tool} ${options.join(' ')}\` ended with ${code ?? signal}:\n${said}`);
  }
  return { ...output, code };
}

/**
 * Starts a program that serves until it is stopped.
 *
 * @param {string} folder Where it runs.
 * @param {keyof typeof TOOLS} tool
 * @param {string[]} options
 * @param {string} url What it answers as soon as it is there.
 * @param {Record<string, string>} [env]
 * @returns {Promise<{ close: () => Promise<void> }>}
 */
export async function start(folder, tool, options, url, env = {}) {
  if (await answers(url)) throw new Error(`something answers at ${url} already`);
  const child = spawn(TOOLS[tool], options, {
    cwd: folder,
    env: { ...QUIET, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk) => (said += chunk));
  }
  let ended = false;
  const exit = once(child, 'exit').then(() => (ended = true));
  const close = async () => {
    child.kill('SIGTERM');
    await exit;
  };
  try {
    await until(`\`${tool}\` at ${url}`, () => ended || answers(url), 60_000);
    if (ended) throw new Error(`\`${tool} ${options.join(' ')}\` ended`);
  } catch (error) {
    await close();
    throw new Error(`${error.message}\n${said}`, { cause: error });
  }
  return { close };
}

function answers(url) {
  return fetch(url).then(
    () => true,
    () => false,
  );
}
