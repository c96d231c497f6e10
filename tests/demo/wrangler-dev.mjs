// `wrangler dev` on the checked-in `wrangler.toml`, with vars and secrets of this run.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const WRANGLER = join(
  dirname(createRequire(import.meta.url).resolve('wrangler/package.json')), 'bin/wrangler.js');

/** How long the gate may take to answer once wrangler says that it runs. */
const ANSWER_MILLISECONDS = 30_000;

/**
 * @param {object} options
 * @param {number} options.port
 * @param {Record<string, string>} options.vars Over those of `wrangler.toml`.
 * @param {(part: { close: () => Promise<void> }) => void} options.onStart
 * @param {() => void} options.onExit Called when wrangler ends without being asked.
 */
export async function startWranglerDev({ port, vars, onStart, onExit }) {
  const child = spawn(process.execPath, [
    WRANGLER, 'dev',
    '--config', join(ROOT, 'wrangler.toml'),
    '--env-file', writeVars(vars),
    '--port', String(port),
    '--show-interactive-dev-session=false',
  ], {
    cwd: ROOT,
    env: { ...process.env, WRANGLER_SEND_METRICS: 'false' },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    // Not in the terminal's group: Ctrl-C reaches it once, from here.
    detached: true,
  });
  const log = collect(child);
  const exit = once(child, 'exit');
  let closing = false;
  const close = async () => {
    closing = true;
    child.kill('SIGTERM');
    await exit;
  };
  onStart({ close });

  await Promise.race([ready(child), exit.then(() => log.fail('`wrangler dev` ended'))]);
  exit.then(() => closing || onExit());
  return { answers: (url) => answers(url, log), showLog: log.show, close };
}

// Wrangler tells a parent process by message when it listens.
async function ready(child) {
  for (;;) {
    const [message] = await once(child, 'message');
    const { event } = typeof message === 'string' ? JSON.parse(message) : message;
    if (event === 'DEV_SERVER_READY') return;
  }
}

async function answers(url, log) {
  const deadline = Date.now() + ANSWER_MILLISECONDS;
  for (let last = 'no answer'; Date.now() < deadline; await delay(100)) {
    try {
      const response = await fetch(url, { headers: { accept: 'text/html' } });
      if (response.ok) return;
      last = `${response.status} ${await response.text()}`;
      // The gate speaks: a configuration error does not mend itself.
      if (response.status === 500) log.fail(`the gate answers ${last}`);
    } catch (error) {
      if (error.cause === undefined) throw error;
    }
  }
  log.fail(`${url} does not answer`);
}

function collect(child) {
  let text = '';
  let showing = false;
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk) => {
      if (showing) process.stdout.write(chunk);
      else text += chunk;
    });
  }
  return {
    show: () => void (showing = true),
    fail: (what) => {
      throw new Error(`${what}\n${text}`);
    },
  };
}

// In a file, because a command line can be read by everybody on the machine.
function writeVars(vars) {
  const folder = join(ROOT, 'target/demo');
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'vars.env');
  const lines = Object.entries(vars).map(([name, value]) => `${name}="${value}"\n`);
  writeFileSync(path, lines.join(''), { mode: 0o600 });
  return path;
}
