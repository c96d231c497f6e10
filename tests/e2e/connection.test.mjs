// What a proxy does to the messages that pass it: targets, codings, fields of one connection.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { Readable } from 'node:stream';
import { after, before, test } from 'node:test';
import { gunzipSync } from 'node:zlib';

import { pattern } from '../support/bodies.mjs';
import { about } from '../support/gate.mjs';
import { TEXT } from '../support/origin/routes.mjs';
import { call, startStack } from '../support/stack.mjs';
import { until, within } from '../support/until.mjs';

/** Some servers close the connection on what they cannot read, with a status or without. */
const REFUSED = /closed after "(HTTP.1.1 4.*)?"$/;

let stack;
let token;

before(async () => {
  stack = await startStack();
  token = await stack.provider.mint('admin');
});

after(() => stack?.close());

for (const accepted of [undefined, 'gzip', 'identity', 'gzip, br, zstd']) {
  test(`a text reaches a client that accepts ${accepted ?? 'what it is not asked'}`, async () => {
    const headers = accepted ? { 'accept-encoding': accepted } : {};
    const answer = await call(`${stack.url}/coded`, token, { headers, stream: true });
    const chunks = await answer.message.toArray();
    const body = Buffer.concat(chunks);
    const coding = answer.headers.get('content-encoding');
    assert.ok([null, 'gzip'].includes(coding), coding);
    if (coding === 'gzip') assert.ok(accepted?.includes('gzip'), 'a coding that was not asked for');
    assert.deepEqual(coding === 'gzip' ? gunzipSync(body) : body, TEXT);
    const length = answer.headers.get('content-length');
    if (length !== null) assert.equal(Number(length), body.length);
  });
}

test('a part of a text is that part', async () => {
  const headers = { range: 'bytes=10-29', 'accept-encoding': 'gzip' };
  const answer = await call(`${stack.url}/coded`, token, { headers });
  assert.equal(answer.status, 206);
  assert.equal(answer.headers.get('content-range'), `bytes 10-29/${TEXT.length}`);
  assert.equal(answer.text, TEXT.subarray(10, 30).toString());
});

test('fields of the connection to the client end there', async () => {
  const headers = [
    ['Authorization', `Bearer ${token}`],
    ['Connection', 'x-hop'],
    ['X-Hop', '1'],
    ['X-End', '1'],
    ['TE', 'trailers'],
  ];
  assert.equal((await stack.gate.raw('/connection', { headers })).status, 200);
  const received = stack.origin.last().headers;
  assert.equal(received['x-end'], '1');
  for (const name of ['x-hop', 'te']) assert.equal(received[name], undefined, name);
});

test('fields of the connection to the origin end there', about('origin-connection'), async () => {
  const { headers } = await call(`${stack.url}/connection`, token);
  assert.equal(headers.get('x-end'), '1');
  assert.equal(headers.get('x-hop'), null);
});

test('an answer that comes before the body was read reaches the client', async () => {
  const answer = await call(`${stack.url}/refuse-body`, token, {
    method: 'POST',
    body: pattern(2).stream(),
  }).catch((error) => error);
  // A server may cut the connection on a client that goes on sending (RFC 9112, section 9.6).
  if (answer instanceof Error) assert.match(answer.code, /EPIPE|ECONNRESET/);
  else assert.equal(answer.status, 413);
  assert.equal((await call(`${stack.url}/me`, token)).status, 200);
});

test('the origin sees a client go that waits for its answer', async () => {
  const socket = connect(stack.gate.port, '127.0.0.1');
  const asked = stack.origin.nextRequest();
  socket.write(`GET /sse HTTP/1.1\r\nHost: localhost:${stack.gate.port}\r\n`);
  socket.write(`Authorization: Bearer ${token}\r\n\r\n`);
  await asked;
  await within('the answer', once(socket, 'data'));
  socket.resetAndDestroy();
  await until('the reader to go', () => {
    stack.origin.push('more');
    return stack.origin.readers === 0;
  });
});

/**
 * Targets and hosts that servers read in more than one way; `PORT` is the gate's. Some servers make a path
 * of the target before the gate sees it: then the origin is asked for that path, which is the third.
 */
const ODD = {
  'an absolute form of another host': ['http://other.example/me', 'localhost:PORT', '/me'],
  'an asterisk': ['*', 'localhost:PORT', '/*'],
  'an authority': ['localhost:PORT', 'localhost:PORT'],
  'a host that is none': ['/me', ''],
  'a host with a path': ['/me', 'localhost:PORT/echo'],
  'a host with a query': ['/me', 'localhost:PORT?'],
  'a host with a fragment': ['/me', 'localhost:PORT#'],
  'a host with a user': ['/me', 'admin@localhost:PORT'],
  'two hosts': ['/me', 'localhost:PORT, localhost:PORT'],
};

for (const [what, [target, host, path]] of Object.entries(ODD)) {
  const otherwise = path ? `, or means ${path}` : '';
  test(`${what} is refused before the origin hears of it${otherwise}`, async () => {
    const before = stack.origin.requests.length;
    const at = (text) => text.replaceAll('PORT', stack.gate.port);
    const headers = [
      ['Host', at(host)],
      ['Authorization', `Bearer ${token}`],
    ];
    const method = target === '*' ? 'OPTIONS' : 'GET';
    const answer = await stack.gate.raw(at(target), { method, headers }).catch((error) => error);
    const asked = stack.origin.requests.slice(before).map(({ url }) => url);
    if (path && asked.length > 0) assert.deepEqual(asked, [path]);
    else if (answer instanceof Error) assert.match(answer.message, REFUSED);
    else assert.ok(answer.status >= 400, answer.head);
    if (!path) assert.deepEqual(asked, []);
  });
}

test('a folded field hides none from the gate', async () => {
  const before = stack.origin.requests.length;
  for (const fold of ['\r\n ', '\r\n\t', '\n ', '\r ', '\n']) {
    const headers = [
      ['X-Folded', `1${fold}x-more`],
      ['X-Edgeward-User', 'user-admin'],
    ];
    const answer = await stack.gate.raw('/echo', { headers }).catch((error) => error);
    if (answer instanceof Error) assert.match(answer.message, REFUSED);
  }
  for (const { headers } of stack.origin.requests.slice(before)) {
    assert.equal(headers['x-edgeward-user'], undefined);
  }
});

test('a host that is named twice is refused', async () => {
  const before = stack.origin.requests.length;
  const headers = ['localhost', 'LOCALHOST'].map((name) => ['Host', `${name}:${stack.gate.port}`]);
  const answer = await stack.gate.raw('/', { headers }).catch((error) => error);
  if (answer instanceof Error) assert.match(answer.message, REFUSED);
  else assert.ok(answer.status >= 400, answer.head);
  assert.equal(stack.origin.requests.length, before);
});

test('a posted answer of the provider is read to its limit, and the refusal arrives', async () => {
  const posting = await startStack({ vars: { RESPONSE_MODE: 'form_post' } });
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const post = (body) =>
    call(`${posting.url}/auth/callback`, undefined, { method: 'POST', headers, body });
  try {
    const [long, longer] = [16 * 1024, 16 * 1024 + 1].map((bytes) => `a=${'x'.repeat(bytes - 2)}`);
    assert.equal((await post(long)).status, 400);
    assert.equal((await post(longer)).status, 413);
    // Of no length that was told, and without an end: the refusal does not wait for one.
    const endless = new Readable({ read() {} });
    endless.push(longer);
    assert.equal((await post(endless)).status, 413);
    assert.equal((await call(posting.url)).status, 200);
  } finally {
    await posting.close();
  }
});
