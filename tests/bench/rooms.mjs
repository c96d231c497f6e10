// The two runtimes that run no file: a page in Chromium, and workerd alone.
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { Agent, get } from 'node:http';
import { join } from 'node:path';

import { startBrowser } from '../support/browser.mjs';
import { listen } from '../support/server.mjs';
import { bundleDoor } from './bundle.mjs';
import { turns } from './rounds.mjs';
import { PACKAGE } from './size/artefacts.mjs';
import { prepare } from './workerd.mjs';

/**
 * @param {{ plan: import('./rounds.mjs').Plan, data: object }} question
 * @returns {Promise<{ version: string, measured: object[], missing: object[] }>}
 */
export async function inChromium(question) {
  const files = {
    '/': ['text/html', '<!doctype html><script type="module" src="/js/doors/page.mjs"></script>'],
    '/js/doors/page.mjs': [
      'text/javascript',
      await bundleDoor('tests/bench/doors/page.mjs', { door: 'browser' }),
    ],
    '/wasm/edgeward.wasm': [
      'application/wasm',
      await readFile(join(PACKAGE, 'wasm/edgeward.wasm')),
    ],
    '/question.json': ['application/json', JSON.stringify(question)],
  };
  const server = await listen((request, response) => {
    const [type, content] = files[request.url] ?? [];
    if (!type) return response.writeHead(404).end();
    // Such a page has a clock of five microseconds instead of a hundred.
    const isolated = {
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
    };
    return response.writeHead(200, { 'content-type': type, ...isolated }).end(content);
  });
  const browser = await startBrowser();
  try {
    const page = await browser.newPage();
    await page.goto(`http://localhost:${server.port}/`);
    await page.waitForFunction(() => globalThis.bench);
    const result = await page.evaluate(() => globalThis.bench());
    return { version: browser.version(), ...result };
  } finally {
    await browser.close();
    await server.close();
  }
}

/**
 * The time of many tokens less the time of one, over one connection: what is left is the tokens'.
 *
 * @param {{ plan: import('./rounds.mjs').Plan, data: object }} question
 * @returns {Promise<{ measured: object[], missing: object[] }>}
 */
export async function inWorkerd(question) {
  const { rounds, lead, batch, warmup } = question.plan;
  const main = await bundleDoor('tests/bench/doors/worker.mjs', {
    door: 'workerd',
    conditions: ['workerd', 'worker', 'browser'],
  });
  const worker = await prepare({
    modules: [
      { name: 'main.mjs', content: main },
      {
        name: 'edgeward-fast.wasm',
        content: await readFile(join(PACKAGE, 'wasm/edgeward-fast.wasm')),
      },
      { name: 'verifier.wasm', content: await readFile(join(PACKAGE, 'wasm/verifier.wasm')) },
      { name: 'question.txt', content: JSON.stringify(question) },
    ],
  });
  const running = await worker.start();
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const ask = async (path) => {
    const worked = await running.cpuTime();
    const begun = performance.now();
    const [response] = await once(get({ port: running.port, path, agent }), 'response');
    const body = Buffer.concat(await response.toArray()).toString();
    if (response.statusCode >= 300) throw new Error(`workerd: ${response.statusCode} ${body}`);
    const wall = (performance.now() - begun) * 1000;
    return { body, wall, cpu: (await running.cpuTime()) - worked };
  };
  try {
    const { cells, missing } = JSON.parse((await ask('/cells')).body);
    const run = (cell, count) => ask(`/run?cell=${cell}&count=${count}`);
    // Each round takes two tokens more here than elsewhere.
    for (const [cell, { name }] of cells.entries()) {
      await run(cell, name === 'first' ? warmup - 2 * rounds : warmup);
    }
    const measured = cells.map(({ library, alg, name }) => ({ library, alg, name, samples: [] }));
    for (let round = 0; round < rounds; round += 1) {
      for (const cell of turns(cells.length, round)) {
        await run(cell, lead);
        const one = await run(cell, 1);
        const many = await run(cell, 1 + batch);
        const slope = (what) => (many[what] - one[what]) / batch;
        measured[cell].samples.push({ wall: slope('wall'), cpu: slope('cpu') });
      }
    }
    return { measured, missing };
  } finally {
    agent.destroy();
    await running.close();
    await worker.remove();
  }
}
