// A Worker whose core is out of memory stops in the middle of a request. Whoever asked gets no answer, and
// whoever asks next gets another core. The Worker's own module, with a limit that none has by itself.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { prepare } from '../bench/workerd.mjs';
import { startFaultyProvider } from '../support/faulty-provider.mjs';
import { withMemoryOf } from '../support/module-memory.mjs';
import { startOrigin } from '../support/origin.mjs';
import { ROOT } from '../support/root.mjs';
import { freePort } from '../support/server.mjs';
import { usualVars } from '../support/stack.mjs';

/** As many pages of 64 KiB as it may have beyond those that it begins with: enough for any usual request. */
const PAGES = 1;

const parts = [];
const keep = (part) => (parts.unshift(part), part);
let provider;
let url;

before(async () => {
  provider = keep(await startFaultyProvider());
  const origin = keep(await startOrigin());
  const [script, module] = await Promise.all(
    ['index.js', 'index_bg.wasm'].map((name) => readFile(join(ROOT, 'build', name))),
  );
  const port = await freePort();
  url = `http://localhost:${port}`;
  const prepared = await prepare({
    port,
    modules: [
      { name: 'index.js', content: script.toString() },
      { name: 'index_bg.wasm', content: withMemoryOf(module, PAGES) },
    ],
    vars: usualVars({ url, provider, origin }),
  });
  parts.push({ close: prepared.remove });
  keep(await prepared.start());
});

after(async () => {
  for (const part of parts) await part.close();
});

/** @param {{ authorization?: string, fill?: number }} [options] */
async function ask({ authorization, fill = 0 } = {}) {
  const path = authorization === undefined ? '/' : '/me';
  const filling = Object.fromEntries(['x-a', 'x-b'].map((name) => [name, 'x'.repeat(fill)]));
  const headers = { ...filling, ...(authorization && { authorization }) };
  const answer = await fetch(`${url}${path}`, { headers });
  await answer.arrayBuffer();
  return answer.status;
}

test('at once, and the next request is answered', async () => {
  assert.equal(await ask(), 200);
  assert.equal(await ask({ fill: 14_000 }), 500);
  assert.equal(await ask(), 200);
});

test('after it has waited, and the next request is answered', async () => {
  const authorization = `Bearer ${provider.mint()}`;
  provider.faults.keys = (set) => set.keys.push({ kty: 'none', filling: 'x'.repeat(100_000) });
  assert.equal(await ask({ authorization }), 500);
  provider.faults = {};
  assert.equal(await ask({ authorization }), 200);
});
