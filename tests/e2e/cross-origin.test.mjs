// Pages of listed origins read what is theirs to read, and no cache mixes up who has asked.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Agent } from '../support/agent.mjs';
import { call, ROUTES, startStack } from '../support/stack.mjs';

const SPA = 'http://127.0.0.1:5173';
const STRANGER = 'https://other.example';

let stack;

before(async () => {
  stack = await startStack({
    vars: {
      CORS_ORIGINS: [SPA],
      ROUTES: [
        ...ROUTES,
        { path: '/files/**', methods: ['GET'] },
        { path: '/kept/by-all', access: 'public' },
      ],
    },
  });
});

after(() => stack?.close());

test('a page of a listed origin asks who is signed in, and reads it', async () => {
  const preflight = await ask('/auth/me', undefined, {
    method: 'OPTIONS',
    headers: {
      'access-control-request-method': 'GET',
      'access-control-request-headers': 'authorization',
    },
  });
  assert.equal(preflight.status, 204, preflight.text);
  assertReadable(preflight);
  assert.equal(preflight.headers.get('access-control-allow-headers'), 'authorization');
  assert.match(preflight.headers.get('access-control-allow-methods'), /\bGET\b/);
  const answer = await ask('/auth/me', await stack.provider.mint('member'));
  assert.equal(answer.status, 200, answer.text);
  assert.equal(JSON.parse(answer.text).userId, 'user-member');
  assertReadable(answer);
  const nobody = await ask('/auth/me');
  assert.equal(nobody.status, 401);
  assertReadable(nobody);
});

test('a page of another origin gets no preflight and reads nothing of it', async () => {
  const headers = { origin: STRANGER, 'access-control-request-method': 'GET' };
  const preflight = await ask('/auth/me', undefined, { method: 'OPTIONS', headers });
  assert.equal(preflight.status, 405);
  assert.equal(preflight.headers.get('access-control-allow-origin'), null);
  const token = await stack.provider.mint('member');
  const answer = await ask('/auth/me', token, { headers: { origin: STRANGER } });
  assert.equal(answer.headers.get('access-control-allow-origin'), null);
});

test('a page of a listed origin reads that no route takes its request', async () => {
  const token = await stack.provider.mint('member');
  const refused = await ask('/files/a', token, { method: 'PUT', body: 'x' });
  assert.equal(refused.status, 405, refused.text);
  assert.match(refused.headers.get('allow'), /GET/);
  assertReadable(refused);
  // An origin that trims it would read `/me`.
  const ambiguous = await ask('/me%20', token);
  assert.equal(ambiguous.status, 400, ambiguous.text);
  assert.equal(JSON.parse(ambiguous.text).code, 'path_ambiguous');
  assertReadable(ambiguous);
});

test('a page of a listed origin reads that the origin is down', async () => {
  const token = await stack.provider.mint('member');
  await stack.origin.pause();
  const answer = await ask('/me', token);
  await stack.origin.resume();
  assert.equal(answer.status, 502, answer.text);
  assertReadable(answer);
});

test('an answer that depends on who asks says so to caches', async () => {
  const agent = new Agent();
  await agent.signIn(stack.url, '/me', 'editor');
  const token = await stack.provider.mint('editor');
  const paths = ['/me', '/editors-or-admins/desk', '/echo/optional', '/no-route-names-it'];
  const credentials = ['cookie', 'authorization', 'origin'];
  for (const path of paths) {
    const url = stack.url + path;
    assertVary(await call(url, token), credentials, `${path} with a token`);
    assertVary(await agent.request(url), credentials, `${path} with a session`);
  }
  const nobody = await call(`${stack.url}/echo/optional`);
  assert.equal(nobody.status, 200);
  assertVary(nobody, credentials, 'nobody');
  const open = await call(`${stack.url}/echo`);
  assert.equal(open.status, 200);
  assertVary(open, ['origin'], 'a public route');
});

test('what the origin lets every cache keep, only the browser of one person keeps', async () => {
  const shared = ['cdn-cache-control', 'cloudflare-cdn-cache-control', 'surrogate-control'];
  const said = ({ headers }) => [...shared, 'x-accel-expires'].filter((it) => headers.has(it));
  const answer = await call(`${stack.url}/kept`, await stack.provider.mint('member'));
  assert.equal(answer.status, 200);
  const control = answer.headers.get('cache-control');
  assert.equal(control, 'private, max-age=600, stale-while-revalidate=60');
  assert.deepEqual(said(answer), []);
  assertVary(answer, ['accept-language', 'cookie', 'authorization', 'origin'], 'kept');
  // For everybody it is as the origin says.
  const open = await call(`${stack.url}/kept/by-all`);
  assert.match(open.headers.get('cache-control'), /public.*s-maxage=600/);
  assert.equal(said(open).length, 4);
});

test('an answer that sets a cookie is kept by no cache, whatever the route', async () => {
  const headers = { cookie: '__Host-edgeward-session=broken' };
  for (const path of ['/echo', '/echo/optional']) {
    const answer = await call(stack.url + path, undefined, { headers });
    assert.equal(answer.status, 200, answer.text);
    assert.ok(answer.setCookies.length > 0, path);
    assert.equal(answer.headers.get('cache-control'), 'no-store', path);
  }
});

function ask(path, token, { headers, ...options } = {}) {
  return call(stack.url + path, token, { ...options, headers: { origin: SPA, ...headers } });
}

function assertReadable({ headers }) {
  assert.equal(headers.get('access-control-allow-origin'), SPA);
  assert.equal(headers.get('access-control-allow-credentials'), 'true');
  assert.ok(varies({ headers }).includes('origin'), headers.get('vary'));
}

function assertVary(answer, names, what) {
  assert.deepEqual(varies(answer).sort(), [...names].sort(), what);
}

function varies({ headers }) {
  const names = (headers.get('vary') ?? '').toLowerCase().split(',');
  return names.map((name) => name.trim()).filter(Boolean);
}
