// Sessions of people with many roles: more cookies, up to a limit that is said.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Agent } from '../support/agent.mjs';
import { startStack } from '../support/stack.mjs';

let stack;

before(async () => {
  stack = await startStack();
});

after(() => stack?.close());

function roles(count) {
  return ['editor', ...Array.from({ length: count }, (_, index) => `role-${index}-of-a-long-name`)];
}

test('a session of two hundred roles takes several cookies, and all of them count', async () => {
  stack.provider.change('member', { roles: roles(200) });
  const agent = new Agent();
  const page = await agent.signIn(stack.url, '/editors-or-admins/desk', 'member');
  assert.equal(page.status, 200, page.text);
  const chunks = agent.jar
    .list(new URL(stack.url))
    .filter(({ name }) => name.startsWith('__Host-edgeward-session'));
  assert.ok(chunks.length > 1, String(chunks.length));
  assert.ok(stack.origin.last().headers['x-edgeward-roles'].endsWith('role-199-of-a-long-name'));
  for (const { name } of chunks) {
    const { [name]: _gone, ...others } = Object.fromEntries(
      chunks.map((one) => [one.name, one.value]),
    );
    const cookie = Object.entries(others)
      .map(([key, value]) => `${key}=${value}`)
      .join('; ');
    const { status } = await new Agent().request(`${stack.url}/me`, { headers: { cookie } });
    assert.equal(status, 401, `without ${name}`);
  }
});

test('a smaller session after a larger one leaves no old piece behind', async () => {
  stack.provider.change('member', { roles: roles(200) });
  const agent = new Agent();
  await agent.signIn(stack.url, '/me', 'member');
  stack.provider.change('member');
  await agent.navigate(`${stack.url}/auth/login?return_to=/me`);
  assert.equal((await agent.request(`${stack.url}/editors-or-admins/desk`)).status, 403);
  assert.equal((await agent.request(`${stack.url}/me`)).status, 200);
});

test('signing out clears each piece of a large session', async () => {
  stack.provider.change('member', { roles: roles(200) });
  const agent = new Agent();
  await agent.signIn(stack.url, '/me', 'member');
  stack.provider.change('member');
  const pieces = agent.jar.list(new URL(stack.url)).filter(({ name }) => /-session/.test(name));
  assert.ok(pieces.length > 1);
  assert.equal((await agent.signOut(stack.url)).status, 200);
  assert.deepEqual(agent.jar.list(new URL(stack.url)), []);
});

test('a session that no browser would keep is refused on a page at sign-in', async () => {
  stack.provider.change('member', { roles: roles(2000) });
  const agent = new Agent();
  const page = await agent.signIn(stack.url, '/me', 'member');
  stack.provider.change('member');
  assert.ok(page.status >= 400, String(page.status));
  assert.equal(page.url.pathname, '/auth/callback');
  assert.match(page.headers.get('content-type'), /^text\/html/);
});
