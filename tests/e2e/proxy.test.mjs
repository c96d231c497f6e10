// Between the client and the origin: methods, bodies, streams, headers, in both directions.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { WebSocket } from 'ws';

import { uploadMiB } from '../gate-hosts/differences.mjs';
import { drain, events, pattern } from '../support/bodies.mjs';
import { about, HOST } from '../support/gate.mjs';
import { call, startStack } from '../support/stack.mjs';
import { until, within } from '../support/until.mjs';

/** Far more than a Worker's 128 MB of memory. */
const LARGE_MIB = 200;
const UPLOAD_MIB = uploadMiB(HOST);
const MEMORY_MIB = 100;

let stack;
let token;

before(async () => {
  stack = await startStack();
  token = await stack.provider.mint('admin');
});

after(() => stack?.close());

test(`an upload of ${UPLOAD_MIB} MB streams to the origin, and the gate stays small`, async (context) => {
  const body = pattern(UPLOAD_MIB);
  const growth = watchMemory();
  const answer = await call(`${stack.url}/upload`, token, { method: 'POST', body: body.stream() });
  assert.deepEqual(JSON.parse(answer.text), { bytes: body.bytes, sha256: body.sha256 });
  assertSmall(context, growth());
});

test('a download of 200 MB streams to the client, and the gate stays small', async (context) => {
  const growth = watchMemory();
  const answer = await call(`${stack.url}/download?mb=${LARGE_MIB}`, token, { stream: true });
  const { sha256, bytes } = pattern(LARGE_MIB);
  assert.deepEqual(await drain(answer.message), { sha256, bytes });
  assertSmall(context, growth());
});

test('server-sent events pass one by one, and the origin sees the reader go', async () => {
  const answer = await call(`${stack.url}/sse`, token, {
    stream: true,
    headers: { accept: 'text/event-stream' },
  });
  assert.equal(answer.status, 200);
  const stream = events(answer.message);
  assert.equal(await stream.next(), 'open');
  stack.origin.push('one');
  assert.equal(await stream.next(), 'one');
  stack.origin.push('two');
  assert.equal(await stream.next(), 'two');
  answer.message.destroy();
  // A connection that is cut is noticed by the next write.
  await until('the reader to go', () => {
    stack.origin.push('more');
    return stack.origin.readers === 0;
  });
});

test('a WebSocket passes text and bytes in both directions', about('web-socket'), async () => {
  const socket = await openSocket(token);
  socket.send('hello');
  assert.equal(String(await message(socket)), 'hello');
  socket.send(Buffer.from([0, 255, 10]));
  assert.deepEqual(await message(socket), Buffer.from([0, 255, 10]));
  socket.close();
});

test('a WebSocket without credentials is refused before the origin hears of it', async () => {
  const before = stack.origin.requests.length;
  await assert.rejects(openSocket(undefined), /401/);
  assert.equal(stack.origin.requests.length, before);
});

test('a WebSocket that may pass is 501', about('no-web-socket'), async () => {
  const before = stack.origin.requests.length;
  await assert.rejects(openSocket(token), /501/);
  assert.equal(stack.origin.requests.length, before);
});

test('HEAD is answered as GET without a body, under the rule of GET', async () => {
  const answer = await call(`${stack.url}/download?mb=1`, token, { method: 'HEAD' });
  assert.equal(answer.status, 200);
  assert.equal(answer.headers.get('content-length'), String(1024 * 1024));
  assert.equal(answer.text, '');
  assert.equal(stack.origin.last().method, 'HEAD');
  assert.equal((await call(`${stack.url}/me`, undefined, { method: 'HEAD' })).status, 401);
});

test('OPTIONS reaches the origin with credentials and not without', async () => {
  const answer = await call(`${stack.url}/me`, token, { method: 'OPTIONS' });
  assert.equal(answer.status, 204);
  assert.match(answer.headers.get('allow'), /OPTIONS/);
  assert.equal((await call(`${stack.url}/me`, undefined, { method: 'OPTIONS' })).status, 401);
});

