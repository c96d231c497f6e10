// Files of a folder, as a web server gives them.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { extname, join, normalize } from 'node:path';

const TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
};

/**
 * Answers with the file, or with 404.
 *
 * @param {import('node:http').ServerResponse} response
 * @param {string} folder
 * @param {string} path Begins with a slash.
 */
export function serveFile(response, folder, path) {
  // With a slash in front nothing leads out of the folder.
  const file = join(folder, normalize(path));
  const type = TYPES[extname(file)];
  if (type === undefined || !existsSync(file) || !statSync(file).isFile()) {
    return response.writeHead(404, { 'content-type': 'text/plain' }).end('no such file\n');
  }
  response.writeHead(200, { 'content-type': type, 'cache-control': 'no-cache' });
  return response.end(readFileSync(file));
}
