// The provider's keys: fetched when needed, kept through an outage, rotated without a word.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { decodeProtectedHeader } from 'jose';

import { call, startStack } from '../support/stack.mjs';
import { until } from '../support/until.mjs';

// Each test has a gate of its own: what a gate has fetched stays with it.
function scenario(name, run, options) {
  test(name, async () => {
    const stack = await startStack(options);
    try {
      await run(stack);
    } finally {
      await stack.close();
    }
  });
}

scenario('many tokens take one fetch of the keys and of the metadata', async (stack) => {
  for (let turn = 0; turn < 20; turn += 1) await expectStatus(stack, 200);
  assert.equal(stack.provider.counts.jwks, 1);
  assert.equal(stack.provider.counts.metadata, 1);
});

scenario('a token of a new key is accepted at once', async (stack) => {
  await expectStatus(stack, 200);
  await stack.provider.rotateKeys();
  await expectStatus(stack, 200);
  assert.equal(stack.provider.counts.jwks, 2);
});

scenario('tokens of old and new keys are accepted side by side', async (stack) => {
  const old = await stack.provider.mint('member');
  await expectStatus(stack, 200, old);
  await stack.provider.rotateKeys();
  await expectStatus(stack, 200);
  await expectStatus(stack, 200, old);
});

scenario(
  'a key that is gone from the set stops as soon as the set is fetched again',
  async (stack) => {
    const old = await stack.provider.mint('member');
    await expectStatus(stack, 200, old);
    await stack.provider.rotateKeys();
    await stack.provider.removeKey(decodeProtectedHeader(old).kid);
    await expectStatus(stack, 200);
    await expectStatus(stack, 401, old);
  },
);

scenario('made-up key ids make two fetches of the keys at most', async (stack) => {
  await expectStatus(stack, 200);
  const flood = Array.from({ length: 200 }, (_, index) =>
    stack.provider
      .mint('member', { header: { kid: `made-up-${index}` } })
      .then((token) => call(`${stack.url}/me`, token)),
  );
  for (const { status } of await Promise.all(flood)) assert.equal(status, 401);
  assert.ok(stack.provider.counts.jwks <= 2, String(stack.provider.counts.jwks));
  await expectStatus(stack, 200);
});

scenario('a provider that is down does not matter to a gate that has its keys', async (stack) => {
  await expectStatus(stack, 200);
  await stack.provider.pause();
  await expectStatus(stack, 200);
});

scenario(
  'without keys the gate is unavailable, and works when the provider is back',
  async (stack) => {
    await stack.provider.pause();
    const answer = await call(`${stack.url}/me`, await stack.provider.mint('member'));
    assert.equal(answer.status, 503, answer.text);
    assert.equal((await call(`${stack.url}/`)).status, 200);
    await stack.provider.resume();
    await until(
      'the gate to work',
      async () => {
        const { status } = await call(`${stack.url}/me`, await stack.provider.mint('member'));
        return status === 200;
      },
      60_000,
    );
  },
);

scenario('a provider that never answers costs a few seconds, not the request', async (stack) => {
  stack.provider.failNext('metadata', { how: 'hang' });
  const began = Date.now();
  const answer = await call(`${stack.url}/me`, await stack.provider.mint('member'));
  assert.equal(answer.status, 503, answer.text);
  assert.ok(Date.now() - began < 6000, `${Date.now() - began} ms`);
});

const BAD_METADATA = {
  'names another issuer': { issuer: 'http://127.0.0.1:1' },
  'has no issuer': { issuer: undefined },
  'has no jwks_uri': { jwks_uri: undefined },
};

for (const [what, change] of Object.entries(BAD_METADATA)) {
  scenario(`metadata that ${what} is refused`, async (stack) => {
    const url = `${stack.provider.issuer}/.well-known/openid-configuration`;
    const document = { ...(await (await fetch(url)).json()), ...change };
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify(document);
    stack.provider.failNext('metadata', { status: 200, headers, body, times: 100 });
    await expectStatus(stack, 503);
  });
}

scenario('a redirect in place of the keys is not followed', async (stack) => {
  const headers = { location: `${stack.origin.url}/keys` };
  stack.provider.failNext('jwks', { status: 302, headers, times: 100 });
  await expectStatus(stack, 503);
  assert.equal(stack.origin.requests.length, 0);
});

async function expectStatus(stack, status, token) {
  const answer = await call(`${stack.url}/me`, token ?? (await stack.provider.mint('member')));
  assert.equal(answer.status, status, answer.text);
}
