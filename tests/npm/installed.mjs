// A folder with the package in `node_modules` and the body of tests beside it.
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { ROOT } from '../support/root.mjs';

/** @returns {Promise<{ folder: string, remove: () => Promise<void> }>} */
export async function install() {
  const folder = await mkdtemp(join(tmpdir(), 'edgeward-npm-'));
  const copy = (from, to) => cp(join(ROOT, from), join(folder, to), { recursive: true });
  await copy('target/npm/edgeward', 'node_modules/edgeward');
  await copy('tests/npm/body', 'npm/body');
  await copy('tests/npm/doors', 'npm/doors');
  const manifest = { type: 'module', dependencies: { edgeward: '*' } };
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
  return { folder, remove: () => rm(folder, { recursive: true }) };
}
