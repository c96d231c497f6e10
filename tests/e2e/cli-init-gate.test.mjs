// From an empty folder to a gate that runs, by the commands that `edgeward init` names.
import assert from 'node:assert/strict';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { startWranglerDev } from '../demo/wrangler-dev.mjs';
import { pack } from '../packaging/package.mjs';
import { startRegistry } from '../packaging/registry.mjs';
import { run } from '../packaging/run.mjs';
import { Agent } from '../support/agent.mjs';
import { startOrigin } from '../support/origin.mjs';
import { startProvider } from '../support/provider.mjs';
import { freePort } from '../support/server.mjs';
import { call } from '../support/stack.mjs';

const started = [];
const keep = (part) => (started.unshift(part), part);
let folder, provider, origin, url, said, shell;

before(async () => {
  const port = await freePort();
  url = `http://localhost:${port}`;
  provider = keep(await startProvider({ redirectUris: [`${url}/auth/callback`] }));
  origin = keep(await startOrigin());
  const packed = await pack('cli-init');
  const registry = keep(await startRegistry(packed, ['wrangler']));
  folder = join(packed.folder, 'my-gate');
  await mkdir(folder);
  const env = { npm_config_registry: registry.url, npm_config_cache: join(packed.folder, 'cache') };
  shell = async (line, more) =>
    (await run(folder, 'sh', ['-c', line], { env: { ...env, ...more } })).stdout;

  const routes = `--route '/=public' --route '/editors-or-admins/**=admin,editor'`;
  said = await shell(
    `npx --yes edgeward init --authority ${provider.issuer} --client-id gate
     --audience ${provider.audience} --public-url https://app.example.com --origin ${origin.url}
     --danger-allow-http ${routes}`.replace(/\n */g, ' '),
  );
  await shell(step('npm install'));
  await shell(step('node -p'));
  await shell(step('echo').replace('…', '$SECRET'), {
    SECRET: `'${provider.clientSecret}'`,
  });
  // The port that is free here.
  await shell(step('echo "PUBLIC_URL').replace('http://localhost:8787', url));
  assert.ok(step('npx wrangler dev'));
  const gate = await startWranglerDev({
    port,
    paths: { config: join(folder, 'wrangler.toml') },
    onStart: keep,
  });
  await gate.answers(url);
});

after(async () => {
  for (const part of started) await part.close();
});

test('the folder has what a gate needs, and no code of its own', async () => {
  const files = (await readdir(folder)).filter((name) => name !== '.wrangler');
  assert.deepEqual(files.sort(), [
    '.dev.vars',
    '.gitignore',
    'node_modules',
    'package-lock.json',
    'package.json',
    'wrangler.toml',
  ]);
});

test('the secrets that were made hold', async () => {
  const out = await shell('npx edgeward check --secrets .dev.vars');
  assert.match(out, /nothing is wrong/);
});

test('the gate says 200, 401 and 403 as the routes say', async () => {
  const desk = `${url}/editors-or-admins/desk`;
  assert.equal((await call(`${url}/`)).status, 200);
  assert.equal((await call(desk, await provider.mint('editor'))).status, 200);
  assert.equal(origin.last().headers['x-edgeward-user'], 'user-editor');
  const before = origin.requests.length;
  assert.equal((await call(desk)).status, 401);
  assert.equal((await call(desk, await provider.mint('member'))).status, 403);
  assert.equal(origin.requests.length, before);
});

test('a person signs in', async () => {
  const page = await new Agent().signIn(url, '/editors-or-admins/desk', 'editor');
  assert.equal(page.status, 200, page.text);
  assert.match(page.text, /user-editor/);
});

test('it can be deployed', async () => {
  const out = await shell(`${step('npx wrangler deploy')} --dry-run`);
  assert.match(out, /Total Upload/);
});

/** The line of what was said that begins so. */
function step(beginning) {
  const line = said.split('\n').find((one) => one.startsWith(`  ${beginning}`));
  assert.ok(line, `${beginning}\n${said}`);
  return line.trim();
}
