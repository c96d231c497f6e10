// The tarball in projects of its users: installed, built and run for real, each with the verdict about
// tokens of a real provider.
import assert from 'node:assert/strict';
import { copyFile, mkdir, readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';

import { startWranglerDev } from '../demo/wrangler-dev.mjs';
import { pack } from '../packaging/package.mjs';
import { open, serve } from '../packaging/pages.mjs';
import { createProject } from '../packaging/project.mjs';
import { startRegistry } from '../packaging/registry.mjs';
import { start } from '../packaging/run.mjs';
import { startBrowser } from '../support/browser.mjs';
import { startProvider } from '../support/provider.mjs';
import { freePort } from '../support/server.mjs';
import { startWorkerd } from '../support/workerd.mjs';

/** What `projects/verdict.mjs` must say. */
const VERDICT = {
  userId: 'user-admin',
  roles: ['admin'],
  again: 'user-admin',
  refusal: 'InvalidTokenError: token_expired',
};

/** How a page gets the two modules: as files, in scripts that load for that, or in its one script. */
const AS_MODULES = { modules: 2, texts: 0 };
const AS_TEXTS = { modules: 0, texts: 2 };
const IN_THE_SCRIPT = { modules: 0, texts: 1 };

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

describe('a program', () => {
  test('in Node', async () => {
    const project = await createProject(packed, 'node');
    assert.deepEqual(await say(project, 'node', ['main.mjs']), VERDICT);
  });

  test('in Node, by `require`', async () => {
    const project = await createProject(packed, 'require');
    if (process.features.require_module) {
      assert.deepEqual(await say(project, 'node', ['main.cjs']), VERDICT);
    } else {
      // Node before 20.19 and 22.12: the package has no second form for them.
      const { stderr } = await project.run('node', ['main.cjs', '{}'], { fails: true });
      assert.match(stderr, /ERR_REQUIRE_ESM/);
    }
  });

  test('in Node, bundled into one CommonJS file that stands alone', async () => {
    const project = await createProject(packed, 'esbuild-node');
    await project.run('npm', ['run', 'build']);
    const alone = await createProject(packed, 'require', { installed: false });
    await copyFile(project.path('dist/main.cjs'), alone.path('main.cjs'));
    assert.deepEqual(await say(alone, 'node', ['main.cjs']), VERDICT);
  });

  test('in TypeScript, resolved as Node and as bundlers do', async () => {
    const project = await createProject(packed, 'typescript');
    await project.run('tsc', ['--project', 'tsconfig.json']);
    assert.deepEqual(await say(project, 'node', ['dist/main.js']), VERDICT);
    await project.run('tsc', ['--project', 'tsconfig.bundler.json']);
    assert.deepEqual(await say(project, 'node', ['dist-bundler/main.js']), VERDICT);
    await project.run('tsc', ['--project', 'tsconfig.browser.json']);
  });

  test('in Bun', async () => {
    const project = await createProject(packed, 'bun');
    assert.deepEqual(await say(project, 'bun', ['run', 'main.mjs']), VERDICT);
  });

  test('in Deno, with `node_modules`, allowed to ask the provider and nothing else', async () => {
    const project = await createProject(packed, 'deno');
    assert.deepEqual(await say(project, 'deno', denoRun, deno()), VERDICT);
  });

  test('in Deno, as `npm:edgeward`, allowed to ask the provider and nothing else', async () => {
    const project = await createProject(packed, 'deno-npm', { installed: false });
    const registry = await startRegistry(packed);
    try {
      const how = deno({ NPM_CONFIG_REGISTRY: registry.url });
      assert.deepEqual(await say(project, 'deno', denoRun, how), VERDICT);
      assert.ok(!(await readdir(project.folder)).includes('node_modules'));
    } finally {
      await registry.close();
    }
  });
});

test('an application of Hono', async () => {
  const project = await createProject(packed, 'hono');
  const [me, admin, bills, refused] = await say(project, 'node', ['main.mjs']);
  assert.deepEqual([me, admin], ['200 user-admin', '200 may']);
  assert.match(bills, /^403 Bearer error="insufficient_scope"/);
  assert.match(refused, /^401 Bearer error="invalid_token"/);
});

describe('a page', () => {
  test('with a plain script and the files as they are', async () => {
    const project = await createProject(packed, 'plain-script');
    await assertLook(project.folder, AS_MODULES);
    const types = { '.wasm': 'application/octet-stream' };
    await assertLook(project.folder, AS_MODULES, { types });
  });

  test('built by Vite', async () => {
    const dist = (await built('vite')).path('dist');
    await assertLook(dist, AS_MODULES);
    // A page with a policy has to allow WebAssembly in it.
    const policy = (scripts) => ({
      'content-security-policy': `default-src 'none'; connect-src *; script-src ${scripts}`,
    });
    await assertLook(dist, AS_MODULES, { headers: policy("'self' 'wasm-unsafe-eval'") });
    await assert.rejects(
      assertLook(dist, AS_MODULES, { headers: policy("'self'") }),
      /CompileError/,
    );
  });

  test("of Vite's development server", async () => {
    const project = await createProject(packed, 'vite');
    const port = await freePort();
    const url = `http://localhost:${port}/`;
    const options = ['--host', 'localhost', '--port', String(port), '--strictPort'];
    const server = await start(project.folder, 'vite', options, url);
    try {
      await assertOpen(url, AS_MODULES);
      assert.ok((await readdir(project.path('node_modules/.vite/deps'))).includes('edgeward.js'));
    } finally {
      await server.close();
    }
  });

  test('built by webpack', async () => {
    await assertLook((await built('webpack')).path('dist'), AS_MODULES);
  });

  test('with a web worker of its own, built by webpack', async () => {
    await assertLook((await built('webpack-worker')).path('dist'), AS_MODULES);
  });

  test('with a web worker, built by webpack as a target', async () => {
    await assertLook((await built('webpack-webworker')).path('dist'), AS_MODULES);
  });

  test('built by esbuild, which leaves the modules behind', async () => {
    const project = await built('esbuild');
    await assertLook(project.path('dist'), AS_TEXTS);
    // A host that answers everything answers the request for a module with its page.
    await assertLook(project.path('dist'), AS_TEXTS, { fallback: 'index.html' });
    await putModulesBeside(project);
    await assertLook(project.path('dist'), AS_MODULES);
  });

  test('built by esbuild into one classic script', async () => {
    const project = await built('esbuild-classic');
    await assertLook(project.path('dist'), IN_THE_SCRIPT);
  });

  test('built by Rollup, which leaves the modules behind', async () => {
    const project = await built('rollup');
    await assertLook(project.path('dist'), AS_TEXTS);
    await putModulesBeside(project);
    await assertLook(project.path('dist'), AS_MODULES);
  });
});

describe('a Worker', () => {
  test('of `wrangler dev`', async () => {
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

  test('of `wrangler deploy`', async () => {
    const project = await createProject(packed, 'wrangler');
    await project.run('wrangler', ['deploy', '--dry-run', '--outdir', 'dist']);
    assert.deepEqual(await answerOf(project, 'worker.js'), VERDICT);
  });

  test('built for an edge that has `edge-light`', async () => {
    assert.deepEqual(await answerOf(await built('edge-light'), 'main.js'), VERDICT);
  });
});

const denoRun = ['run', '--no-prompt', '--allow-net=127.0.0.1', 'main.mjs'];

function deno(env = {}) {
  return { env: { DENO_DIR: join(packed.folder, 'deno-cache'), ...env } };
}

/** What a program prints about the tokens. */
async function say(project, tool, options, how) {
  const { stdout } = await project.run(tool, [...options, JSON.stringify(asked)], how);
  return JSON.parse(stdout);
}

/** A project, built by the command that its users type. */
async function built(name) {
  const project = await createProject(packed, name);
  await project.run('npm', ['run', 'build']);
  return project;
}

/** What README.md says to do where a bundler leaves the modules behind. */
async function putModulesBeside(project) {
  await mkdir(project.path('dist/wasm'));
  for (const name of ['edgeward.wasm', 'verifier.wasm']) {
    const file = project.path(`node_modules/edgeward/wasm/${name}`);
    await copyFile(file, project.path(`dist/wasm/${name}`));
  }
}

/** Serves a folder, and looks at its page. */
async function assertLook(folder, loaded, options) {
  const server = await serve(folder, options);
  try {
    await assertOpen(server.url, loaded);
  } finally {
    await server.close();
  }
}

async function assertOpen(url, loaded) {
  assert.deepEqual(await open(browser, url, asked), { verdict: VERDICT, loaded });
}

/** Asks a built Worker in workerd. */
async function answerOf(project, main) {
  const folder = project.path('dist');
  const module = async (name) => ({
    type: name.endsWith('.js') ? 'ESModule' : 'CompiledWasm',
    path: name,
    contents: await readFile(join(folder, name), name.endsWith('.js') ? 'utf8' : undefined),
  });
  const others = (await readdir(folder)).filter((name) => /\.wasm(\?module)?$/.test(name));
  const worker = await startWorkerd({
    compatibilityDate: '2026-04-01',
    modules: await Promise.all([main, ...others].map(module)),
  });
  try {
    const answer = await worker.dispatchFetch('http://worker/', {
      method: 'POST',
      body: JSON.stringify(asked),
    });
    return JSON.parse(await answer.text());
  } finally {
    await worker.dispose();
  }
}
