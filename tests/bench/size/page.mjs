// Everything that a page loads, of edgeward and of the libraries that do the same or part of it: all
// are bundled and minified by esbuild in the same way.
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';

import { build } from 'esbuild';

import { ROOT } from '../../support/root.mjs';
import { PACKAGE } from './artefacts.mjs';
import { compressed, together } from './compressed.mjs';

/** The pages' modules. Signing in and validating, as edgeward does, takes two of the others. */
const PAGES = {
  edgeward: "import { Client } from 'edgeward'; globalThis.used = Client;",
  'edgeward/browser':
    "import { BrowserSession } from 'edgeward/browser'; globalThis.used = BrowserSession;",
  jose: "import { createRemoteJWKSet, jwtVerify } from 'jose'; globalThis.used = [createRemoteJWKSet, jwtVerify];",
  'oidc-client-ts': "import { UserManager } from 'oidc-client-ts'; globalThis.used = UserManager;",
  'openid-client': "import * as client from 'openid-client'; globalThis.used = client;",
};

/**
 * Each page by its name.
 *
 * @returns {Promise<{ name: string, files: { name: string, bytes: import('./compressed.mjs').Bytes }[],
 *   bytes: import('./compressed.mjs').Bytes }[]>}
 */
export async function pages() {
  return Promise.all(
    Object.entries(PAGES).map(async ([name, module]) => {
      const files = (await bundle(module)).map(([file, content]) => ({
        name: file,
        bytes: compressed(content),
      }));
      return { name, files, bytes: together(files.map(({ bytes }) => bytes)) };
    }),
  );
}

/**
 * Bundles a page's module for browsers.
 *
 * @param {string} module Its text; `edgeward` in it is the built package, the rest is installed.
 * @returns {Promise<[string, Uint8Array][]>} The files that the page loads, the first one first: a part
 *   that nothing but a later `import()` asks for is none of them.
 */
export async function bundle(module) {
  const { outputFiles, metafile } = await build({
    stdin: { contents: module, sourcefile: 'page.js', resolveDir: folderOf(module) },
    bundle: true,
    minify: true,
    splitting: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    outdir: join(ROOT, 'target/bench/page'),
    absWorkingDir: ROOT,
    metafile: true,
    write: false,
    legalComments: 'none',
  });
  const contents = new Map(outputFiles.map(({ path, contents }) => [basename(path), contents]));
  const outputs = Object.entries(metafile.outputs);
  const entry = outputs.find(
    ([, { entryPoint }]) => entryPoint !== undefined && /stdin|page\.js/.test(entryPoint),
  );
  const loaded = withImports(entry[0], metafile.outputs).map((path) => basename(path));
  return [
    ...loaded.map((name) => [name, contents.get(name)]),
    ...(isOurs(module) ? [await core()] : []),
  ];
}

/** A package may import itself by its name from within. */
function folderOf(module) {
  return isOurs(module) ? PACKAGE : ROOT;
}

function isOurs(module) {
  return /from 'edgeward['/]/.test(module);
}

/** The one file that the browser's door fetches at once. */
async function core() {
  return ['edgeward.wasm', await readFile(join(PACKAGE, 'wasm/edgeward.wasm'))];
}

function withImports(path, outputs, seen = new Set()) {
  if (seen.has(path)) return [];
  seen.add(path);
  const imports = outputs[path].imports.filter(({ kind }) => kind === 'import-statement');
  return [path, ...imports.flatMap((one) => withImports(one.path, outputs, seen))];
}
