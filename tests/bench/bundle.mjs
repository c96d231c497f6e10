// A door with everything that it imports, as one module: for runtimes that have no `node_modules`.
import { join } from 'node:path';

import { build } from 'esbuild';

import { ROOT } from '../support/root.mjs';
import { PACKAGE } from './size/artefacts.mjs';

/**
 * @param {string} file Relative to the repository.
 * @param {object} options
 * @param {'browser' | 'workerd'} options.door edgeward's.
 * @param {string[]} [options.conditions] Of the other packages' manifests.
 * @returns {Promise<string>} `*.wasm` and `*.txt` stay imports, by the last part of their names.
 */
export async function bundleDoor(file, { door, conditions = [] }) {
  const { outputFiles } = await build({
    entryPoints: [join(ROOT, file)],
    bundle: true,
    format: 'esm',
    platform: 'browser',
    conditions,
    target: 'es2022',
    minify: true,
    write: false,
    alias: { edgeward: join(PACKAGE, `js/doors/${door}.js`) },
    plugins: [besides],
    external: ['cloudflare:*', 'node:*'],
    loader: { '.wasm': 'empty' },
    logLevel: 'error',
  });
  return outputFiles[0].text;
}

const besides = {
  name: 'files beside the bundle',
  setup({ onResolve }) {
    onResolve({ filter: /\.(?:wasm\?module|txt)$/ }, ({ path }) => ({
      path: path.split('/').at(-1).replace('?module', ''),
      external: true,
    }));
  },
};
