// Where a session's token goes, and where nothing of it may be found.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';

import { startBrowser } from '../support/browser.mjs';
import { forward, heard, open, ready, signIn, startSpa, told } from '../support/spa.mjs';

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

async function signedIn() {
  const page = await open(await context.newPage(), spa.url);
  await signIn(page, 'member');
  return { page, token: await page.evaluate(() => session.accessToken()) };
}

/** Fetches with the page's session: the status, or the error. */
function ask(page, url, init) {
  return page.evaluate(
    ([address, options]) =>
      session.fetch(address, options).then(
        ({ status, type }) => ({ status, type }),
        ({ name, code }) => ({ name, code }),
      ),
    [url, init],
  );
}

test('a listed origin gets the token, with whatever else the request says', async () => {
  const { page, token } = await signedIn();
  const { status } = await ask(page, `${spa.api.url}/things?x`, { method: 'POST', body: 'b' });
  assert.equal(status, 200);
  assert.deepEqual(spa.api.requests.at(-1), {
    method: 'POST',
    url: '/things?x',
    authorization: `Bearer ${token}`,
  });
  const made = await page.evaluate(
    (url) => session.fetch(new Request(url, { method: 'PUT' })).then((answer) => answer.text()),
    `${spa.api.url}/made`,
  );
  assert.equal(made, 'PUT');
});

test('no other origin gets it: not another port, not the page’s own', async () => {
  const { page } = await signedIn();
  assert.equal((await ask(page, `${spa.other.url}/things`)).status, 401);
  assert.equal(spa.other.requests.at(-1).authorization, undefined);
  const own = page.waitForRequest(`${spa.url}/own`);
  await ask(page, '/own');
  assert.equal((await own).headers().authorization, undefined);
  const localhost = spa.api.url.replace('127.0.0.1', 'localhost');
  await ask(page, `${localhost}/things`).catch(() => {});
  const blob = await page.evaluate(async () => {
    const url = URL.createObjectURL(new Blob(['mine']));
    return (await session.fetch(url)).text();
  });
  assert.equal(blob, 'mine');
});

test('nobody signed in means a request without a token', async () => {
  const page = await open(await context.newPage(), spa.url);
  assert.equal((await ask(page, `${spa.api.url}/things`)).status, 401);
});

test('a token of the caller’s own is left as it is', async () => {
  const { page } = await signedIn();
  await ask(page, `${spa.api.url}/things`, { headers: { authorization: 'Bearer own' } });
  assert.equal(spa.api.requests.at(-1).authorization, 'Bearer own');
});

test('a redirect is not followed with the token, wherever it leads', async () => {
  const { page } = await signedIn();
  const before = spa.other.requests.length;
  for (const path of ['/away', '/moved']) {
    const { name, code } = await ask(page, spa.api.url + path);
    assert.deepEqual([name, code], ['EdgewardError', 'session_fetch_redirected']);
  }
  assert.equal(spa.other.requests.length, before);
  assert.ok(!spa.api.requests.some(({ url }) => url === '/here'));
});

test('asked for in writing, it is followed, and the token stays at its origin', async () => {
  const { page, token } = await signedIn();
  const redirect = { redirect: 'follow' };
  assert.equal((await ask(page, `${spa.api.url}/moved`, redirect)).status, 200);
  assert.equal(spa.api.requests.at(-1).authorization, `Bearer ${token}`);
  assert.equal((await ask(page, `${spa.api.url}/away`, redirect)).status, 401);
  assert.deepEqual(spa.other.requests.at(-1), {
    method: 'GET',
    url: '/stolen',
    authorization: undefined,
  });
  assert.equal((await ask(page, `${spa.api.url}/away`, { redirect: 'error' })).name, 'TypeError');
  const { type } = await ask(page, `${spa.api.url}/away`, { redirect: 'manual' });
  assert.equal(type, 'opaqueredirect');
});

test('a token that is about to expire is renewed first', async () => {
  const { page, token } = await signedIn();
  await forward(page, 550);
  await ask(page, `${spa.api.url}/things`);
  const { authorization } = spa.api.requests.at(-1);
  assert.match(authorization, /^Bearer ey/);
  assert.notEqual(authorization, `Bearer ${token}`);
});

