// The built command line, as a process of its own.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

import { ROOT } from './root.mjs';
import { until, within } from './until.mjs';

/** The program that `npx edgeward` starts. */
export const CLI = join(ROOT, 'target/npm/edgeward/js/cli/main.js');

/** A program that does not come to its next question by then hangs. */
const TERMINAL_MILLISECONDS = 60_000;

/**
 * @typedef {object} Ran
 * @property {number | null} code
 * @property {string} out
 * @property {string} err
 * @property {string} all Both.
 */

/**
 * Runs `edgeward` to its end.
 *
 * @param {string[]} args
 * @param {{ input?: string | Buffer, env?: Record<string, string>, cwd?: string }} [options]
 * @returns {Promise<Ran>}
 */
export async function edgeward(args, { input = '', env = {}, cwd } = {}) {
  if (!existsSync(CLI)) throw new Error(`no \`${CLI}\`: run \`cargo xtask npm\``);
  return run(process.execPath, [CLI, ...args], { input, env, cwd });
}

/**
 * The same in a terminal, or what passes for one; Linux only.
 *
 * @param {string[]} args
 * @param {Record<string, string>} [env]
 * @returns {Promise<Ran>}
 */
export async function edgewardInTerminal(args, env = {}) {
  const command = [process.execPath, CLI, ...args].map((one) => `'${one}'`).join(' ');
  return run('script', ['-qec', command, '/dev/null'], { env: { TERM: 'xterm', ...env } });
}

/**
 * The same with somebody in front of the terminal, who reads and types.
 *
 * @param {string[]} args
 * @param {[asked: string, typed: string][]} answers In their order. What is typed ends with Enter,
 *   but for a control character alone.
 * @param {{ cwd: string }} options
 * @returns {Promise<Ran>}
 */
export async function edgewardInDialogue(args, answers, { cwd }) {
  const command = [process.execPath, CLI, ...args].map((one) => `'${one}'`).join(' ');
  const child = spawn('script', ['-qec', command, '/dev/null'], {
    env: { ...process.env, TERM: 'dumb', NO_COLOR: '1' },
    cwd,
  });
  let out = '';
  child.stdout.setEncoding('utf8').on('data', (chunk) => (out += chunk));
  child.stdin.on('error', () => {});
  const closed = once(child, 'close');
  let code;
  try {
    let read = 0;
    for (const [asked, typed] of answers) {
      const at = () => out.indexOf(asked, read);
      await until(
        `a question with \`${asked}\` in:\n${out}`,
        () => at() >= 0,
        TERMINAL_MILLISECONDS,
      );
      read = at() + asked.length;
      child.stdin.write(/^[\x00-\x1f]$/.test(typed) ? typed : `${typed}\n`);
    }
    [code] = await within('the end of the dialogue', closed, TERMINAL_MILLISECONDS);
  } finally {
    // One that nobody answers would wait for ever.
    child.kill();
    child.stdin.destroy();
  }
  return { code, out: out.replace(/\s+/g, ' '), err: '', all: out };
}

/**
 * What `--json` printed: one line, and a JSON object.
 *
 * @param {string[]} args
 * @param {Parameters<typeof edgeward>[1]} [options]
 * @returns {Promise<Ran & { json: any }>}
 */
export async function edgewardJson(args, options) {
  const ran = await edgeward([...args, '--json'], options);
  assert.match(ran.out, /^\{[\x20-\x7e]*\}\n$/, ran.all);
  const json = JSON.parse(ran.out);
  assert.equal(json.command, args[0]);
  return { ...ran, json };
}

/**
 * A folder with these files, gone after the test.
 *
 * @param {import('node:test').TestContext} t
 * @param {Record<string, string>} files
 * @returns {string}
 */
export function folder(t, files) {
  const path = mkdtempSync(join(tmpdir(), 'edgeward-cli-'));
  t.after(() => rmSync(path, { recursive: true }));
  for (const [name, content] of Object.entries(files)) writeFileSync(join(path, name), content);
  return path;
}

async function run(command, args, { input = '', env, cwd }) {
  const { NO_COLOR: _no, FORCE_COLOR: _force, ...inherited } = process.env;
  const child = spawn(command, args, { env: { ...inherited, ...env }, cwd });
  // Whoever does not read its input closes it.
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  const closed = new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), closed]);
  return { code, out, err, all: out + err };
}
