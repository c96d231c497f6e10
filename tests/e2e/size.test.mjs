// What ships is no larger than it may be, and carries nothing that it should not.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { SIZES } from '../bench/budgets.mjs';
import { artefacts } from '../bench/size/artefacts.mjs';
import { content } from '../bench/size/content.mjs';
import { leaks } from '../bench/size/leaks.mjs';
import { pages } from '../bench/size/page.mjs';

test('a page that signs in and validates loads no more than it may', async () => {
  const page = (await pages()).find(({ name }) => name === 'edgeward');
  const files = page.files.map(({ name, bytes }) => `${name} ${bytes.gzip}`);
  const most = SIZES.page.today ?? SIZES.page.most;
  assert.ok(page.bytes.gzip <= most, `${page.bytes.gzip} of ${most} bytes: ${files.join(', ')}`);
});

test('the Worker is no larger than it may be', async () => {
  const worker = (await artefacts()).find(({ name }) => name === 'Worker');
  const most = SIZES.worker.today ?? SIZES.worker.most;
  assert.ok(worker.bytes.gzip <= most, `${worker.bytes.gzip} of ${most} bytes`);
});

test('what ships names no function', async () => {
  for (const module of ['edgeward.wasm', 'Worker']) {
    const { sections } = await content(module);
    assert.ok(!('name' in sections), `${module} has ${sections.name} bytes of names`);
  }
});

test('nothing is in the module that pages load which they have no use for', async () => {
  const { functions } = await content('edgeward.wasm');
  const found = leaks(functions).filter(({ known }) => !known);
  assert.deepEqual(found, []);
});
