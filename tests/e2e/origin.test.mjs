// The origin that the other suites stand on does what they rely on.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { WebSocket } from 'ws';

import { Agent } from '../support/agent.mjs';
import { events, pattern } from '../support/bodies.mjs';
import { startOrigin } from '../support/origin.mjs';

let origin;
const agent = new Agent();

before(async () => {
  origin = await startOrigin();
});

after(() => origin?.close());

test('it records the request as it came', async () => {
  await agent.request(`${origin.url}/me?a=%2F`, { headers: { 'X-Edgeward-User': 'u' } });
  assert.equal(origin.last().url, '/me?a=%2F');
  assert.ok(origin.last().rawHeaders.includes('X-Edgeward-User'));
});

test('its pages show the identity headers, readable and escaped', async () => {
  const headers = { 'x-edgeward-user': '<b>', 'x-edgeward-name': '%C3%89dith' };
  const page = await agent.request(`${origin.url}/me`, { headers });
  assert.match(page.text, /Édith/);
  assert.match(page.text, /&lt;b&gt;/);
});

test('an upload is counted and hashed as it streams', async () => {
  const body = pattern(5);
  const answer = await agent.request(`${origin.url}/upload`, {
    method: 'POST',
    body: body.stream(),
  });
  assert.deepEqual(JSON.parse(answer.text), { bytes: 5 * 1024 * 1024, sha256: body.sha256 });
});

test('a download sends what it announces', async () => {
  const answer = await agent.request(`${origin.url}/download?mb=3`);
  assert.equal(answer.headers.get('content-length'), String(3 * 1024 * 1024));
  assert.equal(answer.text.length, 3 * 1024 * 1024);
});

test('events come one by one, when they are pushed', async () => {
  const answer = await agent.request(`${origin.url}/sse`, { stream: true });
  const stream = events(answer.message);
  assert.equal(await stream.next(), 'open');
  origin.push('one');
  assert.equal(await stream.next(), 'one');
  const gone = origin.readerGone();
  answer.message.destroy();
  await gone;
  assert.equal(origin.readers, 0);
});

test('a WebSocket echoes', async () => {
  const socket = new WebSocket(origin.url.replace('http', 'ws') + '/ws');
  const echoed = new Promise((resolve, reject) => {
    socket
      .on('error', reject)
      .on('open', () => socket.send('hello'))
      .on('message', resolve);
  });
  assert.equal(String(await echoed), 'hello');
  socket.close();
});

test('several cookies, redirects and statuses come as asked', async () => {
  assert.equal((await agent.request(`${origin.url}/cookies`)).setCookies.length, 3);
  const moved = await agent.request(`${origin.url}/redirect?to=/me&status=307`);
  assert.deepEqual([moved.status, moved.headers.get('location')], [307, '/me']);
  assert.equal((await agent.request(`${origin.url}/status/418`)).status, 418);
});
