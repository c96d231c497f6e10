// One line of log for each decision, and nothing secret in any line or answer.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Agent } from '../support/agent.mjs';
import { call, startStack } from '../support/stack.mjs';

let stack;
const secrets = [];
const answers = [];

before(async () => {
  stack = await startStack();
  secrets.push(stack.provider.clientSecret);
  const agent = new Agent();
  const page = await agent.navigate(`${stack.url}/me`);
  const done = await agent.chooseAccount(page, 'billing');
  const callback = done.trail.find(({ pathname }) => pathname === '/auth/callback');
  secrets.push(callback.searchParams.get('code'), callback.searchParams.get('state'));
  const sealed = agent.jar.list(new URL(stack.url)).filter(({ value }) => value.length > 16);
  secrets.push(...sealed.map(({ value }) => value));
  assert.ok(sealed.length > 0);
  answers.push(await agent.navigate(`${stack.url}/editors-or-admins/desk`));
  answers.push(await agent.navigate(callback));
  for (const options of [{}, { ttl: -120 }, { claims: { aud: 'x' } }]) {
    const token = await stack.provider.mint('member', options);
    secrets.push(token, ...token.split('.'));
    answers.push(await call(`${stack.url}/editors-or-admins/desk`, token));
  }
  answers.push(await agent.signOut(stack.url));
});

after(() => stack?.close());

test('each decision is a line of JSON with route, decision and reason', async () => {
  const line = await stack.gate.logged((message) => message.includes('/editors-or-admins/**'));
  const record = JSON.parse(line);
  assert.equal(record.route, '/editors-or-admins/**');
  assert.ok('decision' in record, line);
});

test('no log line holds a token, a code, a cookie, a secret or a claim', () => {
  assert.ok(stack.gate.logs.length > 0);
  const text = JSON.stringify(stack.gate.logs);
  for (const secret of [...secrets, 'billing@example.com', 'Bill Billing']) {
    assert.ok(!text.includes(secret), secret);
  }
});

test('no answer holds a token, a code or a secret', () => {
  for (const { text, headers } of answers) {
    const all = text + JSON.stringify([...headers].filter(([name]) => name !== 'set-cookie'));
    for (const secret of secrets) assert.ok(!all.includes(secret), secret);
  }
});
