// What the bytes of a module are.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { ROOT } from '../../support/root.mjs';
import { byCrate, crateOf, readable } from './crates.mjs';
import { readModule } from './wasm.mjs';

/** Where the modules with their names are, and the same as they ship. */
const MODULES = {
  'edgeward.wasm': ['target/names/edgeward.wasm', 'target/npm/edgeward/wasm/edgeward.wasm'],
  Worker: ['target/names/worker.wasm', 'build/index_bg.wasm'],
};

/**
 * @param {'edgeward.wasm' | 'Worker'} module
 * @returns {Promise<{ sections: Record<string, number>, crates: ReturnType<typeof byCrate>,
 *   functions: { name: string, crate: string, bytes: number }[] }>} The largest first. The sections are
 *   those of what ships.
 */
export async function content(module) {
  const [named, shipped] = await Promise.all(
    MODULES[module].map(async (file) => readModule(await readFile(join(ROOT, file)))),
  );
  if (!sameCode(named, shipped)) {
    throw new Error(`${module} and the same with names are of two builds: run \`cargo xtask npm\``);
  }
  const functions = named.functions
    .map(({ name, bytes }) => ({ name: readable(name), bytes }))
    .map(({ name, bytes }) => ({ name, crate: crateOf(name), bytes }))
    .sort((a, b) => b.bytes - a.bytes);
  return { sections: shipped.sections, crates: byCrate(functions), functions };
}

function sameCode(named, shipped) {
  return (
    named.functions.length === shipped.functions.length &&
    named.functions.every(({ bytes }, index) => bytes === shipped.functions[index].bytes)
  );
}
