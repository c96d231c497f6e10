// Cookies that somebody made up, changed, mixed or kept: at the built gate, each of them is nobody's.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, test } from 'node:test';

import { Agent } from '../support/agent.mjs';
import { startFaultyProvider } from '../support/faulty-provider.mjs';
import { createFigures, shown } from '../support/figures.mjs';
import { startGate } from '../support/gate.mjs';
import { createConnections } from '../support/keep-alive.mjs';
import { startStack, usualVars } from '../support/stack.mjs';
import { freePort } from '../support/server.mjs';

const SESSION = '__Host-edgeward-session';
const figures = createFigures('cookies');
const tally = { largest: 0, flips: 0, flipsTaken: 0, kinds: 0, kindsTaken: 0, rotated: [] };
const connections = createConnections();
let stack;

before(async () => {
  stack = await startStack({ start: startFaultyProvider });
});

after(async () => {
  connections.close();
  await stack?.close();
  figures.add({
    row: 'Cookies',
    target:
      'each <= 4,096 B, <= 16 KiB in all; every bit flip refused; kinds apart; old and new key read',
    measured: `${shown(tally.largest)} B the largest; ${tally.flipsTaken} of ${shown(tally.flips)} flips taken; ${tally.kindsTaken} of ${tally.kinds} in another's place taken; ${tally.rotated.join(', ')}`,
    met:
      tally.largest > 0 &&
      tally.largest <= 4096 &&
      tally.flips > 2000 &&
      tally.flipsTaken === 0 &&
      tally.kinds >= 6 &&
      tally.kindsTaken === 0 &&
      tally.rotated.join() === 'old key 200,new key 200,key taken away 401',
  });
  await figures.write();
});

async function signedIn(changes = () => {}) {
  stack.provider.faults = { idToken: changes };
  const agent = new Agent();
  const { store } = agent.jar;
  agent.jar.store = (url, lines) => {
    tally.largest = Math.max(tally.largest, ...lines.map(({ length }) => length));
    store.call(agent.jar, url, lines);
  };
  const page = await agent.navigate(`${stack.url}/me`);
  stack.provider.faults = {};
  assert.equal(page.status, 200, page.text);
  return agent;
}

const pairs = (agent) => agent.jar.list(new URL(stack.url)).map(({ name, value }) => [name, value]);
const sessionOf = (agent) => pairs(agent).filter(([name]) => name.startsWith(SESSION));

const status = async (cookies, url = stack.url) => {
  const cookie = cookies.map(([name, value]) => `${name}=${value}`).join('; ');
  return (await connections.ask(`${url}/me`, { headers: { cookie } })).status;
};

const LONG = (claims) =>
  (claims.roles = Array.from({ length: 150 }, (_, at) => `role-number-${at}`));

test('each flip of one bit of a session makes it nobody’s', async () => {
  const [[name, value]] = sessionOf(await signedIn());
  assert.equal(await status([[name, value]]), 200);
  const bits = [];
  // The first character is how many there are, the rest is one text in base64url.
  const bytes = Buffer.from(value.slice(1), 'base64url');
  for (let bit = 0; bit < bytes.length * 8; bit += 1) {
    const copy = Buffer.from(bytes);
    copy[bit >> 3] ^= 1 << (bit & 7);
    bits.push(value[0] + copy.toString('base64url'));
  }
  for (const count of '023456789') bits.push(count + value.slice(1));
  for (let at = 0; at < bits.length; at += 16) {
    const answers = bits.slice(at, at + 16).map((text) => status([[name, text]]));
    for (const answer of await Promise.all(answers)) {
      tally.flips += 1;
      if (answer !== 401) tally.flipsTaken += 1;
    }
  }
  assert.equal(tally.flipsTaken, 0);
  // The last character may have bits that no byte has: they are none of the spelling.
  for (const last of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_') {
    const text = value.slice(0, -1) + last;
    assert.equal(await status([[name, text]]), text === value ? 200 : 401, last);
  }
});

