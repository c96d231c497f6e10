// The package's door in each runtime: how the body of tests is put to it.
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';

import { build } from 'esbuild';

import { askPage, askWorker, runFile } from '../contract/runtimes.mjs';
import { ROOT } from '../support/root.mjs';
import { readWorkerConfig } from '../support/wrangler.mjs';
import { serveFolder } from './pages.mjs';

/**
 * Each by its name: a function that puts a suite to the package, as it is installed in a folder.
 *
 * @type {Record<string, (folder: string, context: object) => Promise<object>>}
 */
export const RUNTIMES = {
  Node: (folder, context) => inProcess('Node', ['--expose-gc'], folder, context),
  'Node by edgeward/inline': (folder, context) =>
    inProcess('Node', ['--expose-gc'], folder, context, 'inline.mjs'),
  Deno: (folder, context) =>
    inProcess('Deno', ['--allow-read', '--allow-net', '--v8-flags=--expose-gc'], folder, context),
  Bun: (folder, context) => inProcess('Bun', [], folder, context),
  workerd: inWorkerd,
  Chromium: (folder, context) => inChromium('localhost', folder, context),
  // Plain http to a host of another name is no secure context: there is no `crypto.subtle`.
  'Chromium over plain http': (folder, context) => inChromium('insecure.test', folder, context),
};

async function inProcess(runtime, options, folder, context, door = 'process.mjs') {
  const file = join(folder, `${runtime}-${door}.json`);
  await writeFile(file, JSON.stringify(context));
  const verdicts = await runFile(runtime, options, join(folder, 'npm/doors', door), [file]);
  return { verdicts, requests: [] };
}

async function inWorkerd(folder, context) {
  const { compatibilityDate } = readWorkerConfig(ROOT);
  const modules = await bundled(join(folder, 'npm/doors/worker.mjs'));
  const options = { compatibilityDate, modulesRoot: '.', modules };
  return { verdicts: await askWorker(options, context), requests: [] };
}

/** As wrangler bundles: its conditions, and a module of its own for each `*.wasm?module`. */
async function bundled(main) {
  const modules = [];
  const compiled = {
    name: 'compiled-wasm',
    setup: (plugins) =>
      plugins.onResolve({ filter: /\.wasm(\?module)?$/ }, async ({ path, resolveDir }) => {
        const file = join(resolveDir, path.replace(/\?.*$/, ''));
        const name = `./${file.split('/').at(-1)}`;
        modules.push({ type: 'CompiledWasm', path: name, contents: await readFile(file) });
        return { path: name, external: true };
      }),
  };
  const { outputFiles } = await build({
    entryPoints: [main],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    conditions: ['workerd', 'worker', 'browser'],
    plugins: [compiled],
  });
  return [{ type: 'ESModule', path: 'main.mjs', contents: outputFiles[0].text }, ...modules];
}

async function inChromium(host, folder, context) {
  const { exports } = createRequire(join(folder, 'x'))('edgeward/package.json');
  const imports = { edgeward: join('/node_modules/edgeward', exports['.'].browser) };
  const server = await serveFolder(folder, { imports });
  try {
    const flags = [
      `--host-resolver-rules=MAP ${host} 127.0.0.1`,
      '--js-flags=--expose-gc',
      '--enable-precise-memory-info',
    ];
    const verdicts = await askPage(`http://${host}:${server.port}/`, context, flags);
    return { verdicts, requests: server.requests };
  } finally {
    await server.close();
  }
}
