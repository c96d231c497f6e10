// As the builders of edge functions do it: `?module` is a WebAssembly module beside the bundle.
import { copyFile, mkdir } from 'node:fs/promises';
import { basename, join } from 'node:path';

import { build } from 'esbuild';

const outdir = 'dist';

const wasmModules = {
  name: 'wasm-modules',
  setup({ onResolve }) {
    onResolve({ filter: /\.wasm\?module$/ }, async ({ path, resolveDir }) => {
      const file = path.replace(/\?module$/, '');
      const name = basename(file);
      await copyFile(join(resolveDir, file), join(outdir, name));
      return { path: `./${name}`, external: true };
    });
  },
};

await mkdir(outdir);
await build({
  entryPoints: ['main.js'],
  bundle: true,
  format: 'esm',
  conditions: ['edge-light'],
  outdir,
  plugins: [wasmModules],
});
