// Signing in, staying signed in, signing out: what a person's cookies do.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Agent, NAVIGATION } from '../support/agent.mjs';
import { startStack } from '../support/stack.mjs';

let stack;

before(async () => {
  stack = await startStack();
});

after(() => stack?.close());

test('signing in leads back to the page that was asked for, query and all', async () => {
  const page = await new Agent().signIn(stack.url, '/me?tab=2&x=%2F', 'member');
  assert.equal(page.status, 200, page.text);
  assert.equal(page.url.href, `${stack.url}/me?tab=2&x=%2F`);
  assert.match(page.text, /user-member/);
});

test('the authorization request has PKCE, state and nonce', async () => {
  const { trail } = await new Agent().navigate(`${stack.url}/me`);
  const { searchParams } = trail.find(({ pathname }) => pathname === '/authorize');
  assert.equal(searchParams.get('response_type'), 'code');
  assert.equal(searchParams.get('code_challenge_method'), 'S256');
  for (const name of ['code_challenge', 'state', 'nonce']) {
    assert.ok(searchParams.get(name).length >= 32, name);
  }
  assert.equal(searchParams.get('redirect_uri'), `${stack.url}/auth/callback`);
});

test('every cookie is a host cookie, HttpOnly and Secure, and says nothing', async () => {
  const agent = new Agent();
  await agent.signIn(stack.url, '/me', 'editor');
  const cookies = agent.jar.list(new URL(stack.url));
  assert.ok(cookies.length > 0);
  for (const { name, value, httpOnly, secure, sameSite } of cookies) {
    assert.match(name, /^__Host-/);
    assert.ok(httpOnly && secure, name);
    assert.equal(sameSite, 'Lax', name);
    assert.ok(!Buffer.from(value, 'base64url').includes('editor'), name);
  }
});

test('a sign-in leaves no cookie of its own behind', async () => {
  const agent = new Agent();
  await agent.navigate(`${stack.url}/me`);
  const flows = () =>
    agent.jar
      .list(new URL(stack.url))
      .map(({ name }) => name)
      .filter((name) => name.startsWith('__Host-edgeward-flow-'));
  const during = flows();
  assert.equal(during.length, 1);
  await agent.signIn(stack.url, '/me', 'member');
  // The first sign-in was given up; the second one finished and cleared its own.
  assert.deepEqual(flows(), during);
});

test('eight sign-ins begun at once in one browser all finish, in any order', async () => {
  const agent = new Agent();
  const tabs = Array.from({ length: 8 }, (_, index) => `/me?tab=${index}`);
  const pages = [];
  for (const tab of tabs) pages.push(await agent.navigate(stack.url + tab));
  for (const [index, page] of [...pages.entries()].reverse()) {
    const done = await agent.chooseAccount(page, 'editor');
    assert.equal(done.url.href, stack.url + tabs[index]);
    assert.equal(done.status, 200, done.text);
  }
});

test('the answer of a sign-in is good once, in the browser that began it', async () => {
  const agent = new Agent();
  const page = await agent.navigate(`${stack.url}/me`);
  const { trail } = await agent.chooseAccount(page, 'member');
  const callback = trail.find(({ pathname }) => pathname === '/auth/callback');
  const again = await agent.navigate(callback, { follow: false });
  assert.ok(again.status >= 400 && again.status < 500, String(again.status));
  const stranger = await new Agent().navigate(callback, { follow: false });
  assert.ok(stranger.status >= 400 && stranger.status < 500, String(stranger.status));
  assert.deepEqual(
    stranger.setCookies.filter((line) => /session=[^;]/i.test(line)),
    [],
  );
});

test('a sign-in that the person cancels ends on a page, not in a loop', async () => {
  const agent = new Agent();
  const page = await agent.chooseAccount(await agent.navigate(`${stack.url}/me`), 'cancel');
  assert.equal(page.url.origin, stack.url);
  assert.ok(page.status >= 400 && page.status < 500, String(page.status));
  assert.match(page.headers.get('content-type'), /^text\/html/);
  assert.match(page.headers.get('content-security-policy'), /default-src 'none'/);
});

