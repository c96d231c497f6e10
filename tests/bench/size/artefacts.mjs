// What is shipped, file by file.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { ROOT } from '../../support/root.mjs';
import { compressed, together } from './compressed.mjs';

/** Where `cargo xtask npm` writes the package. */
export const PACKAGE = join(ROOT, 'target/npm/edgeward');

const FILES = {
  'edgeward.wasm': ['target/npm/edgeward/wasm/edgeward.wasm'],
  'edgeward.wasm glue': ['target/npm/edgeward/js/glue.js'],
  'edgeward-fast.wasm': ['target/npm/edgeward/wasm/edgeward-fast.wasm'],
  'verifier.wasm': ['target/npm/edgeward/wasm/verifier.wasm'],
  'verifier.wasm glue': ['target/npm/edgeward/wasm/verifier.js'],
  'gate.wasm': ['target/npm/edgeward/wasm/gate.wasm'],
  'gate.wasm glue': ['target/npm/edgeward/wasm/gate.js'],
  Worker: ['build/index.js', 'build/index_bg.wasm'],
};

/** @returns {Promise<{ name: string, bytes: import('./compressed.mjs').Bytes }[]>} */
export async function artefacts() {
  return Promise.all(
    Object.entries(FILES).map(async ([name, files]) => {
      const contents = await Promise.all(files.map((file) => readFile(join(ROOT, file))));
      return { name, bytes: together(contents.map(compressed)) };
    }),
  );
}
