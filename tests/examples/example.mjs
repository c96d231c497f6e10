// An example as somebody tries it: a copy of its folder, and the commands of its README.
import { cp, readdir, readFile, writeFile } from 'node:fs/promises';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { delimiter, dirname, join } from 'node:path';

import { fillIn } from '../packaging/readme.mjs';
import { QUIET, TOOLS } from '../packaging/run.mjs';
import { ROOT } from '../support/root.mjs';
import { until } from '../support/until.mjs';

/** Where Deno and Bun are found, as on a machine that has them. */
const PATH = [TOOLS.deno, TOOLS.bun].map((program) => dirname(program)).join(delimiter);

/** What an example calls itself on the own machine, with both of the ports in use. */
const LOCAL = /http:\/\/(?:localhost|127\.0\.0\.1):(?:8080|8787)/g;
const PORT = /\b(?:8080|8787)\b/g;

/** A first start, which loads tools, may take so long on a busy machine. */
const START_MILLISECONDS = 120_000;

/**
 * Copies an example, fills in what only its user knows, and follows its README up to the last command,
 * which serves until it is closed.
 *
 * @param {string} name
 * @param {object} world
 * @param {string} world.folder Where the copy is made.
 * @param {object} world.real As `fillIn` takes it.
 * @param {() => Record<string, string>} world.secrets
 * @param {Record<string, string>} world.env
 * @param {(folder: string) => Promise<void>} [prepare] What else the machine has.
 * @returns {Promise<{ url: string, folder: string, close: () => Promise<void> }>}
 */
export async function startExample(name, { folder: parent, real, secrets, env }, prepare) {
  const folder = join(parent, name);
  await cp(join(ROOT, 'examples', name), folder, { recursive: true });
  await fillInFiles(folder, (text) => fillIn(local(text, real), real), secrets());
  await prepare?.(folder);
  const readme = await readFile(join(folder, 'README.md'), 'utf8');
  const [, block] = /^```sh\n([\s\S]*?)^```$/m.exec(readme) ?? [];
  if (block === undefined) throw new Error(`the README of ${name} names no commands`);
  const commands = block.trim().split('\n');
  const serve = commands.pop();
  for (const command of commands) await shell(folder, command, env).done();
  const server = shell(folder, serve, env);
  try {
    await until(
      `\`${serve}\` at ${real.app}`,
      () => server.ended() || answers(real.app),
      START_MILLISECONDS,
    );
    if (server.ended()) throw new Error(`\`${serve}\` ended`);
  } catch (error) {
    await server.close();
    throw new Error(`${error.message}\n${server.said()}`, { cause: error });
  }
  return { url: real.app, folder, close: server.close };
}

function local(text, { app, port }) {
  return text.replace(LOCAL, app).replace(PORT, String(port));
}

/** Every file of text; and in files of secrets, those. */
async function fillInFiles(folder, fill, secrets) {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath ?? entry.path, entry.name);
    let text = fill(await readFile(file, 'utf8'));
    for (const [name, secret] of Object.entries(secrets)) {
      text = text.replace(`${name}="write it here"`, () => `${name}="${secret}"`);
    }
    await writeFile(file, text);
  }
}

/** A command line, with all that it starts in one group, so that nothing of it is left over. */
function shell(folder, line, env) {
  const child = spawn('sh', ['-c', line], {
    cwd: folder,
    env: { ...QUIET, PATH: `${PATH}${delimiter}${QUIET.PATH}`, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk) => (said += chunk));
  }
  const isOver = () => child.exitCode !== null || child.signalCode !== null;
  const exit = once(child, 'close');
  return {
    said: () => said,
    ended: isOver,
    async done() {
      const [code, signal] = await exit;
      if (code !== 0) throw new Error(`\`${line}\` ended with ${code ?? signal}:\n${said}`);
    },
    async close() {
      if (!isOver()) process.kill(-child.pid, 'SIGTERM');
      await exit;
    },
  };
}

function answers(url) {
  return fetch(url, { signal: AbortSignal.timeout(5_000) }).then(
    ({ status }) => status < 500,
    () => false,
  );
}
