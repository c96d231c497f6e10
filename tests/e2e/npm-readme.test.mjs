// Every block of code in the package's README.md, in the runtime that it is for. The only changes are
// those of `fillIn`.
import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { after, before, describe, test } from 'node:test';

import { startWranglerDev } from '../demo/wrangler-dev.mjs';
import { pack, PACKAGE } from '../packaging/package.mjs';
import { fillIn, readBlocks, readTable } from '../packaging/readme.mjs';
import { startRegistry } from '../packaging/registry.mjs';
import { run, start } from '../packaging/run.mjs';
import { startWorld } from '../packaging/world.mjs';
import { Agent } from '../support/agent.mjs';
import { startBrowser } from '../support/browser.mjs';
import { listen } from '../support/server.mjs';

/** What `edgeward` is in Node. */
const DOOR = 'node_modules/edgeward/js/doors/node.js';

const blocks = await readBlocks();
const tested = new Set();
const running = [];
const keep = (part) => (running.unshift(part), part);
let folder;
let world;

before(async () => {
  world = keep(await startWorld());
  const packed = await pack('readme');
  folder = join(packed.folder, 'project');
  await mkdir(folder);
  await writeFile(join(folder, 'package.json'), '{ "private": true }');
  const registry = keep(await startRegistry(packed));
  const [{ code }] = commands('edgeward');
  const env = { npm_config_registry: registry.url, npm_config_cache: join(packed.folder, 'cache') };
  await run(folder, 'sh', ['-c', code], { env });
});

after(async () => {
  for (const part of running) await part.close();
});

describe("Check a request's token", () => {
  const title = "Check a request's token";

  for (const file of ['deno.mjs', 'bun.mjs', 'node.mjs']) {
    test(file, async () => {
      await put(title, ['handler.mjs', file]);
      await serving(start(folder, ...words(title, file), `${world.real.app}/`), async () => {
        assert.deepEqual(await ask('/', 'editor'), {
          status: 200,
          body: { userId: 'user-editor', roles: ['editor'] },
        });
        assert.equal((await ask('/', 'member')).status, 403);
        const nobody = await ask('/');
        assert.deepEqual([nobody.status, nobody.challenge], [401, 'Bearer']);
        const [curl] = commands(title);
        const { stdout } = await run(folder, 'sh', ['-c', fillIn(curl.code, world.real)], {
          env: { TOKEN: await world.token('admin') },
        });
        assert.deepEqual(JSON.parse(stdout), { userId: 'user-admin', roles: ['admin'] });
      });
    });
  }

  test('token.mjs', async () => {
    await put(title, ['token.mjs']);
    const say = async (env) => (await run(folder, 'node', ['token.mjs'], { env })).stdout;
    assert.match(
      await say({ TOKEN: await world.token('admin') }),
      new RegExp(`^user-admin \\[ 'admin' \\] true ${world.real.issuer}\n$`),
    );
    assert.match(
      await say({ TOKEN: await world.token('admin', { ttl: -600 }) }),
      /^token_expired .*\d/,
    );
  });
});

test('A Cloudflare Worker in JavaScript', async () => {
  await put('A Cloudflare Worker in JavaScript', ['worker.js', 'wrangler.toml']);
  await serving(wranglerDev(), async () => {
    const { status, body } = await ask('/', 'member');
    assert.deepEqual([status, body], [200, { userId: 'user-member' }]);
    assert.equal((await ask('/')).status, 401);
  });
  await run(folder, 'wrangler', ['deploy', '--dry-run', '--outdir', 'dist']);
});

test('Hono', async () => {
  await put('Hono', ['app.mjs']);
  const { default: app } = await imported('app.mjs');
  const statuses = async (login) => {
    const headers = login && { authorization: `Bearer ${await world.token(login)}` };
    const answers = ['/', '/api/me', '/api/posts', '/api/bills'].map((path) =>
      app.request(path, { headers }),
    );
    return (await Promise.all(answers)).map(({ status }) => status);
  };
  assert.deepEqual(await statuses(), [200, 401, 401, 401]);
  assert.deepEqual(await statuses('member'), [200, 200, 403, 403]);
  assert.deepEqual(await statuses('editor'), [200, 200, 200, 403]);
  assert.deepEqual(await statuses('billing'), [200, 200, 200, 200]);
});

