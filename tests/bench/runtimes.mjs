// The runtimes that run a file, and how each is called here.
import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { ROOT } from '../support/root.mjs';

const run = promisify(execFile);

/** @type {Record<string, (file: string, ...args: string[]) => Promise<string[]>>} The command line. */
const COMMANDS = {
  Node: async (...file) => [process.execPath, '--expose-gc', ...file],
  Deno: async (...file) => [
    join(ROOT, 'node_modules/.bin/deno'),
    'run',
    '-A',
    '--no-lock',
    ...file,
  ],
  Bun: async (...file) => [await bun(), 'run', ...file],
};

export const RUNTIMES = Object.keys(COMMANDS);

/**
 * Runs a module of this folder in a fresh process.
 *
 * @param {string} runtime
 * @param {string} file Relative to the repository.
 * @param {...string} args
 * @returns {Promise<unknown>} What it printed, which is JSON.
 */
export async function runIn(runtime, file, ...args) {
  const [command, ...rest] = await COMMANDS[runtime](join(ROOT, file), ...args);
  const { stdout } = await run(command, rest, { cwd: ROOT, maxBuffer: 256 * 1024 * 1024 });
  return JSON.parse(stdout);
}

/** @returns {Promise<Record<string, string>>} */
export async function versions() {
  const asked = RUNTIMES.map(async (runtime) => {
    const [command] = await COMMANDS[runtime]();
    const { stdout } = await run(command, ['--version']);
    return [runtime, /\d+\.\d+\.\d+/.exec(stdout)[0]];
  });
  return Object.fromEntries(await Promise.all(asked));
}

/** The command of the package `bun` works only where npm may run scripts, so its binary is named. */
async function bun() {
  const folder = join(ROOT, 'node_modules/@oven');
  const [platform] = await readdir(folder);
  return join(folder, platform, 'bin/bun');
}
