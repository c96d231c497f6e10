// A session outlives its access tokens: it is refreshed at the gate.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Agent } from '../support/agent.mjs';
import { startStack } from '../support/stack.mjs';
import { until } from '../support/until.mjs';

// The gate refreshes a minute before the end: these tokens are good for a few seconds only.
const ACCESS_TOKEN_TTL = 63;

let stack;

before(async () => {
  stack = await startStack({ provider: { accessTokenTtl: ACCESS_TOKEN_TTL } });
});

after(() => stack?.close());

test('the session is refreshed before the access token expires, and only then', async () => {
  const agent = await signedIn('editor');
  const { counts } = stack.provider;
  const before = counts.token;
  await expectPage(agent);
  assert.equal(counts.token, before, 'not while the token is fresh');
  await until('a refresh', async () => {
    await expectPage(agent);
    return counts.token > before;
  });
  await expectPage(agent);
  assert.equal(counts.token, before + 1, 'once, for the new token is fresh');
});

test('a role that is taken away is gone with the next token', async () => {
  const agent = await signedIn('editor');
  assert.equal((await agent.request(`${stack.url}/editors-or-admins/desk`)).status, 200);
  stack.provider.change('editor', { roles: [] });
  try {
    await until('the role to go', async () => {
      const { status } = await agent.request(`${stack.url}/editors-or-admins/desk`);
      return status === 403;
    });
  } finally {
    stack.provider.change('editor');
  }
});

test('while the provider is down the session serves; it is refreshed afterwards', async () => {
  const agent = await signedIn('editor');
  const { counts } = stack.provider;
  await stack.provider.pause();
  const failed = () => stack.gate.logs.length;
  const lines = failed();
  const deadline = Date.now() + (ACCESS_TOKEN_TTL - 60 + 1) * 1000;
  await until('the time to refresh', async () => {
    await expectPage(agent);
    return Date.now() > deadline;
  });
  assert.ok(failed() > lines);
  await stack.provider.resume();
  const before = counts.token;
  await until(
    'a refresh',
    async () => {
      await expectPage(agent);
      return counts.token > before;
    },
    60_000,
  );
});

async function signedIn(login) {
  const agent = new Agent();
  const page = await agent.signIn(stack.url, '/me', login);
  assert.equal(page.status, 200, page.text);
  return agent;
}

async function expectPage(agent) {
  const answer = await agent.request(`${stack.url}/me`);
  assert.equal(answer.status, 200, answer.text);
}
