// One session in many tabs: one refresh, one sign-out, the later sign-in counts.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';

import { startBrowser } from '../support/browser.mjs';
import {
  choose,
  forward,
  heard,
  open,
  signIn,
  signOut,
  startSpa,
  told,
  toProvider,
} from '../support/spa.mjs';
import { until } from '../support/until.mjs';

const TABS = 8;

let browser;
let spa;
let context;

before(async () => {
  browser = await startBrowser();
  spa = await startSpa();
});

after(async () => {
  await browser?.close();
  await spa?.close();
});

beforeEach(async () => {
  context = await browser.newContext();
});

afterEach(() => context.close());

const newPage = async () => open(await context.newPage(), spa.url);

/** Tabs of one session: one signs in, the others ask it. */
async function signedInTabs(login, count = TABS) {
  const tabs = await Promise.all(Array.from({ length: count }, newPage));
  await signIn(tabs[0], login);
  const users = await Promise.all(
    tabs.map((tab) => tab.evaluate(async () => (await session.restore())?.userId)),
  );
  assert.deepEqual(new Set(users), new Set([`user-${login}`]));
  return tabs;
}

test('eight tabs that need a new token at once make one request, and have one token', async () => {
  const tabs = await signedInTabs('editor');
  const [before, asked] = [spa.provider.counts.token, tabs[0]];
  const old = await asked.evaluate(() => session.accessToken());
  await forward(asked, 550);
  const tokens = await Promise.all(tabs.map((tab) => tab.evaluate(() => session.accessToken())));
  assert.equal(spa.provider.counts.token, before + 1);
  assert.equal(new Set(tokens).size, 1);
  assert.notEqual(tokens[0], old);
  await Promise.all(tabs.map((tab) => heard(tab, 'refreshed')));
});

test('tab after tab, each refresh is one request, and no refresh token is used twice', async () => {
  const tabs = await signedInTabs('billing', 3);
  const before = spa.provider.counts.token;
  for (const [turn, tab] of tabs.entries()) {
    await forward(tab, 550 * (turn + 1));
    const tokens = await Promise.all(
      [tab, ...tabs].map((one) => one.evaluate(() => session.accessToken())),
    );
    assert.equal(new Set(tokens).size, 1);
    assert.equal(spa.provider.counts.token, before + turn + 1);
  }
});

test('a tab that asks while another one’s refresh hangs waits for it', async () => {
  const [first, second] = await signedInTabs('member', 2);
  const before = spa.provider.counts.token;
  let answer;
  const hold = new Promise((resolve) => (answer = resolve));
  spa.provider.failNext('token', { hold });
  await forward(first, 550);
  const asked = spa.provider.nextRequest('token');
  const one = first.evaluate(() => session.accessToken());
  await asked;
  const two = second.evaluate(() => session.accessToken());
  answer();
  assert.equal(await one, await two);
  assert.equal(spa.provider.counts.token, before + 1);
});

test('a refresh that fails in one tab is tried by the next one', async () => {
  const [first, second] = await signedInTabs('member', 2);
  const before = spa.provider.counts.token;
  const headers = { 'access-control-allow-origin': spa.url };
  spa.provider.failNext('token', { status: 503, headers });
  await forward(first, 550);
  const old = await first.evaluate(() => session.accessToken());
  const renewed = await second.evaluate(() => session.accessToken());
  assert.notEqual(renewed, old);
  assert.equal(await first.evaluate(() => session.accessToken()), renewed);
  assert.equal(spa.provider.counts.token, before + 2);
});

test('a tab without Web Locks and without BroadcastChannel gets on by itself', async () => {
  await context.addInitScript(() => {
    delete Navigator.prototype.locks;
    delete globalThis.BroadcastChannel;
  });
  const page = await newPage();
  await signIn(page, 'member');
  const before = spa.provider.counts.token;
  await forward(page, 550);
  const tokens = await page.evaluate(() =>
    Promise.all([session.accessToken(), session.accessToken(), session.accessToken()]),
  );
  assert.equal(new Set(tokens).size, 1);
  assert.equal(spa.provider.counts.token, before + 1);
  const other = await newPage();
  assert.equal((await other.evaluate(() => session.restore())).userId, 'user-member');
  await signOut(page);
  await heard(other, 'signed-out');
});

test('who signs out in one tab is signed out in all', async () => {
  const tabs = await signedInTabs('editor');
  await signOut(tabs[0]);
  await Promise.all(tabs.slice(1).map((tab) => heard(tab, 'signed-out')));
  for (const tab of tabs.slice(1)) {
    assert.equal((await told(tab)).userId, undefined);
    assert.equal(await tab.evaluate(() => session.accessToken()), undefined);
  }
});

