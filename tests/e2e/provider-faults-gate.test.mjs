// A provider that fails, before the built gate: whatever comes in place of its metadata or its keys, a good
// token waits for no longer than a fetch may take, and what the origin has stays closed.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { gateParty } from '../oidcc/parties.mjs';
import { DELIVERIES } from '../support/faulty-provider/deliver.mjs';
import { startFaultyProvider } from '../support/faulty-provider.mjs';
import { createFigures } from '../support/figures.mjs';
import { startGate } from '../support/gate.mjs';
import { startOrigin } from '../support/origin.mjs';
import { freePort } from '../support/server.mjs';
import { call, startStack, usualVars } from '../support/stack.mjs';

/** What is only known when the time is up. */
const SLOW = ['hanging', 'a byte at a time', 'hanging after its headers'];
/** Of a fetch, and of what there is to do besides. */
const MILLISECONDS = 3500;
const figures = createFigures('provider-faults-gate');
const seen = { faults: 0, accepted: 0, slowest: 0 };
let provider;
let origin;

before(async () => {
  [provider, origin] = [await startFaultyProvider(), await startOrigin()];
});

after(async () => {
  await provider?.close();
  await origin?.close();
  const followed = provider.requests.filter(({ url }) => url.includes('moved')).length;
  figures.add({
    row: 'Provider fetch, the gate',
    target: '<= 3 s, 0 redirects followed, 200 and JSON only, limits while streaming',
    measured: `${(seen.slowest / 1000).toFixed(1)} s at most, ${followed} redirects followed, ${seen.accepted} of ${seen.faults} faulty answers taken`,
    met: seen.slowest < MILLISECONDS && followed === 0 && seen.accepted === 0 && seen.faults > 60,
  });
  await figures.write();
  assert.equal(followed, 0);
});

/** A gate of its own, that has fetched nothing. */
async function withGate(run) {
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const gate = await startGate({ port, vars: usualVars({ url, provider, origin }) });
  try {
    await run(url);
  } finally {
    await gate.close();
  }
}

async function refused(url) {
  const began = Date.now();
  const answer = await call(`${url}/me`, provider.mint());
  seen.slowest = Math.max(seen.slowest, Date.now() - began);
  if (answer.status === 200) seen.accepted += 1;
  assert.equal(answer.status, 503, answer.text);
  assert.match(answer.headers.get('cache-control'), /no-store/);
  // What the provider said is no business of whoever asks.
  assert.doesNotMatch(answer.text, /It works|moved|127\.0\.0\.1/);
}

for (const endpoint of ['metadata', 'jwks']) {
  describe(`in place of the ${endpoint}`, () => {
    test('the right answer lets a good token in', () =>
      withGate(async (url) => {
        provider.faults = {};
        assert.equal((await call(`${url}/me`, provider.mint())).status, 200);
      }));

    for (const [name, delivery] of Object.entries(DELIVERIES)) {
      test(`${name}: 503, and asked once`, () =>
        withGate(async (url) => {
          provider.faults = { deliver: { [endpoint]: delivery } };
          const before = [provider.counts[endpoint], origin.requests.length];
          seen.faults += 1;
          await refused(url);
          assert.deepEqual([provider.counts[endpoint] - 1, origin.requests.length], before);
          // Who asks next does not wait again, and the provider hears nothing of it.
          const again = Date.now();
          assert.equal((await call(`${url}/me`, provider.mint())).status, 503);
          assert.ok(Date.now() - again < 1000, name);
          assert.equal(provider.counts[endpoint] - 1, before[0]);
        }));
    }
  });
}

describe('in place of userinfo', () => {
  let stack;
  before(async () => {
    stack = await startStack({ start: startFaultyProvider });
  });
  after(() => stack?.close());

  for (const [name, delivery] of Object.entries(DELIVERIES)) {
    if (SLOW.includes(name)) continue;
    test(`${name}: the ID Token says who it is, and nothing else does`, async () => {
      stack.provider.faults = { deliver: { userinfo: delivery } };
      const outcome = await gateParty(stack)();
      stack.provider.faults = {};
      assert.deepEqual(outcome, { signedIn: true, name: undefined });
    });
  }
});
