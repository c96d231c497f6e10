// A registry on loopback: what `npm:edgeward`, `npm install edgeward` and `npx edgeward` ask. It can have
// packages of the workspace too, which are delivered without what they depend on: that is found further
// up, in the workspace's own `node_modules`.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';

import { ROOT } from '../support/root.mjs';
import { listen } from '../support/server.mjs';
import { PACKAGE } from './package.mjs';
import { run } from './run.mjs';

/**
 * @param {{ folder: string, tarball: string }} packed
 * @param {string[]} [others] Packages of the workspace.
 * @returns {Promise<{ url: string, close: () => Promise<void> }>}
 */
export async function startRegistry(packed, others = []) {
  const files = new Map();
  const documents = new Map();
  const add = async (tarball, { dependencies: _, peerDependencies: __, ...manifest }) => {
    const bytes = await readFile(tarball);
    const { name, version } = manifest;
    const file = `/${name}/-/${basename(tarball)}`;
    files.set(file, bytes);
    documents.set(name, (url) => {
      const dist = {
        tarball: `${url}${file}`,
        shasum: createHash('sha1').update(bytes).digest('hex'),
        integrity: `sha512-${createHash('sha512').update(bytes).digest('base64')}`,
      };
      const versions = { [version]: { ...manifest, _id: `${name}@${version}`, dist } };
      return { _id: name, name, 'dist-tags': { latest: version }, versions };
    });
  };
  await add(packed.tarball, await manifestOf(PACKAGE));
  for (const name of others) {
    const folder = join(ROOT, 'node_modules', name);
    await add(await packOther(packed.folder, folder), await manifestOf(folder));
  }
  const server = await listen((request, response) => {
    const path = decodeURIComponent(request.url);
    const document = documents.get(path.slice(1));
    if (files.has(path)) return response.end(files.get(path));
    if (document === undefined) return response.writeHead(404).end('{}');
    response.writeHead(200, { 'content-type': 'application/json' });
    return response.end(JSON.stringify(document(`http://${request.headers.host}`)));
  });
  return { url: `http://127.0.0.1:${server.port}/`, close: server.close };
}

async function manifestOf(folder) {
  return JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
}

async function packOther(into, folder) {
  const options = ['pack', folder, '--ignore-scripts', '--json', '--pack-destination', into];
  const { stdout } = await run(into, 'npm', options);
  return join(into, JSON.parse(stdout)[0].filename);
}
