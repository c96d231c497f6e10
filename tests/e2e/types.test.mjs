// The types of the package as its users compile them: what must compile does, and no line that says
// `@ts-expect-error` does.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { copyFile, mkdir, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { promisify } from 'node:util';

import { ROOT } from '../support/root.mjs';

const SOURCES = join(ROOT, 'tests/types');
const PROJECT = join(ROOT, 'target/types');
const LINKS = ['hono', '@types', '@cloudflare'];

const MODULES = {
  nodenext: { module: 'nodenext' },
  bundler: { module: 'esnext', moduleResolution: 'bundler' },
};

const ENVIRONMENTS = {
  'with the types of a browser': { lib: ['es2022', 'dom', 'dom.iterable'], types: [] },
  'with the types of Node': { lib: ['es2022'], types: ['node'] },
  'with the types of workerd': { lib: ['es2022'], types: ['@cloudflare/workers-types'] },
};

before(async () => {
  await rm(PROJECT, { recursive: true, force: true });
  await mkdir(join(PROJECT, 'node_modules'), { recursive: true });
  for (const name of LINKS) {
    await symlink(join(ROOT, 'node_modules', name), join(PROJECT, 'node_modules', name));
  }
  await symlink(join(ROOT, 'target/npm/edgeward'), join(PROJECT, 'node_modules/edgeward'));
  await writeFile(join(PROJECT, 'package.json'), '{ "private": true, "type": "module" }');
  for (const file of await readdir(SOURCES)) {
    await copyFile(join(SOURCES, file), join(PROJECT, file));
  }
});

for (const [modules, resolution] of Object.entries(MODULES)) {
  for (const [environment, types] of Object.entries(ENVIRONMENTS)) {
    test(`they hold ${environment}, ${modules}`, async () => {
      const compilerOptions = {
        ...resolution,
        ...types,
        target: 'es2022',
        strict: true,
        exactOptionalPropertyTypes: true,
        noUncheckedIndexedAccess: true,
        noPropertyAccessFromIndexSignature: true,
        verbatimModuleSyntax: true,
        noEmit: true,
      };
      const project = `tsconfig.${modules}.${types.types[0]?.split('/').at(-1) ?? 'dom'}.json`;
      const text = JSON.stringify({ compilerOptions, include: ['*.ts'] });
      await writeFile(join(PROJECT, project), text);
      assert.equal(await compile(project), '');
    });
  }
}

async function compile(project) {
  const tsc = join(ROOT, 'node_modules/.bin/tsc');
  try {
    await promisify(execFile)(tsc, ['--project', project], { cwd: PROJECT });
    return '';
  } catch ({ stdout, stderr }) {
    return stdout + stderr;
  }
}
