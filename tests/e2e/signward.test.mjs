// Signward today: endpoints under /connect that the metadata omits, and an HS256 key in the JWKS.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { SignJWT } from 'jose';

import { Agent } from '../support/agent.mjs';
import { call, startStack } from '../support/stack.mjs';

describe('by default', () => {
  let stack;

  before(async () => {
    stack = await startStack({ provider: { shape: 'signward' }, vars: { PROVIDER: 'signward' } });
  });

  after(() => stack?.close());

  test('a token of the published key is refused: everybody could have made it', async () => {
    const answer = await call(`${stack.url}/me`, await stack.provider.mint('admin'));
    assert.ok([401, 503].includes(answer.status), answer.text);
    assert.equal(stack.origin.requests.length, 0);
  });

  test('a sign-in fails on a page, without a session', async () => {
    const agent = new Agent();
    const page = await agent.signIn(stack.url, '/me', 'admin');
    assert.ok(page.status >= 400, String(page.status));
    assert.equal((await agent.request(`${stack.url}/me`)).status, 401);
  });
});

describe('with DANGER_SYMMETRIC_JWKS', () => {
  let stack;

  before(async () => {
    stack = await startStack({
      provider: { shape: 'signward' },
      vars: { PROVIDER: 'signward', DANGER_SYMMETRIC_JWKS: true },
    });
  });

  after(() => stack?.close());

  test('a token of the published key is accepted, with roles and custom roles', async () => {
    const url = `${stack.url}/billing-admin-only/ledger`;
    assert.equal((await call(url, await stack.provider.mint('billing'))).status, 200);
    assert.equal((await call(url, await stack.provider.mint('admin'))).status, 403);
    assert.equal(
      (await call(url, await stack.provider.mint('billing', { ttl: -120 }))).status,
      401,
    );
  });

  test('people sign in and out by the endpoints under /connect', async () => {
    const agent = new Agent();
    const page = await agent.signIn(stack.url, '/billing-admin-only/ledger', 'billing');
    assert.equal(page.status, 200, page.text);
    const asked = stack.provider.requests.map(({ url }) => url.split('?')[0]);
    assert.ok(asked.includes('/connect/authorize') && asked.includes('/connect/token'));
    const out = await agent.signOut(stack.url);
    assert.equal(out.url.origin, stack.url);
    assert.ok(stack.provider.counts.end_session > 0);
    assert.equal((await agent.request(`${stack.url}/me`)).status, 401);
  });
});

describe('with HMAC_SECRET and no key in the JWKS', () => {
  const secret = 'a key of at least sixty-four bytes, as text, because HS512 asks for as many';
  let stack;

  before(async () => {
    stack = await startStack({
      vars: { HMAC_SECRET: secret, ALGORITHMS: ['HS256', 'HS384', 'HS512'] },
    });
  });

  after(() => stack?.close());

  for (const alg of ['HS256', 'HS384', 'HS512']) {
    test(`with ${alg} a token of the configured key is accepted, one of another not`, async () => {
      assert.equal((await call(`${stack.url}/me`, await sign(alg, secret))).status, 200);
      assert.equal((await call(`${stack.url}/me`, await sign(alg, `${secret}.`))).status, 401);
    });
  }

  test('a token of the provider’s own keys is refused', async () => {
    assert.equal((await call(`${stack.url}/me`, await stack.provider.mint('member'))).status, 401);
  });

  function sign(alg, key) {
    const now = Math.floor(Date.now() / 1000);
    const { issuer: iss, audience: aud } = stack.provider;
    return new SignJWT({ iss, aud, sub: 'user-member', iat: now, exp: now + 60 })
      .setProtectedHeader({ alg, typ: 'at+jwt' })
      .sign(Buffer.from(key));
  }
});
