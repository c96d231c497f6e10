// The conformance suite's modules about what comes after a sign-in: the refresh and the sign-out, by the
// gate, under the names of the suite.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Agent } from '../support/agent.mjs';
import { startFaultyProvider } from '../support/faulty-provider.mjs';
import { createFigures } from '../support/figures.mjs';
import { startStack } from '../support/stack.mjs';

const OIDCC = 'oidcc-client-test';
/** Less than the minute before the end, so that a session asks for new tokens at once. */
const EXPIRES_IN = 50;
const figures = createFigures('oidcc-session');
const tally = { run: 0, passed: 0 };
let stack;

before(async () => {
  stack = await startStack({ start: startFaultyProvider });
});

after(async () => {
  await stack?.close();
  figures.add({
    row: 'OpenID Foundation modules, refresh and sign-out',
    target: 'each as the suite demands',
    measured: `${tally.passed} of ${tally.run}`,
    met: tally.passed === tally.run && tally.run >= 9,
  });
  await figures.write();
});

function module(name, run) {
  test(name, async () => {
    tally.run += 1;
    await run();
    tally.passed += 1;
  });
}

async function signedIn() {
  const { provider } = stack;
  provider.faults = { tokens: (body) => (body.expires_in = EXPIRES_IN) };
  const agent = new Agent();
  const page = await agent.navigate(`${stack.url}/me`);
  assert.equal(page.status, 200, page.text);
  provider.faults = {};
  return agent;
}

/** The status of the page once the session has asked for new tokens. */
async function refreshed(faults) {
  const { provider } = stack;
  const agent = await signedIn();
  const before = provider.counts.token;
  provider.faults = faults;
  const { status } = await agent.request(`${stack.url}/me`);
  provider.faults = {};
  assert.equal(provider.counts.token, before + 1);
  const { body } = provider.requests.findLast(({ endpoint }) => endpoint === 'token');
  assert.match(body, /grant_type=refresh_token/);
  return { status, again: (await agent.request(`${stack.url}/me`)).status };
}

module(`${OIDCC}-refresh-token`, async () => {
  assert.deepEqual(await refreshed({}), { status: 200, again: 200 });
  // OIDC Core, section 12.2: it may leave the ID Token out.
  const withoutIdToken = { tokens: (body) => delete body.id_token };
  assert.deepEqual(await refreshed(withoutIdToken), { status: 200, again: 200 });
});

const REFRESHED = {
  '-refresh-token-invalid-issuer': { idToken: (it) => (it.iss = 'https://other.example') },
  '-refresh-token-invalid-sub': { idToken: (it) => (it.sub = 'user-eve') },
  ' a refreshed ID Token for another client': { idToken: (it) => (it.aud = 'another') },
  ' a refreshed ID Token without a signature': {
    spoilIdToken: (token) => `${token.split('.').slice(0, 2).join('.')}.`,
  },
  ' a refreshed access token of somebody else': { accessToken: (it) => (it.sub = 'user-eve') },
};

for (const [name, faults] of Object.entries(REFRESHED)) {
  module(OIDCC + name, async () => {
    assert.deepEqual(await refreshed(faults), { status: 401, again: 401 });
  });
}

const LOGOUT = {
  '-rp-init-logout': [{}, 200],
  '-rp-init-logout-other-state': [{ response: (it) => (it.state = 's'.repeat(43)) }, 400],
  '-rp-init-logout-no-state': [{ response: (it) => delete it.state }, 400],
};

for (const [name, [faults, status]] of Object.entries(LOGOUT)) {
  module(OIDCC + name, async () => {
    const agent = await signedIn();
    stack.provider.faults = faults;
    const page = await agent.signOut(stack.url);
    stack.provider.faults = {};
    assert.equal(page.status, status, page.text);
    assert.equal(page.url.pathname, '/auth/signed-out');
    // Whatever the provider answers, nobody is signed in here any more.
    assert.equal((await agent.request(`${stack.url}/me`)).status, 401);
    assert.deepEqual(agent.jar.list(new URL(stack.url)), []);
    const { url } = stack.provider.requests.findLast(({ endpoint }) => endpoint === 'logout');
    assert.match(url, /[?&]id_token_hint=/);
    assert.doesNotMatch(url, /access_token|refresh_token/);
  });
}

test('eight sign-ins begun at once in one browser all finish, each state once, for ten minutes', async () => {
  const agent = new Agent();
  const begun = await Promise.all(
    Array.from({ length: 8 }, () => agent.request(`${stack.url}/auth/login`, { navigation: true })),
  );
  const ages = begun.flatMap(({ setCookies }) => setCookies.map((it) => it.match(/Max-Age=(\d+)/)));
  const longest = Math.max(...ages.map(([, seconds]) => Number(seconds)));
  const answers = [];
  for (const { headers } of begun.reverse()) {
    const { headers: back } = await agent.request(headers.get('location'));
    answers.push(back.get('location'));
  }
  let finished = 0;
  for (const answer of answers) {
    const { status, setCookies } = await agent.request(answer, { navigation: true });
    if (status === 303 && setCookies.some((it) => /-session=[^;]/.test(it))) finished += 1;
  }
  let replayed = 0;
  for (const answer of answers) {
    const own = await agent.request(answer, { navigation: true });
    const foreign = await new Agent().request(answer, { navigation: true });
    replayed += [own, foreign].filter(({ status }) => status < 400).length;
  }
  figures.add({
    row: 'Sign-in',
    target: '>= 8 parallel sign-ins in one browser finish; state single use, <= 10 min',
    measured: `${finished} of 8 finish; ${replayed} of 16 replays taken; state for ${longest} s`,
    met: finished === 8 && replayed === 0 && longest <= 600,
  });
  assert.deepEqual([finished, replayed, longest], [8, 0, 600]);
});
