// A session over a reload, over the back button, and over its own time.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';

import { startBrowser } from '../support/browser.mjs';
import { forward, heard, open, ready, signIn, signOut, startSpa, told } from '../support/spa.mjs';

let browser;
let spa;
let context;

before(async () => {
  // The driver switches the back/forward cache off.
  browser = await startBrowser([], ['--disable-back-forward-cache']);
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

/** A page whose session has these options over the usual ones. */
async function newPage(options = {}) {
  const page = await context.newPage();
  await page.addInitScript((own) => {
    if (globalThis === globalThis.top) sessionStorage.setItem('test options', JSON.stringify(own));
  }, options);
  return open(page, spa.url);
}

async function reloaded(page) {
  await page.reload();
  await ready(page);
}

const restored = (page) => page.evaluate(async () => (await session.restore())?.userId);

test('with tokens in memory, a reload asks the provider in a hidden frame', async () => {
  const page = await newPage();
  await signIn(page, 'editor');
  await reloaded(page);
  assert.equal((await told(page)).userId, undefined);
  const before = spa.provider.counts.authorization;
  assert.equal(await restored(page), 'user-editor');
  assert.equal(spa.provider.counts.authorization, before + 1);
  assert.ok(await page.evaluate(() => session.accessToken()));
  assert.equal(await page.locator('iframe').count(), 0);
  assert.equal(page.url(), `${spa.url}/`);
  const kept = await page.evaluate(() => [
    ...Object.values(localStorage),
    ...Object.keys(sessionStorage),
  ]);
  assert.deepEqual(kept, ['test options']);
});

test('the frame may come back to a page of its own', async () => {
  const page = await newPage({ silentRedirectUri: '/silent' });
  await signIn(page, 'member');
  await reloaded(page);
  assert.equal(await restored(page), 'user-member');
  const { url } = spa.provider.requests.findLast((one) => one.endpoint === 'authorization');
  const query = new URL(url, spa.provider.issuer).searchParams;
  assert.equal(query.get('redirect_uri'), `${spa.url}/silent`);
  assert.equal(query.get('prompt'), 'none');
});

test('where another tab has the session, the provider is not asked', async () => {
  const [first, second] = [await newPage(), await newPage()];
  await signIn(first, 'member');
  await reloaded(second);
  const before = { ...spa.provider.counts };
  assert.equal(await restored(second), 'user-member');
  assert.deepEqual(spa.provider.counts, before);
});

test('who is not signed in at the provider is nobody here', async () => {
  const page = await newPage();
  assert.equal(await restored(page), undefined);
  assert.deepEqual((await told(page)).changes, []);
});

test('a page that may not be framed is an error with its cure, in time', async () => {
  const page = await newPage({ silentRedirectUri: '/sealed' });
  await page.clock.install();
  await signIn(page, 'member');
  await reloaded(page);
  const asked = spa.provider.nextRequest('authorization');
  await page.evaluate(() => {
    globalThis.failed = session.restore().catch(({ code, message }) => `${code} ${message}`);
  });
  await asked;
  await page.clock.runFor(10_000);
  assert.match(await page.evaluate(() => failed), /^session_frame_timed_out .*silentRedirectUri/);
  assert.equal(await page.locator('iframe').count(), 0);
});

test('a wait for it can be given up', async () => {
  const page = await newPage();
  const reason = await page.evaluate(() => {
    const stop = new AbortController();
    const waiting = session.restore({ signal: stop.signal });
    stop.abort('enough');
    return waiting.catch((error) => error);
  });
  assert.equal(reason, 'enough');
});

test('in sessionStorage the session outlives a reload, and nobody is asked', async () => {
  const page = await newPage({ storage: 'sessionStorage' });
  await signIn(page, 'editor');
  const token = await page.evaluate(() => session.accessToken());
  await reloaded(page);
  const before = { ...spa.provider.counts };
  assert.equal(await restored(page), 'user-editor');
  assert.equal(await page.evaluate(() => session.accessToken()), token);
  assert.deepEqual(spa.provider.counts, before);
  await forward(page, 550);
  const renewed = await page.evaluate(() => session.accessToken());
  await reloaded(page);
  assert.equal(await page.evaluate(() => session.accessToken()), renewed);
});

test('what is kept there is gone with the session, and broken or foreign it is none', async () => {
  const page = await newPage({ storage: 'sessionStorage' });
  await signIn(page, 'member');
  const key = `edgeward ${spa.provider.issuer} gate-public`;
  const kept = await page.evaluate((name) => sessionStorage.getItem(name), key);
  const spoiled = [
    kept.slice(0, -1),
    kept.replace('"v":1', '"v":2'),
    kept.replace(spa.provider.issuer, 'https://evil.example'),
    kept.replace('"sub":"user-member"', '"sub":""'),
    kept.replace('"sequence":0', '"sequence":0,"sequence":1'),
    '{}',
  ];
  for (const text of spoiled) {
    assert.notEqual(text, kept);
    await page.evaluate(([name, value]) => sessionStorage.setItem(name, value), [key, text]);
    await reloaded(page);
    assert.equal(await page.evaluate(() => session.accessToken()), undefined, text);
  }
  await page.evaluate(([name, value]) => sessionStorage.setItem(name, value), [key, kept]);
  await reloaded(page);
  assert.ok(await page.evaluate(() => session.accessToken()));
  await signOut(page);
  await open(page, spa.url);
  assert.equal(await page.evaluate((name) => sessionStorage.getItem(name), key), null);
  // A copy that a duplicated tab has kept does not bring it back.
  await page.evaluate(([name, value]) => sessionStorage.setItem(name, value), [key, kept]);
  await reloaded(page);
  assert.equal(await page.evaluate(() => session.accessToken()), undefined);
});

test('the back button brings back the page, with its session', async () => {
  const page = await newPage();
  await signIn(page, 'member');
  await page.evaluate(() => (globalThis.marker = 'as it was'));
  await open(page, `${spa.url}/second`);
  await back(page, 1);
  assert.ok(await page.evaluate(() => session.accessToken()));
  assert.equal((await told(page)).userId, 'user-member');
  // It hears the other tabs again.
  const other = await newPage();
  assert.equal(await restored(other), 'user-member');
  await signOut(other);
  await heard(page, 'signed-out');
});

test('a sign-out that the page slept through is over for it too', async () => {
  const page = await newPage();
  await signIn(page, 'member');
  await page.evaluate(() => (globalThis.marker = 'as it was'));
  await open(page, `${spa.url}/second`);
  const other = await newPage();
  assert.equal(await restored(other), 'user-member');
  await signOut(other);
  await back(page, 1);
  await heard(page, 'signed-out');
  assert.equal((await told(page)).userId, undefined);
  assert.equal(await page.evaluate(() => session.accessToken()), undefined);
});

test('a token that another tab renewed meanwhile is taken over from it', async () => {
  const page = await newPage();
  await signIn(page, 'editor');
  const other = await newPage();
  assert.equal(await restored(other), 'user-editor');
  await page.evaluate(() => (globalThis.marker = 'as it was'));
  await open(page, `${spa.url}/second`);
  await forward(other, 550);
  const renewed = await other.evaluate(() => session.accessToken());
  const before = spa.provider.counts.token;
  await back(page, 1);
  assert.equal(await page.evaluate(() => session.accessToken()), renewed);
  assert.equal(spa.provider.counts.token, before);
});

test('who comes back from the provider by the back button can begin again', async () => {
  const page = await newPage();
  await page.evaluate(() => {
    globalThis.marker = 'as it was';
    globalThis.begun = session.signIn().then(() => 'came back');
  });
  await page.getByRole('button', { name: /^Cancel/ }).waitFor();
  await back(page, 1);
  assert.equal(await page.evaluate(() => begun), 'came back');
  assert.equal((await signIn(page, 'member')).result.userId, 'user-member');
});

test('without a refresh token the session ends by itself when the access token does', async () => {
  const short = await startSpa({
    provider: { accessTokenTtl: 2, refreshTokens: false },
  });
  try {
    const page = await open(await context.newPage(), short.url);
    await signIn(page, 'member');
    await heard(page, 'expired');
    assert.equal((await told(page)).userId, undefined);
    assert.equal(await page.evaluate(() => session.accessToken()), undefined);
  } finally {
    await short.close();
  }
});

/** Goes back, and sees that the page is the very one that was left. */
async function back(page, steps) {
  await page.evaluate((by) => history.go(-by), steps);
  await page.waitForFunction(() => globalThis.marker === 'as it was');
}
