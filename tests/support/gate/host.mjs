// The gate of the npm package in a real Node, Deno or Bun, with the vars of a test.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import { LISTENING } from '../../gate-hosts/task.mjs';
import { ROOT } from '../root.mjs';
import { COMMANDS } from '../runtimes.mjs';
import { within } from '../until.mjs';
import { residentMiB } from './memory.mjs';

/** How long a host may take to start, on a machine with much to do. */
const START_MILLISECONDS = 60_000;

/** How long it may take to end. */
const END_MILLISECONDS = 5_000;

/**
 * It fails when the package is not built, and with what the host says when the host ends.
 *
 * @param {'node' | 'deno' | 'bun'} name
 * @param {import('../gate.mjs').GateOptions & { port: number }} options
 * @param {import('./log.mjs').Log} log
 */
export async function startHost(name, { vars, services, outbound, port }, log) {
  if (outbound) throw new Error(`\`outbound\` is for workerd: skip this test on ${name}`);
  if (!existsSync(join(ROOT, 'target/npm/edgeward/js/gate'))) {
    throw new Error('the npm package is not built: run `cargo xtask npm`');
  }
  const [command, ...args] = COMMANDS[name];
  const child = spawn(command, [...args, join(ROOT, `tests/gate-hosts/${name}.mjs`)], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const exit = once(child, 'exit');
  const close = async () => {
    child.stdin.end();
    // A host that is busy to no end does not see it.
    const timer = setTimeout(() => child.kill('SIGKILL'), END_MILLISECONDS);
    await exit;
    clearTimeout(timer);
  };
  const errors = createInterface(child.stderr);
  errors.on('line', (message) => log.add({ level: 'error', message }));
  const lines = createInterface(child.stdout);
  const listening = new Promise((resolve) => {
    lines.on('line', (message) => {
      if (message === LISTENING) resolve();
      else log.add({ level: 'log', message });
    });
  });
  const ended = once(child, 'close').then(() => {
    const said = log.lines.map(({ message }) => message).join('\n');
    throw new Error(`the gate in ${name} ended:\n${said}`);
  });
  ended.catch(() => {});
  const binding = services && `http://${services.ORIGIN.external.address}`;
  child.stdin.on('error', () => {});
  child.stdin.write(`${JSON.stringify({ vars, binding, port })}\n`);
  try {
    const started = Promise.race([listening, ended]);
    await within(`the start of the gate in ${name}`, started, START_MILLISECONDS);
  } catch (error) {
    await close();
    throw error;
  }
  return { memory: () => residentMiB(child.pid), close };
}
