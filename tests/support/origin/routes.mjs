// The origin's endpoints for tests, each a path prefix and an answer.
import { pipeline } from 'node:stream/promises';
import { gzipSync } from 'node:zlib';

import { drain, pattern } from '../bodies.mjs';
import { page } from '../page.mjs';
import { readBody } from '../server.mjs';

/**
 * @typedef {object} Exchange
 * @property {import('node:http').IncomingMessage} request
 * @property {import('node:http').ServerResponse} response
 * @property {URL} url
 * @property {Set<import('node:http').ServerResponse>} streams
 * @property {import('node:events').EventEmitter} events
 */

/** @type {{ path: string, answer: (exchange: Exchange) => unknown }[]} */
export const ROUTES = [
  { path: '/sse', answer: subscribe },
  { path: '/upload', answer: upload },
  { path: '/download', answer: download },
  { path: '/redirect', answer: redirect },
  { path: '/cookies', answer: cookies },
  { path: '/status/', answer: status },
  { path: '/echo', answer: echo },
  { path: '/form', answer: form },
  { path: '/coded', answer: coded },
  { path: '/connection', answer: connection },
  { path: '/kept', answer: kept },
  { path: '/refuse-body', answer: refuseBody },
];

/** What `/coded` is about. */
export const TEXT = Buffer.from('All the world is a stage. '.repeat(4000));

// Events come from `push`, one at a time; the first tells that the stream stands.
function subscribe({ response, streams, events }) {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  response.write('data: open\n\n');
  streams.add(response);
  response.on('close', () => {
    streams.delete(response);
    events.emit('gone');
  });
}

async function upload({ request, response }) {
  json(response, 200, await drain(request));
}

async function download({ request, response, url }) {
  const mb = Number(url.searchParams.get('mb') ?? 1);
  response.writeHead(200, {
    'content-type': 'application/octet-stream',
    'content-length': String(mb * 1024 * 1024),
  });
  if (request.method === 'HEAD') return response.end();
  // A reader that goes away early is no failure of the origin.
  return pipeline(pattern(mb).stream(), response).catch(() => {});
}

function redirect({ response, url }) {
  const status = Number(url.searchParams.get('status') ?? 302);
  response.writeHead(status, { location: url.searchParams.get('to') ?? '/' }).end();
}

function cookies({ response }) {
  response.setHeader('set-cookie', [
    'first=1; Path=/; HttpOnly',
    'second=2; Path=/; Expires=Wed, 01 Jan 2070 00:00:00 GMT',
    'third=3; Path=/cookies; SameSite=Strict',
  ]);
  json(response, 200, { cookies: 3 });
}

function status({ response, url }) {
  const code = Number(url.pathname.split('/')[2]);
  response.writeHead(code, { 'x-origin': 'status' });
  response.end([204, 304].includes(code) ? undefined : `status ${code}\n`);
}

async function echo({ request, response }) {
  const { method, url, headers, rawHeaders } = request;
  json(response, 200, { method, url, headers, rawHeaders, body: await readBody(request) });
}

// A page that hides where its form was sent from, even from its own origin.
function form({ request, response }) {
  const body =
    request.method === 'POST'
      ? page('Taken', '<h1>Taken</h1>')
      : page('A form', '<h1>A form</h1><form method="post"><button>Send</button></form>');
  response.writeHead(200, {
    'content-type': 'text/html; charset=utf-8',
    'content-length': String(Buffer.byteLength(body)),
    'referrer-policy': 'no-referrer',
  });
  response.end(body);
}

// As a server that compresses what a client takes, but no part of it.
function coded({ request, response }) {
  const { range, 'accept-encoding': accepted = '' } = request.headers;
  const [, from, to] = range?.match(/^bytes=(\d+)-(\d+)$/) ?? [];
  if (from !== undefined) {
    const part = TEXT.subarray(Number(from), Number(to) + 1);
    response.writeHead(206, { 'content-range': `bytes ${from}-${to}/${TEXT.length}` });
    return response.end(part);
  }
  const isCoded = /\bgzip\b/.test(accepted);
  const body = isCoded ? gzipSync(TEXT) : TEXT;
  response.writeHead(200, {
    'content-type': 'text/plain',
    'content-length': String(body.length),
    ...(isCoded && { 'content-encoding': 'gzip' }),
  });
  return response.end(body);
}

// Header fields that are for one connection only.
function connection({ response }) {
  const headers = { connection: 'close, x-hop', 'x-hop': '1', 'x-end': '1' };
  response.writeHead(200, headers).end('ok');
}

// What may be kept by caches, in every way to say so.
function kept({ response }) {
  response.writeHead(200, {
    'cache-control': 'public, max-age=600, s-maxage=600, stale-while-revalidate=60',
    'cdn-cache-control': 'max-age=600',
    'cloudflare-cdn-cache-control': 'max-age=600',
    'surrogate-control': 'max-age=600',
    'x-accel-expires': '600',
    vary: 'Accept-Language',
  });
  response.end('kept');
}

// Answers before the body has come, and does not read it.
function refuseBody({ response }) {
  json(response, 413, { code: 'too_large' });
}

function json(response, code, value) {
  const body = JSON.stringify(value);
  response.writeHead(code, {
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(body)),
  });
  response.end(body);
}
