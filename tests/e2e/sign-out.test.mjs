// Signing out: only who began a sign-out ends it, and nothing of the session outlives it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Agent } from '../support/agent.mjs';
import { startStack } from '../support/stack.mjs';
import { until } from '../support/until.mjs';

/** Seconds. Less than the minute before the end, so that a session asks for new tokens at once. */
const ACCESS_TOKEN_TTL = 5;

const SIGN_OUT = /^__Host-edgeward-sign-?out/;

let stack;

before(async () => {
  stack = await startStack({ provider: { accessTokenTtl: ACCESS_TOKEN_TTL } });
});

after(() => stack?.close());

test('a return without a state ends no sign-out, and clears its cookie', async () => {
  for (const query of ['', '?', '?state=', '?state=made-up', '?x=1']) {
    const agent = await signedIn('member');
    await beginSignOut(agent);
    assert.equal(signOuts(agent).length, 1);
    const answer = await agent.request(`${stack.url}/auth/signed-out${query}`);
    assert.equal(answer.status, 400, query);
    assert.match(answer.text, /sign_out_state_mismatch/);
    assert.deepEqual(signOuts(agent), []);
  }
});

test('without a sign-out the page is a page, and sets nothing', async () => {
  const answer = await new Agent().navigate(`${stack.url}/auth/signed-out`);
  assert.equal(answer.status, 200);
  assert.match(answer.headers.get('content-type'), /^text\/html/);
  assert.match(answer.text, /You are signed out/);
  assert.deepEqual(answer.setCookies, []);
});

test('a sign-out revokes the refresh token: a copy of the session ends with its tokens', async () => {
  const agent = await signedIn('editor');
  const cookie = agent.jar.header(new URL(stack.url));
  const { counts } = stack.provider;
  const { revocation } = counts;
  const page = await agent.signOut(stack.url);
  assert.equal(page.status, 200, page.text);
  assert.equal(page.url.pathname, '/auth/signed-out');
  assert.equal(counts.revocation, revocation + 1);
  const before = counts.token;
  const copy = () => new Agent().request(`${stack.url}/me`, { headers: { cookie } });
  const answer = await until('the end', async () => {
    const one = await copy();
    return one.status === 200 ? undefined : one;
  });
  assert.equal(answer.status, 401);
  assert.equal(counts.token, before + 1);
});

test('a provider that cannot revoke keeps nobody from signing out', async () => {
  const agent = await signedIn('editor');
  stack.provider.failNext('revocation');
  const page = await agent.signOut(stack.url);
  assert.equal(page.status, 200, page.text);
  assert.equal(page.url.pathname, '/auth/signed-out');
  assert.deepEqual(agent.jar.list(new URL(stack.url)), []);
});

test('a sign-out at Cognito has a name of its own for the way back, and comes back without a state', async () => {
  const cognito = await startStack({ vars: { PROVIDER: 'cognito' } });
  try {
    const agent = new Agent();
    assert.equal((await agent.signIn(cognito.url, '/me', 'member')).status, 200);
    const location = await beginSignOut(agent, cognito);
    const back = `${cognito.url}/auth/signed-out`;
    assert.equal(location.searchParams.get('logout_uri'), back);
    assert.equal(location.searchParams.get('post_logout_redirect_uri'), null);
    const answer = await agent.request(back);
    assert.equal(answer.status, 200, answer.text);
    assert.deepEqual(
      agent.jar.list(new URL(cognito.url)).filter(({ name }) => SIGN_OUT.test(name)),
      [],
    );
    const other = new Agent();
    assert.equal((await other.signIn(cognito.url, '/me', 'member')).status, 200);
    await beginSignOut(other, cognito);
    const madeUp = await other.request(`${back}?state=made-up`);
    assert.equal(madeUp.status, 400, 'a state that is there must be right');
  } finally {
    await cognito.close();
  }
});

async function signedIn(login) {
  const agent = new Agent();
  const page = await agent.signIn(stack.url, '/me', login);
  assert.equal(page.status, 200, page.text);
  return agent;
}

async function beginSignOut(agent, { url, provider } = stack) {
  const answer = await agent.request(`${url}/auth/logout`, {
    method: 'POST',
    headers: { origin: url, 'sec-fetch-site': 'same-origin', 'content-length': '0' },
  });
  assert.equal(answer.status, 303, answer.text);
  const location = new URL(answer.headers.get('location'));
  assert.equal(location.origin, provider.issuer);
  return location;
}

function signOuts(agent) {
  return agent.jar.list(new URL(stack.url)).filter(({ name }) => SIGN_OUT.test(name));
}
