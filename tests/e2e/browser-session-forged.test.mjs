// What strangers send to the page of a session: forged answers, other issuers, other places to go.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';

import { startBrowser } from '../support/browser.mjs';
import { choose, open, signIn, startSpa, told, toProvider } from '../support/spa.mjs';

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

const newPage = async (path = '/') => open(await context.newPage(), spa.url + path);

/** Signs in, but keeps the answer from the page: its address, and the page before it. */
async function intercepted(page, login) {
  await toProvider(page, { returnTo: '/kept', prompt: 'login' });
  const answer = spa.nextAnswer();
  await page.getByRole('button', { name: new RegExp(`^${login}`) }).click();
  return answer;
}

async function outcome(page, address) {
  const before = spa.provider.counts.token;
  await page.goto('about:blank');
  await open(page, address);
  const told = await page.evaluate(() => redirected);
  return { ...told, address: page.url(), redeemed: spa.provider.counts.token - before };
}

test('an answer is taken once; used again, it is refused', async () => {
  const page = await newPage();
  const address = await intercepted(page, 'member');
  const first = await outcome(page, address);
  assert.deepEqual(first.result, { returnTo: '/kept', userId: 'user-member' });
  const second = await outcome(page, address);
  assert.equal(second.error.code, 'callback_state_mismatch');
  assert.equal(second.redeemed, 0);
  assert.equal(second.address, `${spa.url}/`);
});

test('a good answer in another browser or in another tab is refused', async () => {
  const page = await newPage();
  const address = await intercepted(page, 'member');
  const stranger = await browser.newContext();
  const places = [await stranger.newPage(), await context.newPage()];
  for (const place of places) {
    const { error, redeemed } = await outcome(place, address);
    assert.equal(error.name, 'CallbackError');
    assert.equal(error.code, 'callback_state_mismatch');
    assert.equal(redeemed, 0);
  }
  await stranger.close();
});

for (const [what, change, code] of [
  ['another state', (query) => query.set('state', 'A'.repeat(43)), 'callback_state_mismatch'],
  ['an empty state', (query) => query.set('state', ''), 'callback_state_mismatch'],
  [
    'the issuer of somebody else',
    (query) => query.set('iss', 'https://evil.example'),
    'callback_issuer_mismatch',
  ],
  [
    'no issuer, which the metadata promise',
    (query) => query.delete('iss'),
    'callback_issuer_missing',
  ],
  ['two codes', (query) => query.append('code', 'x'), 'callback_parameter_duplicate'],
  ['two states', (query) => query.append('state', 'x'), 'callback_parameter_duplicate'],
  [
    'a token beside the code',
    (query) => query.set('access_token', 'x'),
    'callback_front_channel_token',
  ],
  ['a code and an error', (query) => query.set('error', 'access_denied'), 'callback_refused'],
  [
    'a malformed error',
    (query) => (query.delete('code'), query.set('error', '<b>"')),
    'callback_error_invalid',
  ],
]) {
  test(`an answer with ${what} is refused, and no code is redeemed`, async () => {
    const page = await newPage();
    const address = new URL(await intercepted(page, 'member'));
    change(address.searchParams);
    const { error, redeemed, address: after } = await outcome(page, address.href);
    assert.equal(error.name, 'CallbackError');
    assert.equal(error.code, code);
    assert.equal(redeemed, 0);
    assert.equal(after, `${spa.url}/`);
    assert.equal((await told(page)).userId, undefined);
  });
}

test('a code of another sign-in is refused by the provider', async () => {
  const [own, other] = [await newPage(), await newPage()];
  const address = new URL(await intercepted(own, 'member'));
  const foreign = new URL(await intercepted(other, 'editor'));
  address.searchParams.set('code', foreign.searchParams.get('code'));
  const { error } = await outcome(own, address.href);
  assert.equal(error.name, 'TokenExchangeError');
  assert.equal(error.error, 'invalid_grant');
});

test('what is kept of a sign-in is read strictly', async () => {
  const spoils = [
    (flow) => ({ ...flow, v: 2 }),
    (flow) => ({ ...flow, more: 1 }),
    (flow) => ({ ...flow, owner: 'https://evil.example app' }),
    (flow) => ({ ...flow, returnTo: '//evil.example' }),
    (flow) => ({ ...flow, beganAt: flow.beganAt - 601 }),
    (flow) => ({ ...flow, codeVerifier: 'short' }),
    () => undefined,
  ];
  for (const spoil of spoils) {
    const page = await newPage();
    const address = await intercepted(page, 'member');
    const key = `edgeward sign-in ${new URL(address).searchParams.get('state')}`;
    const kept = JSON.parse(await page.evaluate((name) => sessionStorage.getItem(name), key));
    const spoiled = JSON.stringify(spoil(kept)) ?? 'null';
    await page.evaluate(([name, text]) => sessionStorage.setItem(name, text), [key, spoiled]);
    const { error, redeemed } = await outcome(page, address);
    assert.equal(error.code, 'callback_state_mismatch', spoiled);
    assert.equal(redeemed, 0);
    await page.close();
  }
});

test('at most eight sign-ins are kept in a tab, and none when they are over', async () => {
  const page = await newPage();
  for (let n = 0; n < 10; n += 1) {
    await toProvider(page, { returnTo: `/${n}` });
    if (n < 9) await open(page, spa.url);
  }
  await choose(page, 'member');
  const keys = await page.evaluate(() => Object.keys(sessionStorage));
  assert.equal(keys.filter((key) => key.startsWith('edgeward sign-in ')).length, 7);
});

