// Each route × each account × {no credentials, bearer, session}, in the built Worker.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { Agent } from '../support/agent.mjs';
import { ACCOUNTS } from '../support/provider.mjs';
import { call, startStack } from '../support/stack.mjs';

/** Who may go where. Everybody else who is signed in gets 403. */
const ALLOWED = {
  '/': ['admin', 'editor', 'billing', 'member'],
  '/me': ['admin', 'editor', 'billing', 'member'],
  '/named-by-no-route': ['admin', 'editor', 'billing', 'member'],
  '/editors-or-admins/desk': ['admin', 'editor', 'billing'],
  '/billing-admin-only/ledger': ['billing'],
};

let stack;

before(async () => {
  stack = await startStack();
});

after(() => stack?.close());

for (const [path, allowed] of Object.entries(ALLOWED)) {
  describe(path, () => {
    for (const { login } of ACCOUNTS) {
      const expected = allowed.includes(login) ? 200 : 403;

      test(`${login} with a bearer token gets ${expected}`, async () => {
        const token = await stack.provider.mint(login);
        await expectAnswer(expected, () => call(stack.url + path, token));
      });

      test(`${login} with a session gets ${expected}`, async () => {
        const agent = await signedIn(login);
        await expectAnswer(expected, () => agent.navigate(stack.url + path));
      });
    }

    if (path === '/') {
      test('nobody in particular gets 200', () => expectAnswer(200, () => call(stack.url + path)));
      return;
    }

    test('a program without credentials gets 401 and a challenge', async () => {
      const answer = await expectAnswer(401, () => call(stack.url + path));
      assert.match(answer.headers.get('www-authenticate'), /^Bearer\b/);
      assert.match(answer.headers.get('content-type'), /^application\/problem\+json/);
      assert.equal(JSON.parse(answer.text).status, 401);
    });

    test('a person without credentials is sent to sign in', async () => {
      const answer = await expectAnswer(303, () =>
        new Agent().navigate(stack.url + path, {
          follow: false,
        }),
      );
      const target = new URL(answer.headers.get('location'), stack.url);
      assert.ok([stack.url, stack.provider.issuer].includes(target.origin), target.href);
    });
  });
}

// One session for each account: what it may see is decided by each request.
const agents = new Map();

async function signedIn(login) {
  if (!agents.has(login)) {
    const agent = new Agent();
    const page = await agent.signIn(stack.url, '/me', login);
    assert.equal(page.status, 200, page.text);
    agents.set(login, agent);
  }
  return agents.get(login);
}

// A denial never touches the origin and is never kept by a cache.
async function expectAnswer(status, ask) {
  const before = stack.origin.requests.length;
  const answer = await ask();
  assert.equal(answer.status, status, answer.text);
  assert.equal(stack.origin.requests.length - before, status === 200 ? 1 : 0);
  if (status !== 200) assert.match(answer.headers.get('cache-control'), /no-store/);
  return answer;
}
