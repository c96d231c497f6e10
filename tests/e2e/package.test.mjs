// What is in the tarball, what its manifest says of it, and what tools for package authors think.
import assert from 'node:assert/strict';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';

import { build } from 'esbuild';

import { pack, PACKAGE } from '../packaging/package.mjs';
import { createProject, install } from '../packaging/project.mjs';
import { run } from '../packaging/run.mjs';
import { ROOT } from '../support/root.mjs';

/** What Node cannot import, and what it says: the Worker imports WebAssembly as workerd gives it. */
const NOT_FOR_NODE = { 'edgeward/worker': /ERR_UNKNOWN_FILE_EXTENSION/ };

const manifest = JSON.parse(await readFile(join(PACKAGE, 'package.json'), 'utf8'));
const subpaths = Object.keys(manifest.exports);

let packed;
let installed;

before(async () => {
  packed = await pack('package');
  installed = await createProject(packed, 'node');
});

describe('the tarball', () => {
  test('holds the files of tests/packaging/files.txt, and no other', async () => {
    const list = await readFile(join(ROOT, 'tests/packaging/files.txt'), 'utf8');
    assert.deepEqual(packed.files, list.trim().split('\n'));
  });

  test('is packed without a warning', () => assert.equal(packed.said, ''));

  test('names no folder of the machine that made it', async () => {
    for (const [file, bytes] of await contents()) {
      const text = bytes.toString('latin1');
      for (const folder of [ROOT, homedir(), '/home/', '/.cargo/', '/.rustup/']) {
        assert.ok(!text.includes(folder), `\`${file}\` names \`${folder}\``);
      }
    }
  });

  test('points to no source map, and holds none', async () => {
    for (const [file, bytes] of await contents()) {
      assert.ok(!/\.map$/.test(file), file);
      assert.ok(!bytes.includes('sourceMappingURL='), `\`${file}\` points to a source map`);
    }
  });

  test('holds each module as text as it is in its file', async () => {
    const modules = packed.files.filter((file) => /^wasm\/.*\.wasm$/.test(file));
    assert.ok(modules.length >= 3);
    for (const file of modules) {
      const { default: bytes } = await import(join(PACKAGE, file.replace(/wasm$/, 'inline.js')));
      assert.deepEqual(Buffer.from(bytes()), await readFile(join(PACKAGE, file)), file);
    }
  });
});

describe('its manifest', () => {
  test('has what npm shows and asks for', () => {
    const { name, version, license, repository, engines, type, scripts, dependencies } = manifest;
    assert.equal(name, 'edgeward');
    assert.match(version, /^[0-9]+\.[0-9]+\.[0-9]+$/);
    assert.notEqual(version, '0.0.0');
    assert.equal(license, 'MIT OR Apache-2.0');
    assert.equal(repository.directory, 'src/npm');
    assert.deepEqual(engines, { node: '>=20' });
    assert.equal(type, 'module');
    assert.equal(scripts, undefined);
    assert.equal(dependencies, undefined);
    for (const peer of Object.keys(manifest.peerDependencies)) {
      assert.ok(manifest.peerDependenciesMeta[peer].optional, `${peer} is optional`);
    }
  });

  test('is as npm would publish it', async () => {
    const copy = join(packed.folder, 'manifest');
    await mkdir(copy);
    await cp(join(PACKAGE, 'package.json'), join(copy, 'package.json'));
    await run(copy, 'npm', ['pkg', 'fix']);
    assert.deepEqual(JSON.parse(await readFile(join(copy, 'package.json'))), manifest);
  });

  test('leads to files that are there, types first', () => {
    for (const subpath of subpaths) assertTargets(subpath, manifest.exports[subpath]);
  });

  for (const subpath of subpaths) {
    const name = subpath.replace(/^\./, 'edgeward');
    test(`\`${name}\` can be imported in Node`, async () => {
      const fails = name in NOT_FOR_NODE;
      const isJson = name.endsWith('.json');
      const how = isJson ? `, { with: { type: 'json' } }` : '';
      const script = `console.log(Object.keys(await import('${name}'${how})).length)`;
      const { stdout, stderr } = await installed.run(
        'node',
        ['--no-warnings', '--input-type=module', '--eval', script],
        { fails },
      );
      if (fails) assert.match(stderr, NOT_FOR_NODE[name]);
      else assert.ok(Number(stdout) > 0);
    });
  }

  test('lets a bundler drop what is not used', async () => {
    const used = await bytesUsed(`export { InvalidTokenError } from 'edgeward'`);
    assert.ok(used['js/errors.js'] > 0);
    for (const file of ['js/client.js', 'js/user.js', 'js/verify-jws.js', 'js/options.js']) {
      assert.equal(used[file] ?? 0, 0, `\`${file}\` is dropped`);
    }
  });

  for (const [name, subpath, door] of [
    ['Client', 'edgeward', 'js/doors/browser.js'],
    ['BrowserSession', 'edgeward/browser', 'js/doors/browser.js'],
    ['Gate', 'edgeward/gate', 'js/gate/doors/browser.js'],
  ]) {
    test(`makes a bundler keep the door of \`${name}\``, async () => {
      const used = await bytesUsed(`export { ${name} } from '${subpath}'`);
      assert.ok(used[door] > 0);
    });
  }
});

describe('a tool for package authors finds nothing', () => {
  test('publint', async () => {
    const { stdout } = await run(PACKAGE, 'publint', ['run', '--strict', packed.tarball]);
    assert.match(stdout, /All good!/);
  });

  test('arethetypeswrong', async () => {
    const options = ['--profile', 'esm-only', '--no-emoji', '--format', 'json'];
    const { stdout } = await run(packed.folder, 'attw', [...options, packed.tarball]);
    const { analysis, problems = {} } = JSON.parse(stdout);
    assert.deepEqual(Object.keys(analysis.entrypoints).sort(), [...subpaths].sort());
    // The tool says the others of every package that is ESM alone.
    const ours = Object.values(problems)
      .flat()
      .filter(({ resolutionKind }) => !['node10', 'node16-cjs'].includes(resolutionKind));
    assert.deepEqual(ours, []);
  });
});

/** Each file with its bytes. */
async function contents() {
  const read = async (file) => [file, await readFile(join(PACKAGE, file))];
  return Promise.all(packed.files.map(read));
}

function assertTargets(subpath, target) {
  if (typeof target === 'string') {
    assert.ok(packed.files.includes(target.replace(/^\.\//, '')), `${subpath}: no \`${target}\``);
    return;
  }
  const conditions = Object.keys(target);
  assert.equal(conditions[0], 'types', `${subpath}: types come first`);
  assert.equal(conditions.at(-1), 'default', `${subpath}: default comes last`);
  for (const inner of Object.values(target)) assertTargets(subpath, inner);
}

/** How many bytes of each file of the package are in the bundle of a page. */
async function bytesUsed(source) {
  const { metafile } = await build({
    stdin: { contents: source, resolveDir: installed.folder },
    bundle: true,
    write: false,
    splitting: true,
    format: 'esm',
    outdir: 'dist',
    metafile: true,
    absWorkingDir: installed.folder,
  });
  const used = {};
  for (const { inputs } of Object.values(metafile.outputs)) {
    for (const [file, { bytesInOutput }] of Object.entries(inputs)) {
      used[file.replace('node_modules/edgeward/', '')] = bytesInOutput;
    }
  }
  return used;
}
