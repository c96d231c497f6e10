// A fresh workerd, from its start to the first answer: the gate's, and an empty Worker's.
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { get } from 'node:http';
import { join } from 'node:path';

import { ROOT } from '../../support/root.mjs';
import { prepare } from '../workerd.mjs';

const EMPTY = 'export default { fetch: () => new Response(null, { status: 401 }) };';

/** What the request says that it is for: the gate answers to no other host. */
const HOST = 'localhost:8787';

/** The gate as it would be configured; nobody listens at these addresses, and nobody is asked. */
const VARS = {
  AUTHORITY: 'http://127.0.0.1:9',
  CLIENT_ID: 'gate',
  AUDIENCE: 'api',
  PUBLIC_URL: `http://${HOST}`,
  ORIGIN: 'http://127.0.0.1:9',
  ROUTES: [
    { path: '/', access: 'public' },
    { path: '/admin/**', roles: ['admin'] },
  ],
  COOKIE_KEY: Buffer.alloc(32, 7).toString('base64url'),
  DANGER_ALLOW_HTTP: true,
};

/**
 * @returns {Promise<{ sample: Record<string, () => Promise<number>>, close: () => Promise<void> }>} Takes
 *   a sample of each, in milliseconds.
 */
export async function freshWorkers() {
  const empty = await prepare({ modules: [{ name: 'main.js', content: EMPTY }] });
  const gate = await prepare({
    modules: [
      { name: 'index.js', content: await readFile(join(ROOT, 'build/index.js'), 'utf8') },
      { name: 'index_bg.wasm', content: await readFile(join(ROOT, 'build/index_bg.wasm')) },
    ],
    vars: VARS,
  });
  return {
    sample: { empty: () => firstAnswer(empty), gate: () => firstAnswer(gate) },
    close: async () => void (await Promise.all([empty.remove(), gate.remove()])),
  };
}

async function firstAnswer(worker) {
  const running = await worker.start();
  try {
    const request = get({
      port: running.port,
      path: '/admin/',
      headers: { host: HOST },
      agent: false,
    });
    const [{ statusCode }] = await once(request, 'response');
    const milliseconds = performance.now() - running.spawnedAt;
    if (statusCode !== 401) throw new Error(`the Worker answered ${statusCode} instead of 401`);
    return milliseconds;
  } finally {
    await running.close();
  }
}
