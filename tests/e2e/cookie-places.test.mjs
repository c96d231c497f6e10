// Whom a cookie is for: what one site, under one issuer, has sealed opens at no other that has the same key.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, test } from 'node:test';

import { startFaultyProvider } from '../support/faulty-provider.mjs';
import { browserAt, gateHere, SITE } from '../support/gate/here.mjs';

const COOKIE_KEY = randomBytes(32).toString('base64url');

let provider;
let other;

before(async () => {
  [provider, other] = [await startFaultyProvider(), await startFaultyProvider()];
});

after(async () => {
  await provider?.close();
  await other?.close();
});

const gateOf = (vars) => gateHere(provider, { COOKIE_KEY, ...vars });

test('a session is nobody’s at another site or under another issuer with the same key', async () => {
  const browser = browserAt(gateOf());
  assert.equal(await browser.status(await browser.begin()), 303);
  const others = {
    'another port': ['http://localhost:8788', {}],
    'another name': ['http://app.localhost:8787', {}],
    https: ['https://localhost:8787', {}],
    'another issuer': [SITE, { AUTHORITY: other.issuer }],
  };
  for (const [what, [site, changes]] of Object.entries(others)) {
    const gate = gateOf({ PUBLIC_URL: site, ...changes });
    const copy = browserAt(gate, site, new Map(browser.cookies));
    assert.equal(await copy.status(), 401, what);
  }
  assert.equal(await browser.status(), 200);
});

test('a sign-in begun under one issuer is not ended under another', async () => {
  const browser = browserAt(gateOf());
  const answer = await browser.begin();
  const gate = gateOf({ AUTHORITY: other.issuer });
  assert.equal(await browserAt(gate, SITE, browser.cookies).status(answer), 400);
  assert.equal(other.counts.token, 0);
});
