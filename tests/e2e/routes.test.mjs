// What routes can ask besides roles: scopes, hosts, methods, optional sign-in; and pages elsewhere.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Agent } from '../support/agent.mjs';
import { call, ROUTES, startStack } from '../support/stack.mjs';

const SPA = 'http://127.0.0.1:5173';

let stack;

before(async () => {
  stack = await startStack({
    vars: {
      CORS_ORIGINS: [SPA],
      ROUTES: [
        ...ROUTES,
        { path: '/scoped/**', scopes: ['api:read'] },
        { path: '/provider-roles/**', roles: ['billing'], include_custom: false },
        { path: '/files/**', methods: ['GET'] },
        { path: '/files/**', methods: ['POST'], roles: ['admin'] },
      ],
    },
  });
});

after(() => stack?.close());

test('a scope that the token lacks is 403 with the reason of RFC 6750', async () => {
  const url = `${stack.url}/scoped/x`;
  const scope = 'api:read api:write';
  assert.equal((await call(url, await stack.provider.mint('member', { scope }))).status, 200);
  const answer = await call(url, await stack.provider.mint('member', { scope: 'api:write' }));
  assert.equal(answer.status, 403);
  assert.match(answer.headers.get('www-authenticate'), /error="insufficient_scope"/);
});

test('what only looks like a scope or a role is none (RFC 6749 §3.3)', async () => {
  const mint = (claims) => stack.provider.mint('member', { claims });
  for (const scope of [
    'api:write,api:read',
    'api:write\tapi:read',
    'api:write\napi:read',
    'api:write\u00a0api:read',
    'API:READ',
    'api:read:all',
    'my-api:read',
  ]) {
    const { status } = await call(`${stack.url}/scoped/x`, await mint({ scope }));
    assert.equal(status, 403, JSON.stringify(scope));
  }
  for (const roles of [
    'admin editor',
    'admin,editor',
    ['admin '],
    ['administrator'],
    [['admin']],
    { admin: true },
  ]) {
    const { status } = await call(`${stack.url}/editors-or-admins/x`, await mint({ roles }));
    assert.equal(status, 403, JSON.stringify(roles));
  }
});

test('custom roles do not count where the route leaves them out', async () => {
  const url = `${stack.url}/provider-roles/x`;
  assert.equal((await call(url, await stack.provider.mint('billing'))).status, 403);
  const claims = { roles: ['billing'] };
  assert.equal((await call(url, await stack.provider.mint('billing', { claims }))).status, 200);
});

test('roles are compared in any letter case', async () => {
  const token = await stack.provider.mint('member', { claims: { roles: 'EDITOR' } });
  assert.equal((await call(`${stack.url}/editors-or-admins/desk`, token)).status, 200);
});

test('one path can ask different things of different methods', async () => {
  const url = `${stack.url}/files/a`;
  const member = await stack.provider.mint('member');
  assert.equal((await call(url, member)).status, 200);
  assert.equal((await call(url, member, { method: 'HEAD' })).status, 200);
  assert.equal((await call(url, member, { method: 'POST', body: 'x' })).status, 403);
  const admin = await stack.provider.mint('admin');
  assert.equal((await call(url, admin, { method: 'POST', body: 'x' })).status, 200);
  const answer = await call(url, admin, { method: 'PUT', body: 'x' });
  assert.equal(answer.status, 405);
  assert.match(answer.headers.get('allow'), /POST/);
});

test('an optional sign-in lets everybody in and says who it is', async () => {
  const url = `${stack.url}/echo/optional`;
  assert.equal((await call(url)).status, 200);
  assert.equal(stack.origin.last().headers['x-edgeward-user'], undefined);
  assert.equal((await call(url, await stack.provider.mint('member'))).status, 200);
  assert.equal(stack.origin.last().headers['x-edgeward-user'], 'user-member');
  assert.equal((await call(url, 'not.a.token')).status, 401);
});

test('a public route does not say who it is', async () => {
  assert.equal((await call(`${stack.url}/echo`, await stack.provider.mint('member'))).status, 200);
  assert.equal(stack.origin.last().headers['x-edgeward-user'], undefined);
});

test('a host that the gate does not answer for is refused', async () => {
  const before = stack.origin.requests.length;
  const { host } = new URL(stack.url);
  for (const other of [
    'other.example',
    `evil${host}`,
    `evil-${host}`,
    `evil.${host}`,
    `localhost.evil.example`,
    `localhost.:${stack.gate.port}`,
    'localhost',
    `127.0.0.1:${stack.gate.port}`,
  ]) {
    const { status } = await stack.gate.raw('/', { headers: [['Host', other]] });
    assert.ok([400, 421].includes(status), `${other}: ${status}`);
  }
  assert.equal(stack.origin.requests.length, before);
});

test('a listed page of another origin may ask, and reads answers and refusals', async () => {
  const origin = { origin: SPA };
  const preflight = await call(`${stack.url}/me`, undefined, {
    method: 'OPTIONS',
    headers: {
      ...origin,
      'access-control-request-method': 'GET',
      'access-control-request-headers': 'authorization',
    },
  });
  assert.equal(preflight.status, 204);
  assert.equal(preflight.headers.get('access-control-allow-origin'), SPA);
  assert.match(preflight.headers.get('access-control-allow-headers'), /authorization/);
  const token = await stack.provider.mint('member');
  for (const [bearer, status] of [
    [token, 200],
    [undefined, 401],
  ]) {
    const answer = await call(`${stack.url}/me`, bearer, { headers: origin });
    assert.equal(answer.status, status);
    assert.equal(answer.headers.get('access-control-allow-origin'), SPA);
  }
});

test('a page of another origin cannot write with somebody’s session', async () => {
  const agent = new Agent();
  await agent.signIn(stack.url, '/me', 'admin');
  const post = (origin) =>
    agent.request(`${stack.url}/files/a`, {
      method: 'POST',
      body: 'x',
      headers: { origin },
    });
  const before = stack.origin.requests.length;
  assert.equal((await post('https://evil.example')).status, 403);
  assert.equal((await post('null')).status, 403);
  assert.equal(stack.origin.requests.length, before);
  assert.equal((await post(stack.url)).status, 200);
  assert.equal((await post(SPA)).status, 200);
});

test('nothing that is for one person is kept by a shared cache', async () => {
  const answer = await call(`${stack.url}/me`, await stack.provider.mint('member'));
  assert.match(answer.headers.get('cache-control'), /private|no-store/);
  assert.match(answer.headers.get('vary'), /Cookie/i);
  assert.match(answer.headers.get('vary'), /Authorization/i);
});
