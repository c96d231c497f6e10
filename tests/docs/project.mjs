// A reader's folder: the package is installed, and commands are at hand that leave this machine alone.
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { pack } from '../packaging/package.mjs';
import { startRegistry } from '../packaging/registry.mjs';
import { run, TOOLS } from '../packaging/run.mjs';

/**
 * `npx` as a reader has it, apart from what needs an account: a secret, which comes from a pipe or is
 * `TYPED`, goes where `wrangler dev` finds it, and a deployment stops before the upload.
 */
const npx = (real) => `#!/bin/sh
set -e
case "$1 $2 $3" in
  "--yes edgeward "*)
    exec ${real} "$@" ;;
  "edgeward "*)
    shift
    exec "${TOOLS.node}" node_modules/edgeward/js/cli/main.js "$@" ;;
  "wrangler secret put")
    value=$(cat)
    printf "%s='%s'\\n" "$4" "\${value:-$TYPED}" >> .dev.vars ;;
  "wrangler deploy "*)
    exec "${TOOLS.wrangler}" deploy --dry-run --outdir dist ;;
  *)
    echo "npx $*: no page names that" >&2
    exit 1 ;;
esac
`;

/**
 * Makes the folder below `target/`.
 *
 * @param {string} name
 * @param {{ install?: boolean, others?: string[] }} [options] Without the package where the reader
 *   installs it. `others` are further packages that can be installed.
 */
export async function createReader(name, { install = true, others = [] } = {}) {
  const packed = await pack(name);
  const folder = join(packed.folder, 'project');
  const bin = join(packed.folder, 'bin');
  await mkdir(folder);
  await mkdir(bin);
  const { stdout: real } = await run(folder, 'sh', ['-c', 'command -v npx']);
  await writeFile(join(bin, 'npx'), npx(real.trim()));
  await chmod(join(bin, 'npx'), 0o755);
  const registry = await startRegistry(packed, others);
  const env = {
    PATH: `${bin}:${process.env.PATH}`,
    npm_config_registry: registry.url,
    npm_config_cache: join(packed.folder, 'cache'),
  };
  const shell = (code, more = {}, cwd = folder) =>
    run(cwd, 'sh', ['-ec', code], { env: { ...env, ...more } });
  // Without a manifest npm goes up until it finds one, which would be the workspace's own.
  const manifest = { private: true, ...(install && { type: 'module' }) };
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
  if (install) {
    await shell('npm install edgeward --no-audit --no-fund');
  }
  return {
    folder,
    path: (file) => join(folder, file),
    write: (file, text) => writeFile(join(folder, file), text),
    shell,
    registry: registry.url,
    close: registry.close,
  };
}
