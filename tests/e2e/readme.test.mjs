// The three quickstarts of README.md, followed to the letter from an empty folder. The only changes are
// those of `fillIn`.
import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { withFigures } from '../bench/readme.mjs';
import { startWranglerDev } from '../demo/wrangler-dev.mjs';
import { createReader } from '../docs/project.mjs';
import { blocksOf, fillIn } from '../packaging/readme.mjs';
import { run, start } from '../packaging/run.mjs';
import { startWorld } from '../packaging/world.mjs';
import { Agent } from '../support/agent.mjs';
import { startBrowser } from '../support/browser.mjs';
import { ROOT } from '../support/root.mjs';

const WORKER = 'Quickstart: the Worker in front of an origin';
const PAGE = 'Quickstart: a single-page app';
const FUNCTION = 'Quickstart: an edge function';

const blocks = blocksOf(await readFile(join(ROOT, 'README.md'), 'utf8'));
const tested = new Set();
const running = [];
const keep = (part) => (running.unshift(part), part);
let reader;
let world;

before(async () => {
  world = keep(await startWorld());
  const others = ['hono', 'vite', 'wrangler'];
  reader = keep(await createReader('quickstarts', { install: false, others }));
});

after(async () => {
  for (const part of running) await part.close();
});

test(WORKER, async () => {
  const [init, deploy] = commands(WORKER);
  const { stdout } = await reader.shell(init);
  assert.match(stdout, new RegExp(`${world.real.app}/auth/callback`));
  const folder = reader.path('my-gate');
  const { CLIENT_SECRET } = world.secrets();
  const deployed = await reader.shell(deploy, { TYPED: CLIENT_SECRET }, folder);
  assert.match(deployed.stdout, /Total Upload/);
  await serving(wranglerDev(folder), async () => {
    assert.deepEqual(await statuses('/', '/me', '/editors-or-admins/list', '/other'), [
      [200, 401, 401, 401],
      [200, 200, 403, 200],
      [200, 200, 200, 200],
    ]);
    const person = await new Agent().signIn(world.real.app, '/me', 'editor');
    assert.deepEqual([person.status, person.text], [200, 'user-editor']);
  });
  const [, explain] = /`(npx edgeward explain [^`]+)`/.exec(await readme());
  // It ends with 1, because not everybody may pass.
  const explained = await reader.shell(`${explain} || [ $? = 1 ]`, {}, folder);
  assert.match(explained.stdout, /\/me: anybody who is signed in/);
});

test(PAGE, async () => {
  const folder = await place('page', PAGE, ['index.html', 'main.js']);
  for (const code of commands(PAGE)) await reader.shell(code, {}, folder);
  const browser = await startBrowser();
  try {
    await serving(start(folder, ...words(PAGE, 'main.js'), `${world.real.app}/`), async () => {
      const context = await browser.newContext();
      const page = await context.newPage();
      await page.goto(`${world.real.app}/`);
      const who = page.locator('#who');
      await who.filter({ hasText: 'nobody' }).waitFor();
      await page.click('#sign-in');
      await page.getByRole('button', { name: /^editor/ }).click();
      await who.filter({ hasText: 'user-editor' }).waitFor();
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

test(`${FUNCTION}, in Deno`, async () => {
  const folder = await place('deno', FUNCTION, ['main.js'], 'deno.json');
  const env = { NPM_CONFIG_REGISTRY: reader.registry, DENO_DIR: join(folder, 'cache') };
  const [, command] = /by `(deno [^`]+)`/.exec(await readme());
  const [tool, ...options] = command.split(' ');
  await serving(start(folder, tool, options, `${world.real.app}/`, env), async () => {
    assert.deepEqual(await statuses('/'), [[401], [403], [200]]);
  });
});

test(`${FUNCTION}, with Hono in a Worker`, async () => {
  const folder = await place('hono', FUNCTION, ['app.js', 'wrangler.toml']);
  for (const code of commands(FUNCTION)) await reader.shell(code, {}, folder);
  await serving(wranglerDev(folder), async () => {
    assert.deepEqual(await statuses('/', '/api/me', '/api/posts'), [
      [200, 401, 401],
      [200, 200, 403],
      [200, 200, 200],
    ]);
  });
  await run(folder, 'wrangler', ['deploy', '--dry-run', '--outdir', 'dist']);
});

test('what README.md tells to build and to test with is there', async () => {
  const named = ['Try it', 'Build it'].flatMap((title) => commands(title));
  const names = named.flatMap((code) => code.trim().split('\n'));
  assert.deepEqual(names.slice(0, 2), ['cargo xtask demo', 'cargo xtask test']);
  const main = await readFile(join(ROOT, 'xtask/main.rs'), 'utf8');
  for (const name of names) {
    const [, command] = /^cargo xtask (\w+)$/.exec(name);
    assert.match(main, new RegExp(`Command::${command[0].toUpperCase()}${command.slice(1)} =>`));
  }
});

test('the figures are those of the last whole run', async () => {
  const { readme, expected } = await withFigures();
  assert.equal(readme, expected, '`node tests/bench/readme.mjs` writes them');
});

test('the oldest Rust is that of the manifest', async () => {
  const manifest = await readFile(join(ROOT, 'Cargo.toml'), 'utf8');
  const [, oldest] = /^rust-version = "(.+)"$/m.exec(manifest);
  assert.ok((await readme()).includes(`build with Rust ${oldest} and newer`), oldest);
});

test('no block of code is left untested', () => {
  assert.deepEqual(
    blocks.filter((block) => !tested.has(block)),
    [],
  );
});

function readme() {
  return readFile(join(ROOT, 'README.md'), 'utf8');
}

/** The blocks of a section that a test takes. */
function take(title, wanted) {
  const taken = blocks.filter((block) => block.section === title && wanted(block));
  assert.notEqual(taken.length, 0, title);
  for (const block of taken) tested.add(block);
  return taken;
}

function commands(title) {
  const taken = take(title, ({ language }) => language === 'sh');
  return taken.map(({ code }) => fillIn(code, world.real));
}

/** Writes the named blocks of a section into a folder of their own. */
async function place(name, title, files, manifest = 'package.json') {
  const folder = reader.path(name);
  await mkdir(folder);
  // As in `createReader`: without it a tool would take that of another folder.
  await writeFile(join(folder, manifest), '{}');
  const taken = take(title, ({ file }) => files.includes(file));
  assert.equal(taken.length, files.length, `${title} has ${files.join(', ')}`);
  for (const { file, code } of taken) await writeFile(join(folder, file), fillIn(code, world.real));
  return folder;
}

/** The command that README.md names for a file, as a tool and its options. */
function words(title, name) {
  const [{ command }] = take(title, ({ file }) => file === name);
  const [tool, ...options] = fillIn(command, world.real).replace(/^npx /, '').split(' ');
  return [tool, options];
}

function wranglerDev(folder) {
  const paths = { config: join(folder, 'wrangler.toml') };
  return startWranglerDev({ port: world.real.port, paths });
}

async function serving(starting, work) {
  const server = await starting;
  try {
    await work();
  } finally {
    await server.close();
  }
}

/** What nobody, a member and an editor are answered. */
async function statuses(...paths) {
  const of = async (login) => {
    const headers = login ? { authorization: `Bearer ${await world.token(login)}` } : {};
    const answers = paths.map((path) => fetch(world.real.app + path, { headers }));
    return (await Promise.all(answers)).map(({ status }) => status);
  };
  return [await of(), await of('member'), await of('editor')];
}
