// A session whose grant the provider has taken back ends with the tokens that it has.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Agent } from '../support/agent.mjs';
import { startStack } from '../support/stack.mjs';
import { until } from '../support/until.mjs';

/** Seconds that a token is good for: few, because a session serves until its tokens expire. */
const ACCESS_TOKEN_TTL = 5;

/** The cookie that says that this browser has just signed in. */
const MARK = '__Host-edgeward-signed-in';

let stack;

before(async () => {
  stack = await startStack({ provider: { accessTokenTtl: ACCESS_TOKEN_TTL } });
});

after(() => stack?.close());

test('a revoked grant sends the person to sign in again, once', async () => {
  const agent = await signedIn('member');
  // As twenty seconds later: till then it would look like a browser that keeps no cookies.
  agent.jar.forget(MARK);
  assert.ok(stack.provider.revokeGrant('member') > 0);
  const page = await until('the sign-in', async () => {
    const answer = await agent.navigate(`${stack.url}/me`);
    return answer.trail.length > 1 ? answer : undefined;
  });
  const at = (path) => page.trail.filter(({ pathname }) => pathname === path).length;
  assert.equal(at('/authorize'), 1, page.trail.join(' → '));
  // The provider still knows the person, and gives a new grant without a question.
  assert.equal(page.url.href, `${stack.url}/me`);
  assert.equal(page.status, 200);
});

test('a session that ends as soon as it began ends on a page, not in a loop', async () => {
  const agent = await signedIn('member');
  stack.provider.revokeGrant('member');
  const page = await until('the end', async () => {
    const answer = await agent.navigate(`${stack.url}/me`);
    return answer.status === 200 ? undefined : answer;
  });
  assert.equal(page.status, 400);
  assert.equal(page.trail.length, 1, page.trail.join(' → '));
  assert.match(page.text, /href="\/auth\/login\?return_to=%2Fme"/);
});

test('a revoked grant is 401 for a program, and its cookie is cleared', async () => {
  const agent = await signedIn('billing');
  stack.provider.revokeGrant('billing');
  const answer = await until('the end', async () => {
    const one = await agent.request(`${stack.url}/me`);
    return one.status === 200 ? undefined : one;
  });
  assert.equal(answer.status, 401);
  agent.jar.forget(MARK);
  assert.deepEqual(agent.jar.list(new URL(stack.url)), []);
});

async function signedIn(login) {
  const agent = new Agent();
  const page = await agent.signIn(stack.url, '/me', login);
  assert.equal(page.status, 200, page.text);
  return agent;
}
