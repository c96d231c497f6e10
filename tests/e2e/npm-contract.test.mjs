// One body of tests through the package's door in each runtime, with the same verdicts everywhere.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { install } from '../npm/installed.mjs';
import { RUNTIMES } from '../npm/runtimes.mjs';
import { put, testEverywhere } from '../npm/suite.mjs';

/** How often a page has fetched the pure-Rust verifier, in either of its forms. */
const fetched = ({ requests }) => requests.filter((url) => url.includes('/wasm/verifier.'));

await testEverywhere('contract', (runtime, answer) => {
  if (!runtime.startsWith('Chromium')) return;
  test('the pure-Rust verifier is loaded once', () => {
    const modules = fetched(answer()).filter((url) => url.endsWith('.wasm'));
    assert.equal(modules.length, 1);
  });
});

test('a page with crypto.subtle never loads the pure-Rust verifier by itself', async () => {
  const { folder, remove } = await install();
  try {
    const answer = await put('asynchronous', RUNTIMES.Chromium, folder);
    assert.ok(answer.verdicts.some(({ verdict }) => verdict === 'valid user-admin'));
    assert.deepEqual(fetched(answer), []);
  } finally {
    await remove();
  }
});
