// How an answer comes: whole and at once, or in one of the ways in which servers and networks fail.
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';

/** @typedef {{ status: number, headers: Record<string, string>, body: string }} Answer */
/** @typedef {(response: import('node:http').ServerResponse, answer: Answer) => unknown} Delivery */

/**
 * @param {import('node:http').ServerResponse} response
 * @param {Answer} answer
 * @param {Delivery} [delivery]
 */
export async function deliver(response, answer, delivery = whole) {
  await delivery(response, answer);
}

/** @type {Delivery} */
function whole(response, { status, headers, body }) {
  response.writeHead(status, headers).end(body);
}

/** An object with much white space in it. Made beforehand: whoever waits meanwhile is in this process too. */
const BOMB = gzipSync(`{${' '.repeat(16 * 1024 * 1024)}}`);

/** Each by its name. What an honest answer would be is in `answer`, so only its delivery is at fault. */
export const DELIVERIES = {
  hanging: () => {},
  'cut off': (response) => response.destroy(),
  'cut off in its body': (response, { headers, body }) => {
    response.writeHead(200, { ...headers, 'content-length': String(body.length) });
    response.write(body.slice(0, 20), () => response.destroy());
  },
  'a byte at a time': drip,
  'hanging after its headers': (response, { headers }) => {
    response.writeHead(200, headers).flushHeaders();
  },
  'without an end': endless,
  'larger than the limit': (response, { headers, body }) => {
    response.writeHead(200, headers).end(body + ' '.repeat(256 * 1024));
  },
  'a small gzip of much': (response, { headers }) => {
    response.writeHead(200, { ...headers, 'content-encoding': 'gzip' }).end(BOMB);
  },
  'a gzip that is none': (response, { headers, body }) => {
    response.writeHead(200, { ...headers, 'content-encoding': 'gzip' }).end(body);
  },
  'cut to its half': rewritten(({ body }) => body.slice(0, body.length / 2)),
  'no JSON': rewritten(() => 'It works!'),
  empty: rewritten(() => ''),
  'an array': rewritten(({ body }) => `[${body}]`),
  null: rewritten(() => 'null'),
  'JSON twice': rewritten(({ body }) => body + body),
  'with a member twice': rewritten(({ body }) => `${body.slice(0, -1)},${body.slice(1)}`),
  'with a member twice deep inside, once escaped': rewritten(
    ({ body }) => `${body.slice(0, -1)},"x":[{"y":1,"\\u0079":2}]}`,
  ),
  'with more members than there may be': rewritten(
    ({ body }) => `${body.slice(0, -1)},${Array.from({ length: 257 }, (_, at) => `"m${at}":0`)}}`,
  ),
  'with bytes that are no UTF-8': rewritten(({ body }) =>
    Buffer.concat([Buffer.from(`${body.slice(0, -1)},"x":"`), Buffer.from([0xff, 0x22, 0x7d])]),
  ),
  'with a byte order mark': rewritten(({ body }) => `\ufeff${body}`),
  'too deep': rewritten(
    ({ body }) => `${body.slice(0, -1)},"x":${'['.repeat(40)}${']'.repeat(40)}}`,
  ),
  ...Object.fromEntries(
    [301, 302, 303, 307, 308].map((status) => [`a redirect with ${status}`, moved(status)]),
  ),
  ...Object.fromEntries(
    [201, 204, 206, 400, 401, 404, 429, 500, 503].map((status) => [
      `status ${status}`,
      (response, { headers, body }) =>
        response.writeHead(status, headers).end(status === 204 ? undefined : body),
    ]),
  ),
  ...Object.fromEntries(
    ['text/html', 'text/plain', 'application/octet-stream', ''].map((type) => [
      `of the type ${JSON.stringify(type)}`,
      (response, { body }) => response.writeHead(200, { 'content-type': type }).end(body),
    ]),
  ),
};

/** Where redirects lead: the same answer, for whoever goes there. */
function moved(status) {
  return (response, { headers, body }) => {
    const { url } = response.req;
    if (url.includes('moved')) return response.writeHead(200, headers).end(body);
    const location = `${url}${url.includes('?') ? '&' : '?'}moved=1`;
    return response.writeHead(status, { location }).end();
  };
}

function rewritten(change) {
  return (response, answer) => response.writeHead(200, answer.headers).end(change(answer));
}

// Never idle for long, and never done.
async function drip(response, { headers, body }) {
  response.writeHead(200, headers);
  for (let at = 0; at < body.length && !response.destroyed; at += 1) {
    response.write(body[at]);
    await delay(100, undefined, { ref: false });
  }
  response.end();
}

async function endless(response, { headers, body }) {
  response.writeHead(200, headers);
  response.write(body);
  const gone = once(response, 'close');
  const spaces = ' '.repeat(16 * 1024);
  while (!response.destroyed) {
    if (!response.write(spaces)) await Promise.race([gone, once(response, 'drain')]);
  }
}
