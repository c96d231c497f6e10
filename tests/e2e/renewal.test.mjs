// What a refresh may meet, and what the session makes of it: refusals, outages, an old sign-in.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Agent } from '../support/agent.mjs';
import { startStack } from '../support/stack.mjs';
import { until } from '../support/until.mjs';

/** Seconds. Less than the minute before the end, so that every new refresh token is used at once. */
const ACCESS_TOKEN_TTL = 5;

/** Seconds after sign-in at which a refreshed ID Token is older than the sign-in may be. */
const MAX_AGE = 3;

let stack;

before(async () => {
  stack = await startStack({
    provider: { accessTokenTtl: ACCESS_TOKEN_TTL },
    vars: { LOGIN_PARAMS: { max_age: String(MAX_AGE) }, CLOCK_TOLERANCE: 0 },
  });
});

after(() => stack?.close());

test('a session that is refreshed while the origin is down goes on with its new tokens', async () => {
  const { agent, expiry } = await signedIn('editor');
  const { counts } = stack.provider;
  const before = counts.token;
  await stack.origin.pause();
  const answer = await agent.request(`${stack.url}/me`);
  await stack.origin.resume();
  assert.equal(answer.status, 502, answer.text);
  assert.equal(counts.token, before + 1);
  const isSession = (line) => /^__Host-edgeward-session[^=]*=[^;]/.test(line);
  assert.ok(answer.setCookies.some(isSession), answer.setCookies.join('\n'));
  assert.equal(answer.headers.get('cache-control'), 'no-store');
  // The old refresh token is spent: presented once more it would end the grant.
  await expectPage(agent);
  assert.equal(counts.token, before + 2);
  await serves(agent, expiry + 1000);
});

test('a refused refresh ends the session with its tokens, after one request', async () => {
  const { agent, expiry } = await signedIn('billing');
  const { counts } = stack.provider;
  const before = counts.token;
  assert.ok(stack.provider.revokeGrant('billing') > 0);
  await expectPage(agent);
  assert.equal(counts.token, before + 1);
  const answer = await end(agent);
  assert.ok(Date.now() >= expiry, 'not before');
  assert.equal(answer.status, 401, answer.text);
  assert.equal(counts.token, before + 1);
  assert.deepEqual(session(agent), []);
});

test('another error of OAuth ends the session with its tokens too', async () => {
  const { agent, expiry } = await signedIn('admin');
  const { counts } = stack.provider;
  const before = counts.token;
  refuseNext(400, 'interaction_required');
  await expectPage(agent);
  const answer = await end(agent);
  assert.ok(Date.now() >= expiry, 'not before');
  assert.equal(answer.status, 401, answer.text);
  assert.equal(counts.token, before + 1);
  assert.deepEqual(session(agent), []);
});

for (const [status, error] of [
  [503, 'temporarily_unavailable'],
  [401, 'invalid_client'],
]) {
  test(`a refresh that fails with ${status} ${error} ends nothing`, async () => {
    const { agent, expiry } = await signedIn('member');
    const { counts } = stack.provider;
    const before = counts.token;
    refuseNext(status, error);
    await serves(agent, expiry + 2000);
    assert.equal(counts.token, before + 1);
    assert.notDeepEqual(session(agent), []);
  });
}

test('refreshes go on when the sign-in is longer ago than `max_age`', async () => {
  const { agent, began } = await signedIn('member');
  const { counts } = stack.provider;
  await serves(agent, began + (MAX_AGE + 2) * 1000);
  const before = counts.token;
  await expectPage(agent);
  await expectPage(agent);
  assert.equal(counts.token, before + 2);
});

// `expiry`: before it no token of this session expires. Times count in whole seconds at the gate.
async function signedIn(login) {
  const began = Date.now();
  const agent = new Agent();
  const page = await agent.signIn(stack.url, '/me', login);
  assert.equal(page.status, 200, page.text);
  return { agent, began, expiry: began + (ACCESS_TOKEN_TTL - 1) * 1000 };
}

async function expectPage(agent) {
  const answer = await agent.request(`${stack.url}/me`);
  assert.equal(answer.status, 200, answer.text);
}

async function serves(agent, deadline) {
  await until('the time', async () => {
    await expectPage(agent);
    return Date.now() > deadline;
  });
}

function end(agent) {
  return until('the end', async () => {
    const answer = await agent.request(`${stack.url}/me`);
    return answer.status === 200 ? undefined : answer;
  });
}

function session(agent) {
  const cookies = agent.jar.list(new URL(stack.url));
  return cookies.filter(({ name }) => name.startsWith('__Host-edgeward-session'));
}

function refuseNext(status, error) {
  const headers = { 'content-type': 'application/json' };
  stack.provider.failNext('token', { status, headers, body: JSON.stringify({ error }) });
}