test('Sign people in', async () => {
  await put('Sign people in', ['sign-in.mjs']);
  Object.assign(process.env, world.secrets());
  const { begin, end } = await imported('sign-in.mjs');
  const application = listen((_request, response) => response.end('back'), {
    port: world.real.port,
  });
  await serving(application, async () => {
    const { url, kept } = await begin();
    assert.deepEqual(Object.keys(kept).sort(), ['codeVerifier', 'nonce', 'state']);
    const agent = new Agent();
    const back = await agent.chooseAccount(await agent.navigate(url), 'billing');
    const { accessToken, ...who } = await end(back.url.href, kept);
    assert.deepEqual(who, { userId: 'user-billing', name: 'Bill Billing' });
    assert.equal(accessToken.split('.').length, 3);
  });
});

describe('The gate', () => {
  const title = 'The gate';

  for (const file of ['gate-deno.mjs', 'gate-bun.mjs', 'gate-node.mjs']) {
    test(file, async () => {
      await put(title, ['gate.mjs', file]);
      await serving(
        start(folder, ...words(title, file), `${world.real.app}/`, world.secrets()),
        assertGate,
      );
    });
  }

  test('gate-function.mjs', async () => {
    await put(title, ['gate-function.mjs']);
    const { gate } = await imported('gate-function.mjs');
    const answer = async (path, login) => {
      const headers = { authorization: `Bearer ${await world.token(login)}` };
      const response = await gate.fetch(new Request(world.real.app + path, { headers }));
      return [response.status, await response.text()];
    };
    assert.deepEqual(await answer('/admin/list', 'admin'), [200, 'Hello user-admin']);
    assert.deepEqual(await answer('/other', 'member'), [200, 'Hello user-member']);
    assert.equal((await answer('/admin/list', 'member'))[0], 403);
  });
});

test('The Cloudflare Worker, without a toolchain', async () => {
  await put('The Cloudflare Worker, without a toolchain', ['wrangler.toml']);
  const lines = Object.entries(world.secrets()).map(([name, value]) => `${name}="${value}"\n`);
  await writeFile(join(folder, '.dev.vars'), lines.join(''));
  await serving(wranglerDev(), assertGate);
  await run(folder, 'wrangler', ['deploy', '--dry-run', '--outdir', 'dist']);
});

test('On the command line', async () => {
  await put('The Cloudflare Worker, without a toolchain', ['wrangler.toml']);
  const [decode, verify, check, explain] = commands('On the command line')
    .flatMap(({ code }) => fillIn(code, world.real).trim().split('\n'))
    .map((line) => (env) => run(folder, 'sh', ['-c', line], { env }));
  const TOKEN = await world.token('editor');
  assert.match((await decode({ TOKEN })).stdout, /Not verified[\s\S]* user-editor\n/);
  assert.match((await verify({ TOKEN })).stdout, / user-editor\n/);
  await check();
  assert.match((await explain()).stdout, /\/editors-or-admins\/\*\*/);
});

test('A single-page app', async () => {
  const title = 'A single-page app';
  await put(title, ['index.html', 'main.js']);
  const browser = await startBrowser();
  try {
    await serving(start(folder, ...words(title, 'main.js'), `${world.real.app}/`), async () => {
      const context = await browser.newContext();
      const page = await context.newPage();
      await page.goto(`${world.real.app}/`);
      const who = page.locator('#who');
      await who.filter({ hasText: 'nobody' }).waitFor();
      await page.click('#sign-in');
      await page.getByRole('button', { name: /^editor/ }).click();
      await who.filter({ hasText: 'user-editor' }).waitFor();
      assert.equal(page.url(), `${world.real.app}/`);
      await page.reload();
      await who.filter({ hasText: 'user-editor' }).waitFor();
      const tab = await context.newPage();
      await tab.goto(`${world.real.app}/`);
      await tab.locator('#who').filter({ hasText: 'user-editor' }).waitFor();
      await page.click('#sign-out');
      await tab.locator('#who').filter({ hasText: 'nobody' }).waitFor();
    });
  } finally {
    await browser.close();
  }
});