test('nobody is sent to another site after signing in', async () => {
  const host = 'evil.example';
  const hostile = [
    `https://${host}`,
    `//${host}`,
    `///${host}`,
    `/\\${host}`,
    `\\\\${host}`,
    `/\t/${host}`,
    `/%09/${host}`,
    `/%2f${host}`,
    `/%5c${host}`,
    `/.//${host}`,
    `/x/..//${host}`,
    `/%2e%2e//${host}`,
    `${spa.url}.${host}/`,
    `${spa.url}@${host}/`,
    `${spa.url}//${host}`,
    'javascript:alert(1)',
    'data:text/html,x',
    ` //${host}`,
    'https:evil.example',
    '.evil.example',
    '',
  ];
  const page = await newPage();
  await toProvider(page, { returnTo: '/first' });
  await choose(page, 'member');
  for (const returnTo of hostile) {
    await page.evaluate((asked) => void session.signIn(asked), { returnTo });
    await page.waitForURL(`${spa.url}/`);
    await page.waitForFunction(() => document.documentElement.dataset.ready === 'signed in');
    const { result } = await page.evaluate(() => redirected);
    assert.equal(result.returnTo, '/', returnTo);
  }
  const own = `${spa.url}/own?x#y`;
  await page.evaluate((asked) => void session.signIn(asked), { returnTo: own });
  await page.waitForFunction(() => globalThis.redirected?.then);
  await page.waitForFunction(async () => (await redirected).result?.returnTo === '/own?x#y');
});

test('the address is clean before the page goes on, and what is the page’s own stays', async () => {
  const page = await newPage();
  await page.addInitScript(() => {
    const { replaceState } = History.prototype;
    History.prototype.replaceState = function (...args) {
      replaceState.apply(this, args);
      globalThis.cleaned ??= {
        href: location.href,
        requests: performance.getEntries().filter(({ name }) => name.endsWith('.wasm')).length,
      };
    };
  });
  const address = new URL(await intercepted(page, 'member'));
  address.searchParams.set('own', 'a b');
  address.hash = '#part';
  await page.goto('about:blank');
  await open(page, address.href);
  const cleaned = await page.evaluate(() => globalThis.cleaned);
  assert.deepEqual(cleaned, { href: `${spa.url}/?own=a+b#part`, requests: 0 });
});

test('an address without an answer, or of another path, is left alone', async () => {
  for (const path of [
    '/?code=1',
    '/?state=1',
    '/other?code=1&state=2',
    '/?error=no',
    '/#code=1&state=2',
  ]) {
    const page = await newPage(path);
    assert.deepEqual(await page.evaluate(() => redirected), { result: undefined });
    assert.equal(page.url(), spa.url + path);
    await page.close();
  }
});

test('a provider whose ID Token is not about this sign-in signs nobody in', async () => {
  const page = await newPage();
  const address = await intercepted(page, 'member');
  // The provider signs for another client, as a mix-up or a stolen token would have it.
  await page.route(`${spa.provider.issuer}/token`, async (route) => {
    const answer = await route.fetch();
    const tokens = await answer.json();
    const [header, payload, signature] = tokens.id_token.split('.');
    const claims = JSON.parse(Buffer.from(payload, 'base64url'));
    const other = Buffer.from(JSON.stringify({ ...claims, sub: 'user-admin' })).toString(
      'base64url',
    );
    return route.fulfill({
      response: answer,
      json: { ...tokens, id_token: `${header}.${other}.${signature}` },
    });
  });
  const { error } = await outcome(page, address);
  assert.equal(error.name, 'InvalidTokenError');
  assert.equal((await told(page)).userId, undefined);
});

test('a refreshed ID Token about somebody else ends the session', async () => {
  const page = await newPage();
  await signIn(page, 'member');
  const stranger = await open(await (await browser.newContext()).newPage(), spa.url);
  let theirs;
  // On its way: of a page that goes on, no answer can be read any more.
  await stranger.route(`${spa.provider.issuer}/token`, async (route) => {
    const answer = await route.fetch();
    theirs = await answer.json();
    return route.fulfill({ response: answer });
  });
  await signIn(stranger, 'editor');
  await page.route(`${spa.provider.issuer}/token`, async (route) => {
    const answer = await route.fetch();
    const { access_token, id_token } = theirs;
    return route.fulfill({
      response: answer,
      json: { ...(await answer.json()), access_token, id_token },
    });
  });
  await page.evaluate(() => localStorage.setItem('test clock', 550));
  const token = await page.evaluate(() => session.accessToken());
  assert.equal(token, undefined);
  const { userId, changes } = await told(page);
  assert.equal(userId, undefined);
  assert.equal(changes.at(-1).change, 'expired');
  await stranger.context().close();
});

test('a sign-out that no provider ends leads nowhere else', async () => {
  const page = await newPage();
  await page.route('**/.well-known/openid-configuration', async (route) => {
    const answer = await route.fetch();
    const { end_session_endpoint: _, ...others } = await answer.json();
    return route.fulfill({ response: answer, json: others });
  });
  for (const [asked, from, to] of [
    ['https://evil.example/', '/kept', '/'],
    [`${spa.url}/kept`, '/', '/kept'],
  ]) {
    await open(page, spa.url + from);
    const left = page.waitForURL(spa.url + to);
    await page.evaluate((uri) => void session.signOut({ postLogoutRedirectUri: uri }), asked);
    await left;
  }
});