test('a session of several cookies opens whole, in its order, and with no other’s', async () => {
  const agent = await signedIn(LONG);
  const other = await signedIn(LONG);
  const own = sessionOf(agent);
  const others = sessionOf(other);
  // Four is the most: a fifth would be a cookie that nobody reads.
  assert.ok(own.length >= 2 && own.length < 4, String(own.length));
  assert.equal(others.length, own.length);
  assert.equal(await status(own), 200);
  assert.equal(await status([...own].reverse()), 200, 'the order of the header is nobody’s');
  const [first, second, ...rest] = own;
  const wrong = {
    'without the first': [second, ...rest],
    'without the second': [first, ...rest],
    'with values changed over': [[first[0], second[1]], [second[0], first[1]], ...rest],
    'with a chunk of another session': [first, others[1], ...rest],
    'with a chunk twice': [first, second, second, ...rest],
    'with a chunk twice, one another’s': [first, second, others[1], ...rest],
    'with a chunk more': [...own, [`${SESSION}.${own.length}`, second[1]]],
    'with the first tossed before': [[SESSION, 'tossed'], ...own],
    'with the first tossed behind': [...own, [SESSION, 'tossed']],
  };
  for (const [what, cookies] of Object.entries(wrong)) {
    assert.equal(await status(cookies), 401, what);
  }
});

test('a cookie of one kind is none in another’s place', async () => {
  const agent = await signedIn();
  const [[, session]] = sessionOf(agent);
  // A sign-in under way, and a sign-out under way.
  const flow = new Agent();
  await flow.request(`${stack.url}/auth/login`, { navigation: true });
  const [[flowName, flowValue]] = pairs(flow);
  const headers = { origin: stack.url, 'sec-fetch-site': 'same-origin', 'content-length': '0' };
  const leaving = await signedIn();
  await leaving.request(`${stack.url}/auth/logout`, { method: 'POST', navigation: true, headers });
  const [signOutName, signOutValue] = pairs(leaving).find(([name]) => /sign-out/.test(name));

  const values = { flow: flowValue, 'sign-out': signOutValue };
  for (const [kind, value] of Object.entries(values)) {
    for (const text of [value, `1${value}`]) {
      await refused(`${kind} as session`, await status([[SESSION, text]]), 401);
    }
  }
  const back = (path, cookie) => connections.ask(`${stack.url}${path}`, { headers: { cookie } });
  for (const value of [session, session.slice(1), signOutValue]) {
    const state = stateOf(flow);
    const answer = await back(`/auth/callback?code=c&state=${state}`, `${flowName}=${value}`);
    await refused('as flow', answer.status, 400);
  }
  for (const value of [session, session.slice(1), flowValue]) {
    const answer = await back(
      `/auth/signed-out?state=${'s'.repeat(43)}`,
      `${signOutName}=${value}`,
    );
    await refused('as sign-out', answer.status, 400);
  }
  assert.equal(tally.kindsTaken, 0);
});

/** The state of the sign-in that this browser has just begun. */
function stateOf() {
  const { url } = stack.provider.requests.findLast(({ endpoint }) => endpoint === 'authorize');
  return new URL(url, stack.provider.issuer).searchParams.get('state');
}

async function refused(what, status, expected) {
  tally.kinds += 1;
  if (status !== expected) tally.kindsTaken += 1;
  assert.equal(status, expected, what);
}

test('while keys rotate the old one and the new one are read, and then the new one only', async () => {
  const [old, next] = [randomBytes(32), randomBytes(32)].map((key) => key.toString('base64url'));
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const withKey = async (key, run) => {
    const vars = { ...usualVars({ url, ...stack }), PUBLIC_URL: url, COOKIE_KEY: key };
    const gate = await startGate({ port, vars });
    try {
      return await run();
    } finally {
      await gate.close();
    }
  };
  const cookiesOf = async () => {
    const agent = new Agent();
    assert.equal((await agent.navigate(`${url}/me`)).status, 200);
    return agent.jar.list(new URL(url)).map(({ name, value }) => [name, value]);
  };
  const before = await withKey(old, cookiesOf);
  await withKey(`${next},${old}`, async () => {
    tally.rotated.push(`old key ${await status(before, url)}`);
    tally.rotated.push(`new key ${await status(await cookiesOf(), url)}`);
  });
  await withKey(next, async () => {
    tally.rotated.push(`key taken away ${await status(before, url)}`);
  });
  assert.deepEqual(tally.rotated, ['old key 200', 'new key 200', 'key taken away 401']);
});
