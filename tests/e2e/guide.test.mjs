// Every block of code in the guides: configurations are checked, commands and programs run. The only
// changes are those of `fillIn`.
import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { after, before, describe, test } from 'node:test';

import { startWranglerDev } from '../demo/wrangler-dev.mjs';
import { LEAST, review, wholeFile } from '../docs/configuration.mjs';
import { readPages } from '../docs/pages.mjs';
import { createReader } from '../docs/project.mjs';
import { createSigner, sentence } from '../docs/tokens.mjs';
import { fillIn } from '../packaging/readme.mjs';
import { start } from '../packaging/run.mjs';
import { startWorld } from '../packaging/world.mjs';
import { startBrowser } from '../support/browser.mjs';
import { listen } from '../support/server.mjs';

const pages = await readPages();
const blocks = pages.flatMap((page) => page.blocks);
const tested = new Set();
const running = [];
const keep = (part) => (running.unshift(part), part);
let reader;
let world;

before(async () => {
  world = keep(await startWorld());
  reader = keep(await createReader('guide'));
  const names = ['edgeward', 'edgeward/gate', 'edgeward/gate/node'];
  const exports = names.map((name) => `export * from '${name}';\n`);
  await reader.write('installed.mjs', exports.join(''));
});

after(async () => {
  for (const part of running) await part.close();
});

