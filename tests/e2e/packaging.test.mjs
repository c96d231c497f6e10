// The tarball in projects of its users: installed, built and run for real, each with the verdict about
// a token of a real provider.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { startWranglerDev } from '../demo/wrangler-dev.mjs';
import { pack } from '../packaging/package.mjs';
import { open, serve } from '../packaging/pages.mjs';
import { createProject } from '../packaging/project.mjs';
import { start } from '../packaging/run.mjs';
import { startBrowser } from '../support/browser.mjs';
import { startProvider } from '../support/provider.mjs';
import { freePort } from '../support/server.mjs';

/** What `projects/verdict.mjs` must say. */
const VERDICT = {
  userId: 'user-admin',
  roles: ['admin'],
  again: 'user-admin',
  refusal: 'InvalidTokenError: token_expired',
};

const running = [];
let asked;
let browser;
let packed;

before(async () => {
  const provider = await startProvider();
  running.unshift(provider);
  asked = {
    authority: provider.issuer,
    audience: provider.audience,
    good: await provider.mint('admin'),
    expired: await provider.mint('admin', { ttl: -600 }),
  };
  packed = await pack('packaging');
  browser = await startBrowser();
  running.unshift(browser);
});

after(async () => {
  for (const part of running) await part.close();
});

describe('programs', () => {
  test('Node', async () => {
    const project = await createProject(packed, 'node');
    assert.deepEqual(await say(project, 'node', ['main.mjs']), VERDICT);
  });
});

describe('pages', () => {
  test('a plain script, the files as they are', async () => {
    const project = await createProject(packed, 'plain-script');
    const { verdict, files } = await look(project.folder);
    assert.deepEqual(verdict, VERDICT);
    assert.deepEqual(modules(files), ['edgeward.wasm', 'verifier.wasm']);
  });

  test('Vite, built', async () => {
    const project = await createProject(packed, 'vite');
    await project.run('npm', ['run', 'build']);
    const { verdict, files } = await look(project.path('dist'));
    assert.deepEqual(verdict, VERDICT);
    assert.deepEqual(modules(files), ['edgeward.wasm', 'verifier.wasm']);
  });

  test('Vite, its development server', async () => {
    const project = await createProject(packed, 'vite');
    const port = await freePort();
    const url = `http://localhost:${port}/`;
    const options = ['--host', 'localhost', '--port', String(port), '--strictPort'];
    const server = await start(project.folder, 'vite', options, url);
    try {
      const { verdict, files } = await open(browser, url, asked);
      assert.deepEqual(verdict, VERDICT);
      assert.deepEqual(modules(files), ['edgeward.wasm', 'verifier.wasm']);
    } finally {
      await server.close();
    }
  });
});

describe('Workers', () => {
  test('`wrangler dev`', async () => {
    const project = await createProject(packed, 'wrangler');
    const port = await freePort();
    const paths = { config: project.path('wrangler.toml') };
    const server = await startWranglerDev({ port, paths });
    try {
      const body = JSON.stringify(asked);
      const answer = await fetch(`http://localhost:${port}/`, { method: 'POST', body });
      assert.deepEqual(JSON.parse(await answer.text()), VERDICT);
    } finally {
      await server.close();
    }
  });
});

/** What a program prints about the token. */
async function say(project, tool, options) {
  const { stdout } = await project.run(tool, [...options, JSON.stringify(asked)]);
  return JSON.parse(stdout);
}

/** What a page in a folder says about the token, and what it loads. */
async function look(folder, options) {
  const server = await serve(folder, options);
  try {
    return await open(browser, server.url, asked);
  } finally {
    await server.close();
  }
}

/** The names of the WebAssembly modules that arrived as such, without a bundler's hash. */
function modules(files) {
  return files
    .filter(({ status, type }) => status === 200 && type.startsWith('application/wasm'))
    .map(({ path }) => path.replace(/^.*\//, '').replace(/[-.][\w-]{8,}(?=\.wasm$)/, ''))
    .sort();
}
