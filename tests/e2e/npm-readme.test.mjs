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
import { Agent } from '../support/agent.mjs';
import { startProvider } from '../support/provider.mjs';
import { freePort, listen } from '../support/server.mjs';

const CLIENT_SECRET = 'the secret of my-app, which has more than 32 bytes';

const blocks = await readBlocks();

/** What `edgeward` is in Node. */
const DOOR = 'node_modules/edgeward/js/doors/node.js';

const running = [];
const keep = (part) => (running.unshift(part), part);
const tested = new Set();
let folder;
let packed;
let provider;
/** What `fillIn` puts in. */
let real;

before(async () => {
  const port = await freePort();
  const app = `http://localhost:${port}`;
  provider = keep(await startProvider({ clients: [client([`${app}/callback`])] }));
  real = { issuer: provider.issuer, app, port };
  packed = await pack('readme');
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
      await serving(start(folder, ...words(title, file), `${real.app}/`), async () => {
        assert.deepEqual(await ask('/', 'editor'), {
          status: 200,
          body: { userId: 'user-editor', roles: ['editor'] },
        });
        assert.equal((await ask('/', 'member')).status, 403);
        const nobody = await ask('/');
        assert.deepEqual([nobody.status, nobody.challenge], [401, 'Bearer']);
        const [curl] = commands(title);
        const { stdout } = await run(folder, 'sh', ['-c', fillIn(curl.code, real)], {
          env: { TOKEN: await token('admin') },
        });
        assert.deepEqual(JSON.parse(stdout), { userId: 'user-admin', roles: ['admin'] });
      });
    });
  }

  test('token.mjs', async () => {
    await put(title, ['token.mjs']);
    const say = async (env) => (await run(folder, 'node', ['token.mjs'], { env })).stdout;
    assert.match(
      await say({ TOKEN: await token('admin') }),
      new RegExp(`^user-admin \\[ 'admin' \\] true ${provider.issuer}\n$`),
    );
    assert.match(await say({ TOKEN: await token('admin', { ttl: -600 }) }), /^token_expired .*\d/);
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
    const headers = login && { authorization: `Bearer ${await token(login)}` };
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
  process.env.CLIENT_SECRET = CLIENT_SECRET;
  const { begin, end } = await imported('sign-in.mjs');
  const application = listen((_request, response) => response.end('back'), { port: real.port });
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

test('Options: the table has each of them', async () => {
  const { Client } = await imported(DOOR);
  const declaration = await readFile(join(PACKAGE, 'js/options.d.ts'), 'utf8');
  const [, members] = /interface ClientOptions \{([\s\S]*?)^\}/m.exec(declaration);
  const names = [...members.matchAll(/^ {4}(\w+)\??:/gm)].map(([, name]) => name);
  assert.ok(names.length > 20);
  const rows = await readTable('Options');
  assert.deepEqual(rows.flatMap(([cell]) => cell.split(', ')).sort(), names.sort());
  // A name that is none is refused, with the nearest one that is.
  assert.throws(() => new Client({ authorty: provider.issuer }), /`authority`/);
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
  for (const { file, code } of taken) await writeFile(join(folder, file), fillIn(code, real));
}

/** The command that README.md names for a file, as a tool and its options. */
function words(title, name) {
  const [{ command }] = take(title, ({ file }) => file === name);
  const [tool, ...options] = command;
  return [tool, options];
}

function imported(file) {
  return import(pathToFileURL(join(folder, file)));
}

function wranglerDev() {
  return startWranglerDev({ port: real.port, paths: { config: join(folder, 'wrangler.toml') } });
}

async function serving(starting, work) {
  const server = await starting;
  try {
    await work();
  } finally {
    await server.close();
  }
}

function token(login, options) {
  const claims = { aud: 'my-api' };
  return provider.mint(login, { client: 'my-app', claims, ...options });
}

async function ask(path, login) {
  const headers = login ? { authorization: `Bearer ${await token(login)}` } : {};
  const answer = await fetch(new URL(path, real.app), { headers });
  const challenge = answer.headers.get('www-authenticate');
  const body = await answer.json();
  return { status: answer.status, body, ...(challenge && { challenge }) };
}

/** The client of README.md, as it is registered at the provider. */
function client(redirectUris) {
  return {
    client_id: 'my-app',
    client_secret: CLIENT_SECRET,
    redirect_uris: redirectUris,
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
  };
}
