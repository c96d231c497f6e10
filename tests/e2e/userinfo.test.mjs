// A provider with opaque access tokens and short ID Tokens: the name comes from userinfo.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Agent } from '../support/agent.mjs';
import { startStack } from '../support/stack.mjs';

const headers = { accept: 'application/json' };

let stack;

before(async () => {
  stack = await startStack({
    provider: {
      accessTokens: 'opaque',
      claimsFor(use, claims) {
        if (use === 'userinfo') return { ...claims, roles: ['admin'] };
        const { roles, custom_roles } = claims;
        return { roles, custom_roles };
      },
    },
  });
});

after(() => stack?.close());

test('name and address come from userinfo, roles from the ID Token only', async () => {
  const { counts } = stack.provider;
  const { userinfo } = counts;
  const agent = await signedIn('editor');
  const answer = await agent.request(`${stack.url}/me`, { headers });
  const { identity } = JSON.parse(answer.text);
  assert.equal(identity['x-edgeward-user'], 'user-editor');
  assert.equal(decodeURIComponent(identity['x-edgeward-name']), 'Édith Editor');
  assert.equal(identity['x-edgeward-email'], 'editor@example.com');
  assert.equal(identity['x-edgeward-roles'], 'editor');
  assert.equal(counts.userinfo, userinfo + 1);
  assert.equal((await agent.request(`${stack.url}/editors-or-admins/desk`)).status, 200);
  assert.equal((await agent.request(`${stack.url}/billing-admin-only/ledger`)).status, 403);
});

test('userinfo that does not answer costs the name, and no more', async () => {
  stack.provider.failNext('userinfo');
  const agent = await signedIn('editor');
  const answer = await agent.request(`${stack.url}/me`, { headers });
  const { identity } = JSON.parse(answer.text);
  assert.equal(identity['x-edgeward-user'], 'user-editor');
  assert.equal(identity['x-edgeward-name'], undefined);
  assert.equal(identity['x-edgeward-roles'], 'editor');
});

test('userinfo about somebody else is not taken', async () => {
  const body = JSON.stringify({ sub: 'user-admin', name: 'Ada Admin', roles: ['admin'] });
  const json = { 'content-type': 'application/json' };
  stack.provider.failNext('userinfo', { status: 200, headers: json, body });
  const agent = await signedIn('member');
  const answer = await agent.request(`${stack.url}/me`, { headers });
  const { identity } = JSON.parse(answer.text);
  assert.equal(identity['x-edgeward-user'], 'user-member');
  assert.equal(identity['x-edgeward-name'], undefined);
  assert.equal(identity['x-edgeward-roles'], '');
});

async function signedIn(login) {
  const agent = new Agent();
  const page = await agent.signIn(stack.url, '/me', login);
  assert.equal(page.status, 200, page.text);
  return agent;
}
