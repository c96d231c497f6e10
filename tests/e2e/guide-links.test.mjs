// The built guides: every link leads somewhere, and so does the address of every error code.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';

import { follow, htmlFiles, SITE } from '../docs/links.mjs';
import { ROOT } from '../support/root.mjs';

before(() => {
  if (!existsSync(join(SITE, 'index.html'))) throw new Error('no guides: run `cargo xtask docs`');
});

test('every link within the guides leads to a page, and to a place on it', async () => {
  const { broken, count } = follow(await htmlFiles());
  assert.ok(count > 1000, `${count} links`);
  assert.deepEqual(broken, []);
});

test('every code of the package has its address, as problem documents name it', () => {
  const codes = readFileSync(join(ROOT, 'src/npm/js/codes.ts'), 'utf8').matchAll(/^ .*?'(\w+)'/gm);
  const names = new Set([...codes].map(([, code]) => code));
  assert.ok(names.size > 100);
  for (const name of names) {
    const html = readFileSync(join(SITE, 'errors', `${name}.html`), 'utf8');
    assert.match(html, new RegExp(`URL=[a-z-]+\\.html#${name}"`), name);
  }
});

test('every link of README.md to a file of the repository leads to it', () => {
  const text = readFileSync(join(ROOT, 'README.md'), 'utf8');
  const links = [...text.matchAll(/\]\(([^)]+)\)|(?:src|srcset)="([^"]+)"/g)];
  const local = links
    .map(([, link, source]) => link ?? source)
    .filter((link) => !/^(?:https?:|#)/.test(link))
    .map((link) => link.split('#')[0]);
  assert.ok(local.length > 5);
  assert.deepEqual(
    local.filter((link) => !existsSync(join(ROOT, link))),
    [],
  );
});
