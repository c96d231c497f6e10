// What ends by the clock at the gate, a second before its end and at it: sign-ins, sessions, tokens, keys. The
// gate of the npm package, in this process, so that its clock can be moved.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, mock, test } from 'node:test';

import { startFaultyProvider } from '../support/faulty-provider.mjs';
import { browserAt, gateHere, SITE } from '../support/gate/here.mjs';

const COOKIE_KEY = randomBytes(32).toString('base64url');

let provider;
let began;

beforeEach(async () => {
  began = Math.floor(Date.now() / 1000);
  mock.timers.enable({ apis: ['Date'], now: began * 1000 });
  provider = await startFaultyProvider();
});

afterEach(async () => {
  mock.timers.reset();
  await provider.close();
});

/** So many seconds after the test began. */
const at = (seconds) => mock.timers.setTime((began + seconds) * 1000);

const gateOf = (vars) => gateHere(provider, { COOKIE_KEY, ...vars });

async function signedIn(gate) {
  const browser = browserAt(gate);
  assert.equal(await browser.status(await browser.begin()), 303);
  assert.equal(await browser.status(), 200);
  return browser;
}

const bearer = async (gate, token) => {
  const headers = { authorization: `Bearer ${token}` };
  return (await gate.fetch(new Request(`${SITE}/me`, { headers }))).status;
};

test('an answer is taken for ten minutes, whatever its cookie outlives', async () => {
  const gate = gateOf();
  for (const [seconds, expected] of [
    [599, 303],
    [600, 400],
    [86_400, 400],
  ]) {
    at(0);
    const browser = browserAt(gate);
    const answer = await browser.begin();
    at(seconds);
    assert.equal(await browser.status(answer), expected, `${seconds} s`);
  }
});

test('a session ends when its lifetime does, however often it was refreshed', async () => {
  const browser = await signedIn(gateOf({ SESSION_LIFETIME: 3600 }));
  const { counts } = provider;
  const before = counts.token;
  for (const seconds of [600, 1200, 1800, 2400, 3000, 3599]) {
    at(seconds);
    assert.equal(await browser.status(), 200, `${seconds} s`);
  }
  assert.ok(counts.token > before);
  at(3600);
  assert.equal(await browser.status(), 401);
});

test('a session without a refresh token ends with its access token', async () => {
  provider.faults = { tokens: (body) => delete body.refresh_token };
  const browser = await signedIn(gateOf());
  at(599);
  assert.equal(await browser.status(), 200);
  at(660);
  assert.equal(await browser.status(), 401);
});

test('a bearer token is good to the second that its end and the tolerance say', async () => {
  for (const [tolerance, seconds] of [
    [undefined, 60],
    [0, 0],
    [300, 300],
  ]) {
    at(0);
    const gate = gateOf({ CLOCK_TOLERANCE: tolerance });
    const token = provider.mint({ exp: began + 100 });
    at(100 + seconds - 1);
    assert.equal(await bearer(gate, token), 200, String(tolerance));
    at(100 + seconds);
    assert.equal(await bearer(gate, token), 401, String(tolerance));
  }
});

for (const [stale, what] of [
  [undefined, 'an hour'],
  [0, 'no time'],
  [86_400, 'a day'],
]) {
  test(`keys serve for ${what} beyond their ten minutes while the provider is down`, async () => {
    const gate = gateOf({ STALE_KEYS: stale });
    const token = provider.mint({ exp: began + 1_000_000 });
    assert.equal(await bearer(gate, token), 200);
    await provider.pause();
    at(600 + (stale ?? 3600) - 1);
    assert.equal(await bearer(gate, token), 200);
    at(600 + (stale ?? 3600));
    assert.equal(await bearer(gate, token), 503);
  });
}

test('a key that was taken away stops within ten minutes', async () => {
  const gate = gateOf();
  const token = provider.mint({ exp: began + 1_000_000 });
  assert.equal(await bearer(gate, token), 200);
  provider.rotate();
  provider.keys = provider.keys.slice(0, 2);
  at(600);
  // The first may be answered by the old keys while the new ones come.
  await bearer(gate, token);
  at(601);
  assert.equal(await bearer(gate, token), 401);
});