test('plain http is listed only with the option', async () => {
  const page = await open(await context.newPage(), spa.url);
  const messages = await page.evaluate((url) => {
    const session = new edgeward.BrowserSession({
      authority: 'https://id.example',
      clientId: 'app',
      apiOrigins: [url],
    });
    return session.fetch(`${url}/x`).catch(({ name, message }) => `${name}: ${message}`);
  }, spa.api.url);
  assert.match(messages, /^ConfigError: `apiOrigins`: a token must not go over plain http/);
});

test('a request can be aborted while its token is waited for', async () => {
  const { page } = await signedIn();
  let answer;
  spa.provider.failNext('token', { hold: new Promise((resolve) => (answer = resolve)) });
  await forward(page, 550);
  const asked = spa.provider.nextRequest('token');
  const before = spa.api.requests.length;
  await page.evaluate((url) => {
    globalThis.stop = new AbortController();
    globalThis.fetched = session.fetch(url, { signal: stop.signal }).catch(({ name }) => name);
  }, `${spa.api.url}/things`);
  await asked;
  await page.evaluate(() => stop.abort());
  assert.equal(await page.evaluate(() => fetched), 'AbortError');
  answer();
  assert.ok(await page.evaluate(() => session.accessToken()));
  assert.equal(spa.api.requests.length, before);
});

test('tokens are in no document, storage, address, history, message or log', async () => {
  const page = await context.newPage();
  const secrets = new Set();
  const seen = [];
  page.on('console', (message) => seen.push(message.text()));
  page.on('pageerror', (error) => seen.push(String(error.stack)));
  // The hint that the standard puts there: an ID Token, at the provider that issued it, and nowhere else.
  const hint = new RegExp(`^(${spa.provider.issuer}/logout.*)id_token_hint=[^&]+`);
  page.on('request', (request) => {
    seen.push(request.url().replace(hint, '$1'));
    for (const [name, value] of Object.entries(request.headers())) {
      if (name !== 'authorization') seen.push(value.replace(hint, '$1'));
    }
  });
  await page.route(`${spa.provider.issuer}/token`, async (route) => {
    const response = await route.fetch();
    if (response.ok()) {
      const tokens = await response.json();
      for (const name of ['access_token', 'refresh_token', 'id_token']) secrets.add(tokens[name]);
    }
    return route.fulfill({ response });
  });
  await open(page, spa.url);
  await signIn(page, 'editor');
  await forward(page, 550);
  await page.evaluate(() => session.accessToken());
  await page
    .evaluate((url) => session.fetch(url), `${spa.api.url}/away`)
    .catch((error) => seen.push(error.stack));
  // Two of each; two ID Tokens of one second are the same.
  assert.ok([5, 6].includes(secrets.size) && !secrets.has(undefined));
  seen.push(...(await page.evaluate(textsOfThePage)));
  spa.provider.revokeGrant('editor');
  await forward(page, 1200);
  await page.evaluate(() => session.accessToken());
  await heard(page, 'expired');
  seen.push(...(await page.evaluate(textsOfThePage)));
  await page.evaluate(() => void session.signOut());
  await page.getByRole('button', { name: 'Sign out' }).click();
  await ready(page);
  seen.push(...(await page.evaluate(textsOfThePage)));
  assert.equal((await told(page)).userId, undefined);
  for (const secret of secrets) {
    for (const text of seen) assert.ok(!text.includes(secret), text.slice(0, 200));
  }
});

/** Every text that a script finds in the page without asking the session for its token. */
function textsOfThePage() {
  const found = [
    document.documentElement.outerHTML,
    document.cookie,
    location.href,
    JSON.stringify(history.state) ?? '',
    JSON.stringify(localStorage),
    JSON.stringify(sessionStorage),
    JSON.stringify(session),
    JSON.stringify(changes),
    String(session),
  ];
  const known = new Set();
  const walk = (value, depth) => {
    if (typeof value === 'string') found.push(value);
    if (typeof value !== 'object' || value === null || depth > 4 || known.has(value)) return;
    known.add(value);
    for (const key of Reflect.ownKeys(value)) walk(value[key], depth + 1);
  };
  walk(session, 0);
  walk(session.user, 0);
  found.push(...Object.values(globalThis).filter((value) => typeof value === 'string'));
  found.push(...performance.getEntries().map(({ name }) => name));
  return found;
}
