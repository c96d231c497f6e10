// A consumer's project: an empty folder, a few files, and the package from its tarball.
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { ROOT } from '../support/root.mjs';
import { run } from './run.mjs';

const PROJECTS = join(ROOT, 'tests/packaging/projects');

/** What every project asks of the package. */
const SHARED = 'verdict.mjs';

/**
 * Makes a project of `projects/<name>` and installs the package into it, without a network. Tools are
 * found in the workspace's `node_modules`, further up.
 *
 * @param {{ folder: string, tarball: string }} packed
 * @param {string} name
 * @param {{ installed?: boolean }} [options] False for one that fetches the package itself.
 */
export async function createProject(packed, name, { installed = true } = {}) {
  const folder = join(packed.folder, name);
  await cp(join(PROJECTS, name), folder, { recursive: true });
  await cp(join(PROJECTS, SHARED), join(folder, SHARED));
  if (installed) await install(packed, folder);
  return {
    folder,
    path: (file) => join(folder, file),
    read: (file) => readFile(join(folder, file), 'utf8'),
    write: (file, text) => writeFile(join(folder, file), text),
    run: (tool, options, how) => run(folder, tool, options, how),
  };
}

/** @param {{ folder: string, tarball: string }} packed */
export async function install(packed, folder) {
  const quiet = ['--offline', '--ignore-scripts', '--no-audit', '--no-fund'];
  await run(folder, 'npm', ['install', ...quiet, packed.tarball], {
    env: { npm_config_cache: join(packed.folder, 'npm-cache') },
  });
}
