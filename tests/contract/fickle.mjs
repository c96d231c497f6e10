// A provider that answers badly: late, without end, cut off, elsewhere.
import { once } from 'node:events';
import { gzipSync } from 'node:zlib';

import { listen } from '../support/server.mjs';

/**
 * @returns {Promise<{ url: string, last: () => object, count: (path: string) => number,
 *   endlessCut: () => Promise<void>, close: () => Promise<void> }>}
 */
export async function startFickle() {
  const seen = [];
  let endless;
  const { port, close } = await listen(async (request, response) => {
    const chunks = await request.toArray();
    const { method, url, headers } = request;
    seen.push({ method, path: url, headers, body: Buffer.concat(chunks).toString() });
    const [, kind, argument] = url.split('/');
    if (kind === 'endless') endless = once(response, 'close');
    answers[kind]?.(response, Number(argument));
  });
  return {
    url: `http://127.0.0.1:${port}`,
    last: () => seen.at(-1),
    count: (path) => seen.filter((request) => request.path === path).length,
    endlessCut: async () => void (await endless),
    close,
  };
}

const answers = {
  document(response) {
    response.writeHead(200, {
      'content-type': 'application/json',
      'cache-control': 'max-age=60',
      'set-cookie': 'seen=1; Path=/',
    });
    response.end('{}');
  },
  status: (response, status) => response.writeHead(status).end('{}'),
  redirect: (response, status) => response.writeHead(status, { location: '/document' }).end(),
  bytes: (response, length) => response.end(Buffer.alloc(length, 'x')),
  gzip(response, length) {
    response.writeHead(200, { 'content-encoding': 'gzip' });
    response.end(gzipSync(Buffer.alloc(length, 'x')));
  },
  endless(response) {
    const fill = () => {
      while (!response.destroyed && response.write(Buffer.alloc(4096, 'x')));
    };
    response.on('drain', fill);
    fill();
  },
  silent() {},
  stalled: (response) => response.writeHead(200).write('{'),
  broken: (response) => response.destroy(),
  'broken-off'(response) {
    response.writeHead(200, { 'content-length': 100 });
    response.write('{', () => response.destroy());
  },
};
