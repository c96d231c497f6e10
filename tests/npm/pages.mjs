// The files of a folder over http, with a page that opens the door for browsers.
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';

import { listen } from '../support/server.mjs';

const TYPES = {
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.wasm': 'application/wasm',
};

/**
 * @param {string} folder
 * @param {object} importMap
 * @returns {Promise<{ port: number, requests: string[], close: () => Promise<void> }>}
 */
export async function serveFolder(folder, importMap) {
  const requests = [];
  const page = `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><body>
<script type="importmap">${JSON.stringify(importMap)}</script>
<script type="module" src="/npm/doors/page.mjs"></script>`;
  const { port, close } = await listen(async (request, response) => {
    requests.push(request.url);
    if (request.url === '/')
      return response.writeHead(200, { 'content-type': 'text/html' }).end(page);
    const type = TYPES[extname(request.url)];
    // The paths are the page's own, so nothing leads out of the folder.
    const bytes = type && (await readFile(join(folder, request.url)).catch(() => undefined));
    if (!bytes) return response.writeHead(404).end();
    return response.writeHead(200, { 'content-type': type }).end(bytes);
  });
  return { port, requests, close };
}
