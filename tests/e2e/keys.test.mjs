// The provider's keys: fetched when needed, kept through an outage, rotated without a word.
import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { test } from 'node:test';

import { decodeProtectedHeader, SignJWT } from 'jose';

import { asksWhenCut } from '../gate-hosts/differences.mjs';
import { HOST } from '../support/gate.mjs';
import { createKey } from '../support/provider/keys.mjs';
import { call, startStack } from '../support/stack.mjs';
import { until, within } from '../support/until.mjs';

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

const HANGING = 'a provider that never answers';
const CUT = 'a provider that cuts every connection';
const DISTURBED = {
  'a provider that is down': (provider) => provider.pause(),
  [CUT]: (provider) => failKeys(provider, { how: 'cut' }),
  [HANGING]: (provider) => failKeys(provider, { how: 'hang' }),
};

for (const [what, disturb] of Object.entries(DISTURBED)) {
  scenario(`made-up key ids do not keep good tokens waiting for ${what}`, async (stack) => {
    const { provider } = stack;
    const good = await provider.mint('member');
    await expectStatus(stack, 200, good);
    const made = Array.from({ length: 200 }, (_, index) =>
      provider.mint('member', { header: { kid: `made-up-${index}` } }),
    );
    const tokens = await Promise.all(made);
    await disturb(provider);
    let answered = 0;
    const flood = tokens.map(async (token) => {
      const { status } = await call(`${stack.url}/me`, token);
      answered += 1;
      return status;
    });
    for (let turn = 0; turn < 5; turn += 1) await expectStatus(stack, 200, good);
    if (disturb === DISTURBED[HANGING]) assert.equal(answered, 0, 'only the others wait');
    for (const status of await Promise.all(flood)) assert.equal(status, 401);
    const most = 1 + (what === CUT ? asksWhenCut(HOST) : 1);
    assert.ok(provider.counts.jwks <= most, String(provider.counts.jwks));
    await expectStatus(stack, 200, good);
  });
}

scenario('a key without an id is replaced by another without a wait', async (stack) => {
  const [old, next] = [await createKey('ec', EC), await createKey('ec', EC)];
  serveKey(stack.provider, old);
  await expectStatus(stack, 200, await sign(stack, old));
  serveKey(stack.provider, next);
  await expectStatus(stack, 200, await sign(stack, next));
  await expectStatus(stack, 401, await sign(stack, old));
  assert.equal(stack.provider.counts.jwks, 2);
});

scenario('forged tokens without a key id make one more fetch at most', async (stack) => {
  const [key, other] = [await createKey('ec', EC), await createKey('ec', EC)];
  serveKey(stack.provider, key);
  await expectStatus(stack, 200, await sign(stack, key));
  const forged = await sign(stack, other);
  const flood = Array.from({ length: 50 }, () => expectStatus(stack, 401, forged));
  await Promise.all([...flood, expectStatus(stack, 200, await sign(stack, key))]);
  assert.equal(stack.provider.counts.jwks, 2);
});

scenario('a client that goes away during the first fetch locks nobody out', async (stack) => {
  const { provider } = stack;
  const token = await provider.mint('member');
  let release;
  provider.failNext('jwks', { hold: new Promise((resolve) => (release = resolve)) });
  const asked = provider.nextRequest('jwks');
  const first = connect(stack.gate.port, '127.0.0.1');
  first.write(`GET /me HTTP/1.1\r\nHost: localhost:${stack.gate.port}\r\n`);
  first.write(`Authorization: Bearer ${token}\r\n\r\n`);
  await asked;
  // A reset: workerd takes a mere end of what the client sends for no farewell.
  first.resetAndDestroy();
  // Public pages take no keys; by their answers workerd has seen the first client go.
  for (let turn = 0; turn < 5; turn += 1) {
    assert.equal((await call(`${stack.url}/`)).status, 200);
  }
  const second = call(`${stack.url}/me`, token);
  release();
  const answer = await within('the answer', second, 4000);
  assert.equal(answer.status, 200, answer.text);
  assert.equal(provider.counts.jwks, 1);
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

const EC = { namedCurve: 'P-256' };

// In place of the provider's own keys: it gives each of them an id.
function serveKey(provider, { kty, crv, x, y }) {
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ keys: [{ kty, crv, x, y }] });
  failKeys(provider, { status: 200, headers, body });
}

function failKeys(provider, failure) {
  provider.failNext('jwks', { ...failure, times: 1000 });
}

function sign({ provider }, key) {
  const now = Math.floor(Date.now() / 1000);
  return new SignJWT({ sub: 'user-member' })
    .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt' })
    .setIssuer(provider.issuer)
    .setAudience(provider.audience)
    .setIssuedAt(now)
    .setExpirationTime(now + 600)
    .sign(key);
}

async function expectStatus(stack, status, token) {
  const answer = await call(`${stack.url}/me`, token ?? (await stack.provider.mint('member')));
  assert.equal(answer.status, status, answer.text);
}
