// A registry on loopback that has one package: what `npm:edgeward` and `npm install edgeward` ask.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';

import { listen } from '../support/server.mjs';
import { PACKAGE } from './package.mjs';

/**
 * @param {{ tarball: string }} packed
 * @returns {Promise<{ url: string, close: () => Promise<void> }>}
 */
export async function startRegistry({ tarball }) {
  const bytes = await readFile(tarball);
  const manifest = JSON.parse(await readFile(join(PACKAGE, 'package.json'), 'utf8'));
  const { name, version } = manifest;
  const server = await listen((request, response) => {
    const url = `http://${request.headers.host}`;
    const file = `/${name}/-/${basename(tarball)}`;
    const dist = {
      tarball: `${url}${file}`,
      shasum: createHash('sha1').update(bytes).digest('hex'),
      integrity: `sha512-${createHash('sha512').update(bytes).digest('base64')}`,
    };
    const versions = { [version]: { ...manifest, _id: `${name}@${version}`, dist } };
    const document = { _id: name, name, 'dist-tags': { latest: version }, versions };
    if (request.url === file) return response.end(bytes);
    if (request.url !== `/${name}`) return response.writeHead(404).end('{}');
    response.writeHead(200, { 'content-type': 'application/json' });
    return response.end(JSON.stringify(document));
  });
  return { url: `http://127.0.0.1:${server.port}/`, close: server.close };
}