test('a preflight of an unlisted origin is refused where a sign-in is needed', async () => {
  const before = stack.origin.requests.length;
  const answer = await call(`${stack.url}/me`, undefined, {
    method: 'OPTIONS',
    headers: { origin: 'https://other.example', 'access-control-request-method': 'GET' },
  });
  assert.equal(answer.status, 403);
  assert.equal(JSON.parse(answer.text).code, 'preflight_refused');
  assert.equal(answer.headers.get('access-control-allow-origin'), null);
  assert.equal(stack.origin.requests.length, before);
});

test('a method that the route does not list is refused', async () => {
  const billing = await stack.provider.mint('billing');
  const url = `${stack.url}/billing-admin-only/ledger`;
  assert.equal((await call(url, billing, { method: 'POST', body: 'x' })).status, 200);
  const answer = await call(url, billing, { method: 'DELETE' });
  assert.equal(answer.status, 405);
  assert.match(answer.headers.get('allow'), /GET/);
});

test('the body, the query and ordinary headers reach the origin as they were', async () => {
  const answer = await call(`${stack.url}/echo?a=1&b=%20%2F&a=2`, token, {
    method: 'POST',
    body: 'Ünïcode and \0 bytes',
    headers: { 'content-type': 'text/plain', 'x-custom': 'kept' },
  });
  const echo = JSON.parse(answer.text);
  assert.equal(echo.method, 'POST');
  assert.equal(echo.url, '/echo?a=1&b=%20%2F&a=2');
  assert.equal(echo.body, 'Ünïcode and \0 bytes');
  assert.equal(echo.headers['x-custom'], 'kept');
});

test('several cookies of the origin reach the client as several', async () => {
  const answer = await call(`${stack.url}/cookies`, token);
  assert.equal(answer.setCookies.length, 3);
  assert.match(answer.setCookies[1], /Expires=Wed, 01 Jan 2070/);
});

for (const status of [301, 302, 303, 307, 308]) {
  test(`a ${status} of the origin passes and is not followed`, async () => {
    const before = stack.origin.requests.length;
    const answer = await call(`${stack.url}/redirect?to=/elsewhere&status=${status}`, token);
    assert.equal(answer.status, status);
    assert.equal(answer.headers.get('location'), '/elsewhere');
    assert.equal(stack.origin.requests.length, before + 1);
  });
}

for (const status of [204, 304, 404, 418, 500, 503]) {
  test(`the status ${status} of the origin passes`, async () => {
    const answer = await call(`${stack.url}/status/${status}`, token);
    assert.equal(answer.status, status);
    assert.equal(answer.headers.get('x-origin'), 'status');
  });
}

test('an origin that is down is 502, a page for people, without a word about where it is', async () => {
  await stack.origin.pause();
  const answer = await call(`${stack.url}/me`, token);
  const page = await call(`${stack.url}/`, undefined, { headers: { accept: 'text/html' } });
  await stack.origin.resume();
  for (const one of [answer, page]) {
    assert.equal(one.status, 502);
    assert.equal(one.headers.get('cache-control'), 'no-store');
    assert.ok(!one.text.includes(String(stack.origin.port)));
  }
  assert.equal(JSON.parse(answer.text).code, 'origin_unreachable');
  assert.match(page.headers.get('content-type'), /^text\/html/);
  assert.match(page.text, /This site does not answer[\s\S]*origin_unreachable/);
});

function assertSmall(context, mib) {
  if (Number.isNaN(mib)) return context.diagnostic('this system does not tell the memory');
  context.diagnostic(`the gate grew by ${Math.round(mib)} MiB`);
  return assert.ok(mib < MEMORY_MIB, `${mib} MiB`);
}

// Reads what workerd keeps while the test runs; calling the result ends that.
function watchMemory() {
  const before = stack.gate.memory() ?? NaN;
  let peak = before;
  const timer = setInterval(() => {
    peak = Math.max(peak, stack.gate.memory());
  }, 20);
  return () => {
    clearInterval(timer);
    return peak - before;
  };
}

function openSocket(bearer) {
  const headers = bearer ? { authorization: `Bearer ${bearer}` } : {};
  const socket = new WebSocket(`${stack.url.replace('http', 'ws')}/ws`, { headers });
  return within(
    'a connection',
    new Promise((resolve, reject) => {
      socket.on('open', () => resolve(socket)).on('error', reject);
    }),
  );
}

function message(socket) {
  return within(
    'a message',
    new Promise((resolve, reject) => {
      socket.once('message', resolve).once('close', reject);
    }),
  );
}
