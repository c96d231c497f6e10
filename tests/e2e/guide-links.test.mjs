// The built guides: every link leads somewhere, and so does the address of every error code.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
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

for (const page of ['README.md', 'CONTRIBUTING.md', 'examples/README.md']) {
  test(`every link of ${page} leads to a file of the repository, and to a heading of it`, () => {
    const links = [...prose(page).matchAll(/\]\(([^)]+)\)/g)].map(([, link]) => link);
    const local = links.filter((link) => !/^https?:/.test(link));
    assert.ok(local.length > 5, `${local.length} links`);
    const broken = local.filter((link) => {
      const [path, fragment] = link.split('#');
      const file = path === '' ? page : join(dirname(page), path);
      if (!existsSync(join(ROOT, file))) return true;
      return fragment !== undefined && !anchors(file).includes(fragment);
    });
    assert.deepEqual(broken, []);
  });
}

/** A page without its code. */
function prose(file) {
  return readFileSync(join(ROOT, file), 'utf8').replace(/^```[\s\S]*?^```$/gm, '');
}

/** What the headings of a page are called in links. */
function anchors(file) {
  return [...prose(file).matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
    heading
      .toLowerCase()
      .replace(/[^\w -]/g, '')
      .replaceAll(' ', '-'),
  );
}