test('a sign-out wins over a refresh that is still under way in another tab', async () => {
  const [first, second] = await signedInTabs('member', 2);
  let resolve;
  spa.provider.failNext('token', { hold: new Promise((done) => (resolve = done)) });
  await forward(first, 550);
  const asked = spa.provider.nextRequest('token');
  const token = first.evaluate(() => session.accessToken());
  await asked;
  await signOut(second);
  await heard(first, 'signed-out');
  resolve();
  assert.equal(await token, undefined);
  assert.equal((await told(first)).userId, undefined);
});

test('a refused refresh token ends the session in every tab', async () => {
  const tabs = await signedInTabs('billing', 3);
  spa.provider.revokeGrant('billing');
  await forward(tabs[0], 550);
  assert.equal(await tabs[0].evaluate(() => session.accessToken()), undefined);
  await Promise.all(tabs.map((tab) => heard(tab, 'expired')));
});

test('who signs in as somebody else in one tab is somebody else in all', async () => {
  const tabs = await signedInTabs('member', 3);
  await toProvider(tabs[1], { prompt: 'login' });
  assert.equal((await choose(tabs[1], 'editor')).result.userId, 'user-editor');
  await Promise.all(tabs.map((tab) => heard(tab, 'signed-in', tab === tabs[1] ? 1 : 2)));
  const tokens = await Promise.all(tabs.map((tab) => tab.evaluate(() => session.accessToken())));
  assert.equal(new Set(tokens).size, 1);
  for (const tab of tabs) assert.equal((await told(tab)).userId, 'user-editor');
});

test('eight sign-ins at once in as many tabs all end, and the tabs agree on one session', async () => {
  const tabs = await Promise.all(Array.from({ length: TABS }, newPage));
  await Promise.all(tabs.map((tab, n) => toProvider(tab, { returnTo: `/tab/${n}` })));
  const results = await Promise.all(tabs.map((tab) => choose(tab, 'member')));
  assert.deepEqual(
    results.map(({ result }) => result?.returnTo),
    tabs.map((_, n) => `/tab/${n}`),
  );
  // The last to finish has told the others when its own page is ready.
  const agreed = async () => {
    const tokens = await Promise.all(tabs.map((tab) => tab.evaluate(() => session.accessToken())));
    return new Set(tokens).size === 1;
  };
  assert.ok(await until('all tabs to have one token', agreed));
});

test('eight tabs that are opened at once ask the provider once', async () => {
  const page = await newPage();
  await signIn(page, 'editor');
  await page.close();
  const before = spa.provider.counts.token;
  const tabs = await Promise.all(Array.from({ length: TABS }, newPage));
  const users = await Promise.all(
    tabs.map((tab) => tab.evaluate(async () => (await session.restore())?.userId)),
  );
  assert.deepEqual(new Set(users), new Set(['user-editor']));
  assert.equal(spa.provider.counts.token, before + 1);
});

test('what is no message of ours changes nothing', async () => {
  const [first, second] = await signedInTabs('member', 2);
  const before = await told(first);
  await second.evaluate(async () => {
    const { name } = await navigator.locks
      .query()
      .then(({ held }) => held.find((lock) => lock.name.startsWith('edgeward ')));
    const channel = new BroadcastChannel(name.split(' has ')[0]);
    const session = { v: 1, kind: 'session', owner: 'somebody else', id: 'x', sequence: 99 };
    const said = [
      '',
      'null',
      '[]',
      '{"v":2,"kind":"ended","ids":[],"signedOutAt":9999999999999}',
      '{"v":1,"kind":"ended","ids":[],"signedOutAt":9999999999999,"more":1}',
      '{"v":1,"kind":"ended","ids":"x","signedOutAt":9999999999999}',
      JSON.stringify(session),
      '\ud800',
      'x'.repeat(1e6),
      '['.repeat(1e5),
      7,
      null,
      { v: 1, kind: 'ended', ids: [], signedOutAt: 9999999999999 },
    ];
    for (const one of said) channel.postMessage(one);
    // Messages of one channel come in order: when both sessions answer, they heard the others.
    let answers = 0;
    const answered = new Promise((resolve) => {
      channel.onmessage = () => (answers += 1) === 2 && resolve();
    });
    channel.postMessage('{"v":1,"kind":"ask"}');
    await answered;
  });
  assert.deepEqual(await told(first), before);
  assert.ok(await first.evaluate(() => session.accessToken()));
});
