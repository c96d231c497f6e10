// What a client writes into headers and addresses does not become somebody's identity.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Agent } from '../support/agent.mjs';
import { call, startStack } from '../support/stack.mjs';

const FORGED = [
  ['X-Edgeward-User', 'user-admin'],
  ['x-edgeward-roles', 'admin'],
  ['X-EDGEWARD-CUSTOM-ROLES', 'billing'],
  ['X_Edgeward_User', 'user-admin'],
  ['x_edgeward-roles', 'admin'],
  ['X-Edgeward-Whatever', '1'],
];

let stack;

before(async () => {
  stack = await startStack();
});

after(() => stack?.close());

test('forged identity headers do not reach the origin on a public route', async () => {
  await stack.gate.raw('/echo', { headers: FORGED });
  assertNoIdentity(stack.origin.last(), []);
});

test('forged identity headers are replaced by those of the token', async () => {
  const token = await stack.provider.mint('member');
  const headers = [...FORGED, ['Authorization', `Bearer ${token}`]];
  assert.equal((await stack.gate.raw('/me', { headers })).status, 200);
  const { headers: got } = stack.origin.last();
  assert.equal(got['x-edgeward-user'], 'user-member');
  assert.ok(!got['x-edgeward-roles']?.includes('admin'));
  assert.ok(!got['x-edgeward-custom-roles']?.includes('billing'));
  assert.ok(!Object.keys(got).some((name) => name.includes('_') || name.includes('whatever')));
});

for (const method of ['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT']) {
  test(`forged identity headers are stripped from ${method}, on a 404 too`, async () => {
    await stack.gate.raw('/echo', { method, headers: FORGED });
    assertNoIdentity(stack.origin.last(), []);
    const token = await stack.provider.mint('member');
    const headers = [...FORGED, ['Authorization', `Bearer ${token}`]];
    await stack.gate.raw('/status/404', { method, headers });
    assert.equal(stack.origin.last().headers['x-edgeward-user'], 'user-member');
  });
}

test('the gate’s own pages ask no origin, and what only looks like one of a provider’s is stripped', async () => {
  const before = stack.origin.requests.length;
  for (const method of ['GET', 'HEAD', 'OPTIONS', 'POST', 'DELETE']) {
    for (const path of [
      '',
      '/',
      '/login',
      '/callback?code=c&state=s',
      '/logout',
      '/signed-out',
      '/x',
    ]) {
      const { status } = await stack.gate.raw(`/auth${path}`, { method, headers: FORGED });
      assert.ok(status < 500, `${method} ${path}: ${status}`);
    }
  }
  assert.equal(stack.origin.requests.length, before);
  const token = await stack.provider.mint('member');
  const headers = [...FORGED, ['Authorization', `Bearer ${token}`]];
  for (const path of ['/jwks', '/.well-known/openid-configuration', '/callback', '/health']) {
    await stack.gate.raw(path, { headers });
    assert.equal(stack.origin.last().url, path);
    assert.equal(stack.origin.last().headers['x-edgeward-user'], 'user-member');
    assert.equal(stack.origin.last().headers['x_edgeward_user'], undefined);
  }
});

test('a session reaches the origin as identity headers, without its cookies', async () => {
  const agent = new Agent();
  await agent.signIn(stack.url, '/me', 'billing');
  agent.jar.store(new URL(stack.url), ['own=1; Path=/']);
  await agent.request(`${stack.url}/me`);
  const { headers } = stack.origin.last();
  assert.equal(headers['x-edgeward-user'], 'user-billing');
  assert.equal(headers['x-edgeward-email'], 'billing@example.com');
  assert.equal(headers['x-edgeward-email-verified'], 'true');
  assert.equal(headers['x-edgeward-name'], 'Bill Billing');
  assert.equal(headers['x-edgeward-roles'], 'admin');
  assert.equal(headers['x-edgeward-custom-roles'], 'billing');
  assert.equal(headers['x-edgeward-auth'], 'session');
  assert.ok(headers['x-edgeward-tenant']);
  assert.equal(headers.cookie, 'own=1');
  assert.equal(headers.authorization, undefined);
});

test('the bearer token stays at the gate', async () => {
  const token = await stack.provider.mint('member');
  await call(`${stack.url}/me`, token);
  assert.ok(!JSON.stringify(stack.origin.last()).includes(token));
});

test('roles with separators cannot become other roles', async () => {
  const token = await stack.provider.mint('member', {
    claims: { roles: ['a,admin', 'b\r\nc', 'é'] },
  });
  await call(`${stack.url}/me`, token);
  assert.equal(stack.origin.last().headers['x-edgeward-roles'], 'a%2Cadmin,b%0D%0Ac,%C3%A9');
});

test('an address is verified only where the provider says so', async () => {
  const email = 'a@example.com';
  for (const verified of [undefined, false, 'True', '1', 1, null, [true]]) {
    const claims = { email, email_verified: verified };
    await call(`${stack.url}/me`, await stack.provider.mint('member', { claims }));
    const { headers } = stack.origin.last();
    assert.equal(headers['x-edgeward-email-verified'], 'false', JSON.stringify(verified));
  }
});

const DETOURS = [
  '/editors-or-admins/../billing-admin-only/ledger',
  '/editors-or-admins/%2e%2e/billing-admin-only/ledger',
  '//billing-admin-only/ledger',
  '/./billing-admin-only/ledger',
  '/billing-admin-only%2Fledger',
  '/billing%2Dadmin%2Donly/ledger',
  '/billing-admin-only\\ledger',
  '/BILLING-ADMIN-ONLY/ledger',
  '/billing-admin-only;x/ledger',
  '/billing-admin-only/ledger%00',
  '/me/..%2fbilling-admin-only/ledger',
  '/%62illing-admin-only/ledger',
];

for (const target of DETOURS) {
  test(`the detour ${target} does not lead around a route`, async () => {
    const token = await stack.provider.mint('editor');
    const before = stack.origin.requests.length;
    await stack.gate.raw(target, { headers: [['Authorization', `Bearer ${token}`]] });
    for (const { url } of stack.origin.requests.slice(before)) {
      const seen = decodeURIComponent(new URL(url, 'http://o.invalid').pathname).replaceAll(
        '\\',
        '/',
      );
      assert.ok(
        !new URL(seen, 'http://o.invalid').pathname.startsWith('/billing-admin-only/'),
        url,
      );
    }
  });
}

function assertNoIdentity({ headers }, allowed) {
  const names = Object.keys(headers).filter((name) => /^x[-_]edgeward/i.test(name));
  assert.deepEqual(names, allowed);
}
