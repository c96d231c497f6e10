// The package as a registry would have it: `npm pack` of what `cargo xtask npm` wrote.
import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { ROOT } from '../support/root.mjs';
import { run } from './run.mjs';

/** Where `cargo xtask npm` writes the package. */
export const PACKAGE = join(ROOT, 'target/npm/edgeward');

/**
 * Packs the package into a folder under `target/` that is empty then.
 *
 * @param {string} name
 * @returns {Promise<{ folder: string, tarball: string, files: string[], said: string }>} `said` is what
 *   npm had to warn of.
 */
export async function pack(name) {
  if (!existsSync(join(PACKAGE, 'package.json'))) {
    throw new Error(`there is no package in \`${PACKAGE}\`: run \`cargo xtask npm\``);
  }
  const folder = join(ROOT, 'target', name);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const { stdout, stderr } = await run(PACKAGE, 'npm', [
    'pack',
    '--json',
    '--pack-destination',
    folder,
  ]);
  const [{ filename, files }] = JSON.parse(stdout);
  return {
    folder,
    tarball: join(folder, filename),
    files: files.map(({ path }) => path).sort(),
    said: stderr,
  };
}