test('Options: the table has each of them', async () => {
  const { Client } = await imported(DOOR);
  const declaration = await readFile(join(PACKAGE, 'js/options.d.ts'), 'utf8');
  const [, members] = /interface ClientOptions \{([\s\S]*?)^\}/m.exec(declaration);
  const names = [...members.matchAll(/^ {4}(\w+)\??:/gm)].map(([, name]) => name);
  assert.ok(names.length > 20);
  const rows = await readTable('Options');
  assert.deepEqual(rows.flatMap(([cell]) => cell.split(', ')).sort(), names.sort());
  // A name that is none is refused, with the nearest one that is.
  assert.throws(() => new Client({ authorty: world.real.issuer }), /`authority`/);
});

test('Options of a page: the table has each option that a client has not', async () => {
  const declaration = await readFile(join(PACKAGE, 'js/browser/options.d.ts'), 'utf8');
  const [, members] = /interface BrowserSessionOptions [^{]*\{([\s\S]*?)^\}/m.exec(declaration);
  const names = [...members.matchAll(/^ {4}(\w+)\??:/gm)].map(([, name]) => name);
  const rows = await readTable('Options of a page');
  assert.deepEqual([...rows.map(([name]) => name), 'clientId'].sort(), names.sort());
});

test('Errors: the table has each class', async () => {
  const edgeward = await imported(DOOR);
  const classes = Object.entries(edgeward)
    .filter(([, value]) => value.prototype instanceof Error)
    .map(([name]) => name);
  const rows = await readTable('Errors');
  assert.deepEqual(rows.map(([name]) => name).sort(), classes.sort());
});

test('no block of code is left untested', () => {
  const untested = blocks.filter((block) => !tested.has(block));
  assert.deepEqual(untested, []);
});

/** The blocks of a section that a test takes. */
function take(title, wanted) {
  const taken = blocks.filter((block) => block.section === title && wanted(block));
  for (const block of taken) tested.add(block);
  return taken;
}

function commands(title) {
  return take(title, ({ language }) => language === 'sh');
}

/** Writes the named blocks of a section to their files. */
async function put(title, files) {
  const taken = take(title, ({ file }) => files.includes(file));
  assert.equal(taken.length, files.length, `${title} has ${files.join(', ')}`);
  for (const { file, code } of taken) await writeFile(join(folder, file), fillIn(code, world.real));
}

/** The command that README.md names for a file, as a tool and its options. */
function words(title, name) {
  const [{ command }] = take(title, ({ file }) => file === name);
  const [tool, ...options] = fillIn(command, world.real).replace(/^npx /, '').split(' ');
  return [tool, options];
}

function imported(file) {
  return import(pathToFileURL(join(folder, file)));
}

function wranglerDev() {
  return startWranglerDev({
    port: world.real.port,
    paths: { config: join(folder, 'wrangler.toml') },
  });
}

async function serving(starting, work) {
  const server = await starting;
  try {
    await work();
  } finally {
    await server.close();
  }
}

/** The four routes, by a program's token and by a person's session. */
async function assertGate() {
  const statuses = async (login) => {
    const headers = login ? { authorization: `Bearer ${await world.token(login)}` } : {};
    const paths = ['/', '/me', '/editors-or-admins/list'];
    const answers = paths.map((path) => fetch(world.real.app + path, { headers }));
    return (await Promise.all(answers)).map(({ status }) => status);
  };
  assert.deepEqual(await statuses(), [200, 401, 401]);
  assert.deepEqual(await statuses('member'), [200, 200, 403]);
  assert.deepEqual(await statuses('editor'), [200, 200, 200]);
  const person = await new Agent().signIn(world.real.app, '/me', 'editor');
  assert.deepEqual([person.status, person.text], [200, 'user-editor']);
}

async function ask(path, login) {
  const headers = login ? { authorization: `Bearer ${await world.token(login)}` } : {};
  const answer = await fetch(new URL(path, world.real.app), { headers });
  const challenge = answer.headers.get('www-authenticate');
  const body = await answer.json();
  return { status: answer.status, body, ...(challenge && { challenge }) };
}
