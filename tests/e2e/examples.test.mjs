// Every example: started as its README says, with the package from a registry, and asked what may pass and
// what may not.
import assert from 'node:assert/strict';
import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';

import { startExample } from '../examples/example.mjs';
import { pack } from '../packaging/package.mjs';
import { startRegistry } from '../packaging/registry.mjs';
import { startWorld } from '../packaging/world.mjs';
import { Agent } from '../support/agent.mjs';
import { startBrowser } from '../support/browser.mjs';
import { ROOT } from '../support/root.mjs';

/** What the examples depend on, as the workspace has it. */
const OTHERS = ['wrangler', 'hono', '@hono/node-server', 'vite'];

const running = [];
const keep = (part) => (running.unshift(part), part);
const run = new Set();
let world;

before(async () => {
  const packed = await pack('examples');
  const registry = keep(await startRegistry(packed, OTHERS));
  const { real, secrets, token, close } = await startWorld();
  keep({ close });
  const folder = join(packed.folder, 'copies');
  await mkdir(folder);
  const env = {
    npm_config_registry: registry.url,
    npm_config_cache: join(packed.folder, 'npm-cache'),
    NPM_CONFIG_REGISTRY: registry.url,
    DENO_DIR: join(packed.folder, 'deno-cache'),
    BUN_CONFIG_REGISTRY: registry.url,
    BUN_INSTALL_CACHE_DIR: join(packed.folder, 'bun-cache'),
  };
  world = { folder, real, secrets, token, env };
});

after(async () => {
  for (const part of running) await part.close();
});

describe('a Worker', () => {
  test('in front of another Worker', () =>
    serving('worker-service-binding', async ({ url }) => {
      assert.deepEqual(await statuses(url, '/desk'), { nobody: 401, member: 403, editor: 200 });
      const page = await new Agent().signIn(url, '/desk', 'editor');
      assert.deepEqual([page.status, page.text], [200, 'Hello user-editor, this is /desk\n']);
      const forged = await fetch(`${url}/`, { headers: { 'x-edgeward-user': 'user-admin' } });
      assert.equal(await forged.text(), 'Hello stranger, this is /\n');
    }));

  test('in front of a static site', () =>
    serving('worker-static-assets', async ({ url }) => {
      assert.match(await (await fetch(`${url}/`)).text(), /For everybody/);
      for (const path of ['/members/', '/members/index.html', '/members', '/elsewhere'])
        assert.equal((await fetch(url + path)).status, 401, path);
      const page = await new Agent().signIn(url, '/members/', 'member');
      assert.equal(page.status, 200);
      assert.match(page.text, /For members/);
    }));

  test('in Rust', () =>
    serving(
      'worker-rust',
      async ({ url }) => {
        assert.equal(await (await fetch(`${url}/`)).text(), 'Hello stranger\n');
        assert.deepEqual(await statuses(url, '/desk'), { nobody: 401, member: 403, editor: 200 });
        const expired = await ask(url, '/desk', 'editor', { ttl: -600 });
        assert.equal(expired.status, 401);
        assert.match(expired.headers.get('www-authenticate'), /^Bearer error="invalid_token"/);
      },
      buildAlready,
    ));

  test('with middleware', () =>
    serving('edge-middleware', async ({ url }) => {
      assert.equal(await (await fetch(`${url}/`)).text(), 'The page /\n');
      for (const path of ['/admin', '/admin/list']) {
        const found = await statuses(url, path, ['editor', 'admin']);
        assert.deepEqual(found, { nobody: 401, editor: 403, admin: 200 }, path);
      }
    }));
});

describe('a program', () => {
  test('in Deno', () =>
    serving('deno-serve', async ({ url }) => {
      assert.deepEqual(await statuses(url, '/desk'), { nobody: 401, member: 403, editor: 200 });
      assert.equal(await (await ask(url, '/desk', 'editor')).text(), 'Hello user-editor\n');
      assert.equal((await fetch(`${url}/elsewhere`)).status, 404);
    }));

  test('in Bun', () =>
    serving('bun-serve', async ({ url }) => {
      assert.deepEqual(await statuses(url, '/desk'), { nobody: 401, member: 403, editor: 200 });
      const page = await new Agent().signIn(url, '/desk', 'editor');
      assert.deepEqual([page.status, page.text], [200, 'Hello user-editor, this is /desk\n']);
    }));

  test('of Hono', () =>
    serving('hono', async ({ url }) => {
      const { nobody, ...bills } = await statuses(url, '/api/bills', ['admin', 'billing']);
      assert.deepEqual([nobody, bills], [401, { admin: 403, billing: 200 }]);
      const me = await (await ask(url, '/api/me', 'member')).json();
      assert.equal(me.userId, 'user-member');
    }));
});

test('a single-page app, built by Vite', () =>
  serving('vite-spa', async ({ url }) => {
    const browser = await startBrowser();
    try {
      const page = await (await browser.newContext()).newPage();
      await page.goto(`${url}/`);
      const who = page.locator('#who');
      await who.filter({ hasText: 'Nobody is signed in' }).waitFor();
      assert.equal(await page.locator('#sign-out').isVisible(), false);
      assert.equal(await page.locator('#answer').textContent(), '');
      await page.click('#sign-in');
      await page.getByRole('button', { name: /^editor/ }).click();
      await who.filter({ hasText: 'Édith Editor is signed in' }).waitFor();
      await page.locator('#answer').filter({ hasText: 'user-editor' }).waitFor();
      await page.click('#sign-out');
      // Here the provider asks.
      await page.waitForURL(`${world.real.issuer}/**`);
      await page.click('button.main');
      await page.waitForURL(`${url}/**`);
      await who.filter({ hasText: 'Nobody is signed in' }).waitFor();
    } finally {
      await browser.close();
    }
  }));

test('no example is left untested, and the list of them has each', async () => {
  const entries = await readdir(join(ROOT, 'examples'), { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  assert.deepEqual([...run].sort(), names.sort());
  const list = await readFile(join(ROOT, 'examples/README.md'), 'utf8');
  for (const name of names) assert.ok(list.includes(`| [\`${name}\`](${name}) |`), name);
});

async function serving(name, work, prepare) {
  run.add(name);
  const example = await startExample(name, world, prepare);
  try {
    await work(example);
  } finally {
    await example.close();
  }
}

/** `xtask` has the tools, and has built the crate with them where it is. */
async function buildAlready(folder) {
  const built = join(ROOT, 'target/examples-build/worker-rust');
  if (!existsSync(built)) throw new Error(`no \`${built}\`: \`cargo xtask test\` makes it`);
  await cp(built, join(folder, 'build'), { recursive: true });
  const file = join(folder, 'wrangler.toml');
  const text = await readFile(file, 'utf8');
  const without = text.replace(/^\[build\]\ncommand = .*\n/m, '');
  assert.notEqual(without, text);
  // This Worker reads its variables as text.
  await writeFile(file, without.replace('HTTP = true', 'HTTP = "true"'));
}

async function ask(url, path, login, options) {
  const headers = login ? { authorization: `Bearer ${await world.token(login, options)}` } : {};
  return fetch(url + path, { headers });
}

/** What a path says to nobody, and to each of these. */
async function statuses(url, path, logins = ['member', 'editor']) {
  const found = { nobody: (await ask(url, path)).status };
  for (const login of logins) found[login] = (await ask(url, path, login)).status;
  return found;
}
