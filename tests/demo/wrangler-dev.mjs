// `wrangler dev`, started and waited for.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { until } from '../support/until.mjs';
import { isTaken } from './ports.mjs';

const WRANGLER = join(
  dirname(createRequire(import.meta.url).resolve('wrangler/package.json')),
  'bin/wrangler.js',
);

/** How long the gate may take to answer once wrangler says that it runs. */
const ANSWER_MILLISECONDS = 30_000;

/**
 * @param {object} options
 * @param {number} options.port
 * @param {{ config: string, secrets?: string }} options.paths Of the configuration and the secrets.
 * @param {(part: { close: () => Promise<void> }) => void} [options.onStart]
 * @param {() => void} [options.onExit] Called when wrangler ends without being asked.
 */
export async function startWranglerDev({ port, paths, onStart, onExit }) {
  const child = spawn(
    process.execPath,
    [
      WRANGLER,
      'dev',
      '--config',
      paths.config,
      ...(paths.secrets ? ['--env-file', paths.secrets] : []),
      '--port',
      String(port),
      '--show-interactive-dev-session=false',
    ],
    {
      env: { ...process.env, WRANGLER_SEND_METRICS: 'false' },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      // Not in the terminal's group: Ctrl-C reaches it once, from here.
      detached: true,
    },
  );
  const log = collect(child);
  const exit = once(child, 'exit');
  let closing = false;
  const close = async () => {
    closing = true;
    child.kill('SIGTERM');
    await exit;
    // What wrangler has started ends a little after wrangler itself.
    await until('the gate to stop', async () => !(await isTaken(port, '127.0.0.1')));
  };
  onStart?.({ close });

  await Promise.race([ready(child), exit.then(() => log.fail('`wrangler dev` ended'))]);
  exit.then(() => closing || onExit?.());
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
