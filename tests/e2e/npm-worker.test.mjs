// A folder with package.json and wrangler.toml, and nothing else, is the gate in front of an origin.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { after, before, test } from 'node:test';

import { startWranglerDev } from '../demo/wrangler-dev.mjs';
import { pack } from '../packaging/package.mjs';
import { createProject } from '../packaging/project.mjs';
import { Agent } from '../support/agent.mjs';
import { startOrigin } from '../support/origin.mjs';
import { startProvider } from '../support/provider.mjs';
import { freePort } from '../support/server.mjs';
import { call } from '../support/stack.mjs';

const started = [];
let project;
let provider;
let origin;
let url;

before(async () => {
  const port = await freePort();
  url = `http://localhost:${port}`;
  provider = await startProvider({ redirectUris: [`${url}/auth/callback`] });
  started.unshift(provider);
  origin = await startOrigin();
  started.unshift(origin);
  project = await createProject(await pack('npm-worker'), 'prebuilt-worker');
  await configure();
  const paths = { config: project.path('wrangler.toml') };
  const onStart = (part) => started.unshift(part);
  const gate = await startWranglerDev({ port, paths, onStart });
  await gate.answers(url);
});

after(async () => {
  for (const part of started) await part.close();
});

test('the folder holds no code of its own', async () => {
  const files = (await readdir(project.folder)).filter((name) => !name.startsWith('.'));
  assert.deepEqual(files.sort(), [
    'node_modules',
    'package-lock.json',
    'package.json',
    'verdict.mjs',
    'wrangler.toml',
  ]);
});

test('`wrangler dev` runs the gate: 200, 401 and 403 as the routes say', async () => {
  const desk = `${url}/editors-or-admins/desk`;
  assert.equal((await call(`${url}/`)).status, 200);
  assert.equal((await call(desk, await provider.mint('editor'))).status, 200);
  assert.equal(origin.last().headers['x-edgeward-user'], 'user-editor');
  const before = origin.requests.length;
  const nobody = await call(desk);
  assert.equal(nobody.status, 401);
  assert.match(nobody.headers.get('www-authenticate'), /^Bearer/);
  assert.equal((await call(desk, await provider.mint('member'))).status, 403);
  assert.equal(origin.requests.length, before);
});

test('a person signs in by the secrets of `.dev.vars`', async () => {
  const page = await new Agent().signIn(url, '/editors-or-admins/desk', 'editor');
  assert.equal(page.status, 200, page.text);
  assert.match(page.text, /user-editor/);
});

test('`wrangler deploy` bundles it', async () => {
  const { stdout } = await project.run('wrangler', ['deploy', '--dry-run', '--outdir', 'dist']);
  assert.match(stdout, /Total Upload/);
  const files = await readdir(project.path('dist'));
  assert.ok(files.includes('index.js'), files.join());
  assert.ok(
    files.some((name) => name.endsWith('.wasm')),
    files.join(),
  );
});

// What a user fills in: the addresses in wrangler.toml, the secrets beside it.
async function configure() {
  const values = {
    AUTHORITY: provider.issuer,
    AUDIENCE: provider.audience,
    PUBLIC_URL: url,
    ORIGIN: origin.url,
  };
  let text = await project.read('wrangler.toml');
  for (const [name, value] of Object.entries(values)) {
    text = text.replace(new RegExp(`^${name} = .*$`, 'm'), `${name} = "${value}"`);
  }
  // Provider and origin of this test speak plain http, on loopback.
  await project.write('wrangler.toml', text.replace('[vars]', '[vars]\nDANGER_ALLOW_HTTP = true'));
  const secrets = {
    CLIENT_SECRET: provider.clientSecret,
    COOKIE_KEY: randomBytes(32).toString('base64url'),
  };
  const lines = Object.entries(secrets).map(([name, value]) => `${name}="${value}"\n`);
  await project.write('.dev.vars', lines.join(''));
}