describe('configurations', () => {
  for (const block of blocks.filter(({ language }) => language === 'toml')) {
    const [first] = block.code.split('\n').filter((line) => !/^(?:#|\[|$)/.test(line));
    test(`${block.page}, ${block.section}: ${first}`, async () => {
      tested.add(block);
      assert.deepEqual((await review(reader.folder, block.code)).findings, []);
    });
  }
});

describe('commands', () => {
  for (const { page, blocks } of pages) {
    const commands = blocks.filter(
      ({ language, code }) => language === 'sh' && !/^curl/.test(code),
    );
    const [toml] = blocks.filter(({ language }) => language === 'toml');
    for (const block of commands) {
      test(`${page}: ${block.code.trim()}`, async () => {
        tested.add(block);
        const file = await wholeFile(reader.folder, toml?.code);
        await reader.write('wrangler.toml', fillIn(file, world.real));
        await reader.write('key.json', '{}');
        // `explain` ends with 1 where somebody may not pass.
        const code = fillIn(block.code, world.real).replace(
          /^.* explain .*$/gm,
          '$& || [ $? = 1 ]',
        );
        const { stdout } = await reader.shell(code, { TOKEN: await world.token('editor') });
        const explained = block.code.match(/ explain /g) ?? [];
        assert.equal((stdout.match(/^ +why +/gm) ?? []).length, explained.length);
      });
    }
  }
});

describe('providers.md', () => {
  const page = pages.find((it) => it.page === 'providers.md');
  let signer;

  before(async () => {
    signer = await createSigner();
  });

  for (const block of page.blocks.filter(({ language }) => language === 'json')) {
    test(block.section, async () => {
      tested.add(block);
      const toml = page.blocks.find((it) => it.section === block.section && it.language === 'toml');
      const { vars } = await review(reader.folder, toml.code);
      const { Client, skipNonce } = await installed();
      const token = await signer.sign(JSON.parse(block.code));
      const client = new Client({
        authority: vars.AUTHORITY,
        clientId: vars.CLIENT_ID,
        provider: vars.PROVIDER,
        rolesFrom: vars.ROLES_FROM,
        // The audience of Signward is that of its preset.
        audience: vars.PROVIDER === 'signward' ? undefined : vars.AUDIENCE,
        jwks: signer.jwks,
      });
      const isIdToken = page.text.includes(`The ID Token:\n\n\`\`\`json\n${block.code}`);
      const user = isIdToken
        ? await client.validateIdToken(token, { nonce: skipNonce })
        : await client.validateToken(token);
      assert.equal(block.following.replaceAll('\n', ' '), sentence(user));
    });
  }

  test('the table has what each preset does', async () => {
    const { Client } = await installed();
    const rows = page.text.split('\n').filter((line) => line.startsWith('| `'));
    assert.equal(rows.length, 8);
    const { AUTHORITY: authority, CLIENT_ID: clientId, AUDIENCE: audience } = LEAST;
    for (const row of rows) {
      const cells = row.split('|').map((cell) => cell.trim().replaceAll('`', ''));
      const [, provider, roles, customRoles, tenant] = cells;
      const claims = { iss: authority, aud: audience, sub: 'ada', [tenant]: 'the tenant' };
      const put = (path, name) => {
        const steps = path.replace('<CLIENT_ID>', clientId).split('.');
        const last = steps.pop();
        steps.reduce((object, step) => (object[step] ??= {}), claims)[last] = [name];
      };
      if (roles) put(roles, 'the role');
      if (customRoles) put(customRoles, 'the custom role');
      const client = new Client({ authority, clientId, audience, provider, jwks: signer.jwks });
      const user = await client.validateToken(await signer.sign(claims));
      assert.deepEqual(
        [user.roles.join(), user.customRoles.join(), user.tenantId],
        [roles && 'the role', customRoles && 'the custom role', 'the tenant'],
        provider,
      );
    }
  });
});

describe('programs', () => {
  test('routes.md: roles.mjs', async () => {
    const { handler } = await program('routes.md', 'roles.mjs');
    const status = async (login) => {
      const headers = login ? { authorization: `Bearer ${await world.token(login)}` } : {};
      return (await handler(new Request(world.real.app, { headers }))).status;
    };
    assert.deepEqual(
      [await status('billing'), await status('admin'), await status()],
      [200, 403, 401],
    );
  });

  test('outages.md: warm.mjs', async () => {
    const { client } = await program('outages.md', 'warm.mjs');
    assert.equal((await client.validateToken(await world.token('member'))).userId, 'user-member');
  });

  test('moving/python-sdk.md: signward.mjs', async () => {
    const { mayBill } = await program('moving/python-sdk.md', 'signward.mjs');
    assert.equal(await mayBill(await world.token('billing')), true);
    assert.equal(await mayBill(await world.token('admin')), false);
  });

  test('moving/jose.md: before and after say the same', async () => {
    const before = await program('moving/jose.md', 'with-jose.mjs');
    const after = await program('moving/jose.md', 'with-edgeward.mjs');
    for (const { subjectOf } of [before, after]) {
      assert.equal(await subjectOf(await world.token('editor')), 'user-editor');
    }
    const old = await world.token('editor', { ttl: -600 });
    await assert.rejects(before.subjectOf(old), { code: 'ERR_JWT_EXPIRED' });
    await assert.rejects(after.subjectOf(old), { code: 'token_expired' });
  });

  test('in-front-of/api.md: origin.mjs', async () => {
    await put('in-front-of/api.md', 'origin.mjs');
    const origin = await start(reader.folder, 'node', ['origin.mjs'], `${world.real.app}/`);
    try {
      const headers = { 'x-edgeward-user': 'a%2Cb', 'x-edgeward-roles': 'caf%C3%A9,x%2Cy' };
      const answer = await fetch(world.real.app, { headers });
      assert.deepEqual(await answer.json(), { user: 'a,b', roles: ['café', 'x,y'] });
      assert.deepEqual(await (await fetch(world.real.app)).json(), { roles: [] });
    } finally {
      await origin.close();
    }
  });
});

test('in-front-of/api.md: the problem document is what the gate answers', async () => {
  const [block] = take('in-front-of/api.md', ({ language }) => language === 'json');
  const gate = await gateOf('in-front-of/api.md');
  const answer = await gate.fetch(new Request('https://app.example.com/reports/2026'));
  assert.equal(answer.status, 401);
  assert.deepEqual(await answer.json(), JSON.parse(block.code));
});

test('in-front-of/mcp-server.md: the resource is what the gate asks tokens for', async () => {
  const [block] = take('in-front-of/mcp-server.md', ({ language }) => language === 'json');
  const page = pages.find((it) => it.page === 'in-front-of/mcp-server.md');
  const { vars } = await review(reader.folder, page.blocks[0].code);
  const document = JSON.parse(block.code);
  assert.deepEqual(document, {
    resource: vars.AUDIENCE,
    authorization_servers: [vars.AUTHORITY],
    scopes_supported: vars.ROUTES.find(({ path }) => path === '/mcp').scopes,
  });
  const gate = await gateOf('in-front-of/mcp-server.md');
  const status = async (path) => {
    const answer = await gate.fetch(new Request(`https://mcp.example.com${path}`));
    await answer.body?.cancel();
    return answer.status;
  };
  assert.equal(await status('/.well-known/oauth-protected-resource/mcp'), 200);
  assert.equal(await status('/mcp'), 401);
});

test('in-front-of/spa.md: behind.js, in a browser', async () => {
  await put('in-front-of/spa.md', 'behind.js');
  const [{ code }] = blocks.filter(({ file }) => file === 'behind.js');
  const html =
    '<!doctype html><p id="who"></p><button id="sign-in">in</button>' +
    '<button id="sign-out">out</button><script type="module" src="/assets/behind.js"></script>';
  const origin = await listen(({ url }, response) => {
    const type = url.endsWith('.js') ? 'text/javascript' : 'text/html';
    response.writeHead(200, { 'content-type': type }).end(url.endsWith('.js') ? code : html);
  });
  const gate = await gateOf('in-front-of/spa.md', `http://localhost:${origin.port}`);
  const { toNodeListener } = await installed();
  const server = await listen(toNodeListener(gate), { port: world.real.port });
  const browser = await startBrowser();
  try {
    const page = await (await browser.newContext()).newPage();
    const who = page.locator('#who');
    await page.goto(`${world.real.app}/?tab=2`);
    await who.filter({ hasText: 'nobody' }).waitFor();
    await page.click('#sign-in');
    await page.getByRole('button', { name: /^editor/ }).click();
    await who.filter({ hasText: 'user-editor' }).waitFor();
    assert.equal(page.url(), `${world.real.app}/?tab=2`);
    await page.click('#sign-out');
    await page.waitForURL(/signed-out|session\/end|logout/);
  } finally {
    await browser.close();
    await server.close();
    await origin.close();
  }
});

test('in-front-of/static-site.md: files behind the gate, by `wrangler dev`', async () => {
  const page = 'in-front-of/static-site.md';
  await put(page, 'wrangler.toml');
  await mkdir(reader.path('public/handbook'), { recursive: true });
  await writeFile(reader.path('public/index.html'), 'for everybody');
  await writeFile(reader.path('public/handbook/index.html'), 'for staff');
  const secrets = Object.entries(world.secrets()).map(([name, value]) => `${name}='${value}'\n`);
  await writeFile(reader.path('.dev.vars'), secrets.join(''));
  const [curl] = take(page, ({ language }) => language === 'sh');
  const server = await startWranglerDev({
    port: world.real.port,
    paths: { config: reader.path('wrangler.toml') },
  });
  try {
    assert.equal(await (await fetch(world.real.app)).text(), 'for everybody');
    const code = fillIn(curl.code, world.real).replace('localhost', '127.0.0.1');
    assert.equal((await reader.shell(code)).stdout, '401\n');
    const answer = await fetch(`${world.real.app}/handbook/`, {
      headers: { authorization: `Bearer ${await world.token('editor')}` },
    });
    assert.equal(answer.status, 403);
  } finally {
    await server.close();
  }
});

test('no block of code is left untested', () => {
  assert.ok(blocks.length > 60);
  const untested = blocks.filter((block) => !tested.has(block));
  assert.deepEqual(untested, []);
});

/** The blocks of a page that a test takes. */
function take(page, wanted) {
  const taken = blocks.filter((block) => block.page === page && wanted(block));
  assert.notEqual(taken.length, 0, page);
  for (const block of taken) tested.add(block);
  return taken;
}

/** Writes a named block of a page to its file. */
async function put(page, file) {
  const [{ code }] = take(page, (block) => block.file === file);
  await reader.write(file, fillIn(code, world.real));
}

async function program(page, file) {
  await put(page, file);
  return import(pathToFileURL(reader.path(file)));
}

/** What the package exports, as a program in the reader's folder gets it. */
function installed() {
  return import(pathToFileURL(reader.path('installed.mjs')));
}

/** The gate of a page's first configuration, with an origin that says yes. */
async function gateOf(page, origin) {
  const { blocks } = pages.find((it) => it.page === page);
  const toml = blocks.find(({ language }) => language === 'toml').code;
  const { vars } = await review(reader.folder, fillIn(toml, world.real));
  const { Gate } = await installed();
  if (origin !== undefined) {
    return new Gate({ ...vars, ...world.secrets(), ORIGIN: origin });
  }
  const { ORIGIN: _, ...rest } = vars;
  return new Gate(rest, { origin: () => new Response('yes') });
}