test('a person without the role gets a page that explains, with a strict policy', async () => {
  const agent = new Agent();
  const page = await agent.signIn(stack.url, '/editors-or-admins/desk', 'member');
  assert.equal(page.status, 403);
  assert.match(page.headers.get('content-type'), /^text\/html/);
  assert.match(page.headers.get('content-security-policy'), /default-src 'none'/);
  assert.match(page.text, /<html lang="/);
  assert.match(page.text, /<title>[^<]+<\/title>/);
  assert.match(page.text, /<h1/);
  assert.ok(!/(?:src|href)="https?:/.test(page.text));
});

const OUTSIDE = [
  'https://evil.example/',
  '//evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  '/%09/evil.example',
  '/\t/evil.example',
  'javascript:alert(1)',
  '/../../evil',
  '/auth/login',
];

for (const target of OUTSIDE) {
  test(`a sign-in that asks to return to ${JSON.stringify(target)} stays here`, async () => {
    const agent = new Agent();
    const url = new URL('/auth/login', stack.url);
    url.searchParams.set('return_to', target);
    const page = await agent.chooseAccount(await agent.navigate(url), 'member');
    assert.equal(page.url.origin, stack.url);
    assert.ok(page.status < 500);
    for (const { hostname } of page.trail) assert.ok(['localhost', '127.0.0.1'].includes(hostname));
  });
}

test('who am I: the session answers at /auth/me, and nobody is 401', async () => {
  const agent = new Agent();
  await agent.signIn(stack.url, '/me', 'billing');
  const answer = await agent.request(`${stack.url}/auth/me`);
  assert.equal(answer.status, 200, answer.text);
  assert.match(answer.headers.get('cache-control'), /no-store/);
  const text = JSON.stringify(JSON.parse(answer.text));
  for (const part of ['user-billing', 'admin', 'billing@example.com'])
    assert.ok(text.includes(part));
  assert.equal((await new Agent().request(`${stack.url}/auth/me`)).status, 401);
});

test('signing out clears every cookie, ends the provider’s session and comes back', async () => {
  const agent = new Agent();
  await agent.signIn(stack.url, '/me', 'admin');
  const page = await agent.signOut(stack.url);
  assert.equal(page.url.origin, stack.url);
  assert.ok(page.status < 400, String(page.status));
  assert.deepEqual(agent.jar.list(new URL(stack.url)), []);
  const next = await agent.navigate(`${stack.url}/me`);
  assert.match(next.text, /Choose who you are/);
});

test('another site cannot sign a person out', async () => {
  const agent = new Agent();
  await agent.signIn(stack.url, '/me', 'admin');
  for (const method of ['GET', 'POST']) {
    await agent.request(`${stack.url}/auth/logout`, {
      method,
      headers: { ...NAVIGATION, 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' },
    });
    assert.equal((await agent.request(`${stack.url}/me`)).status, 200, method);
  }
});

test('a cookie with one character changed is nobody', async () => {
  const agent = new Agent();
  await agent.signIn(stack.url, '/me', 'admin');
  const { name, value } = sessionCookie(agent);
  for (const at of [0, value.length >> 1, value.length - 2]) {
    const changed = value.slice(0, at) + (value[at] === 'A' ? 'B' : 'A') + value.slice(at + 1);
    const headers = { cookie: `${name}=${changed}` };
    assert.equal((await new Agent().request(`${stack.url}/me`, { headers })).status, 401);
  }
});

test('a sign-in cookie is not a session', async () => {
  const agent = new Agent();
  await agent.signIn(stack.url, '/me', 'admin');
  const { name } = sessionCookie(agent);
  const other = new Agent();
  await other.navigate(`${stack.url}/me`);
  const [{ value }] = other.jar.list(new URL(stack.url));
  const headers = { cookie: `${name}=${value}` };
  assert.equal((await new Agent().request(`${stack.url}/me`, { headers })).status, 401);
});

function sessionCookie(agent) {
  const cookies = agent.jar.list(new URL(stack.url));
  return cookies.find(({ name }) => name.startsWith('__Host-edgeward-session'));
}
