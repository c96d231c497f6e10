// The session of a single-page app, in Chromium, with a real provider: in, a token, and out.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';

import { startBrowser } from '../support/browser.mjs';
import {
  choose,
  forward,
  heard,
  open,
  ready,
  signIn,
  startSpa,
  told,
  toProvider,
} from '../support/spa.mjs';

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

test('a person signs in and comes back to where they were', async () => {
  const page = await newPage('/?tab=1');
  assert.deepEqual(await page.evaluate(() => redirected), { result: undefined });
  const { result } = await signIn(page, 'editor', { returnTo: '/inbox?new#3' });
  assert.deepEqual(result, { returnTo: '/inbox?new#3', userId: 'user-editor' });
  assert.equal(page.url(), `${spa.url}/`);
  const user = await page.evaluate(() => session.user.toJSON());
  assert.equal(user.name, 'Édith Editor');
  assert.deepEqual(user.roles, ['editor']);
  assert.ok(await page.evaluate(() => session.user.hasRole('EDITOR')));
  assert.deepEqual((await told(page)).changes, [{ change: 'signed-in', userId: 'user-editor' }]);
});

test('without a word about it, they come back to where they were', async () => {
  const page = await newPage('/deep/path?q=1#part');
  assert.equal((await signIn(page, 'member')).result.returnTo, '/deep/path?q=1#part');
});

test('the access token is the one that the provider issued for the person', async () => {
  const page = await newPage();
  await signIn(page, 'member');
  const token = await page.evaluate(() => session.accessToken());
  const claims = JSON.parse(Buffer.from(token.split('.')[1], 'base64url'));
  assert.equal(claims.sub, 'user-member');
  assert.equal(claims.iss, spa.provider.issuer);
});

test('nobody signed in means no user and no token', async () => {
  const page = await newPage();
  assert.deepEqual(await page.evaluate(async () => [session.user, await session.accessToken()]), [
    undefined,
    undefined,
  ]);
});

test('a sign-in that the person cancels is a CallbackError with the code of the provider', async () => {
  const page = await newPage();
  await toProvider(page);
  await page.getByRole('button', { name: /^Cancel/ }).click();
  await ready(page);
  const { error } = await page.evaluate(() => redirected);
  assert.deepEqual(error, {
    name: 'CallbackError',
    code: 'callback_refused',
    error: 'access_denied',
  });
  assert.equal(page.url(), `${spa.url}/`);
});

test('prompt, login hint and extra parameters go to the provider', async () => {
  const page = await newPage();
  const asked = { prompt: 'login', loginHint: 'ada', maxAge: 60, extraParams: { theme: 'dark' } };
  await toProvider(page, asked);
  const { url } = spa.provider.requests.findLast((one) => one.endpoint === 'authorization');
  const query = new URL(url, spa.provider.issuer).searchParams;
  const sent = ['prompt', 'login_hint', 'max_age', 'theme', 'code_challenge_method'];
  assert.deepEqual(
    sent.map((name) => query.get(name)),
    ['login', 'ada', '60', 'dark', 'S256'],
  );
  assert.deepEqual((await choose(page, 'member')).result.userId, 'user-member');
});

test('a person signs out: here, of the refresh token, and at the provider', async () => {
  const page = await newPage();
  await signIn(page, 'member');
  const revoked = spa.provider.counts.revocation;
  await page.evaluate(() => void session.signOut());
  await page.getByRole('button', { name: 'Sign out' }).click();
  await ready(page);
  assert.equal(page.url(), `${spa.url}/`);
  assert.equal(spa.provider.counts.revocation, revoked + 1);
  const { url } = spa.provider.requests.findLast(
    (one) => one.endpoint === 'end_session' && one.method === 'GET',
  );
  const query = new URL(url, spa.provider.issuer).searchParams;
  assert.equal(query.get('post_logout_redirect_uri'), `${spa.url}/`);
  assert.equal(query.get('client_id'), 'gate-public');
  assert.equal(await page.evaluate(() => session.restore()), undefined);
  await toProvider(page);
});

test('a sign-out works while the provider cannot revoke', async () => {
  const page = await newPage();
  await signIn(page, 'member');
  spa.provider.failNext('revocation', { status: 503 });
  await page.evaluate(() => void session.signOut());
  await page.getByRole('button', { name: 'Sign out' }).click();
  await ready(page);
  assert.equal((await told(page)).userId, undefined);
});

test('a token is renewed before it expires, and the person stays the same', async () => {
  const page = await newPage();
  await signIn(page, 'editor');
  const first = await page.evaluate(() => session.accessToken());
  await forward(page, 530);
  assert.equal(await page.evaluate(() => session.accessToken()), first);
  await forward(page, 545);
  spa.provider.change('editor', { roles: ['reader'] });
  const second = await page.evaluate(() => session.accessToken());
  spa.provider.change('editor');
  assert.notEqual(second, first);
  const { userId, changes } = await told(page);
  assert.equal(userId, 'user-editor');
  assert.deepEqual(changes.at(-1), { change: 'refreshed', userId: 'user-editor' });
  assert.deepEqual(await page.evaluate(() => session.user.roles), ['reader']);
});

test('a refresh token that the provider refuses ends the session', async () => {
  const page = await newPage();
  await signIn(page, 'billing');
  spa.provider.revokeGrant('billing');
  await forward(page, 545);
  assert.equal(await page.evaluate(() => session.accessToken()), undefined);
  const { userId, changes } = await told(page);
  assert.equal(userId, undefined);
  assert.deepEqual(changes.at(-1), { change: 'expired', userId: undefined });
});

test('while the provider is down the token serves until it expires, and then may come back', async () => {
  const page = await newPage();
  await signIn(page, 'member');
  const first = await page.evaluate(() => session.accessToken());
  await forward(page, 545);
  const headers = { 'access-control-allow-origin': spa.url };
  spa.provider.failNext('token', { status: 503, times: 2, headers });
  assert.equal(await page.evaluate(() => session.accessToken()), first);
  assert.equal((await told(page)).userId, 'user-member');
  await forward(page, 605);
  const failure = await page.evaluate(() =>
    session.accessToken().catch(({ name, statusCode }) => ({ name, statusCode })),
  );
  assert.deepEqual(failure, { name: 'TokenExchangeError', statusCode: 503 });
  assert.equal((await told(page)).userId, undefined);
  await heard(page, 'expired');
  assert.notEqual(await page.evaluate(() => session.accessToken()), first);
  assert.equal((await told(page)).userId, 'user-member');
});

test('a renewal that cannot be looked at keeps its refresh token, for the next one', async () => {
  const page = await newPage();
  await signIn(page, 'editor');
  const first = await page.evaluate(() => session.accessToken());
  const [old] = await spa.provider.rotateKeys();
  spa.provider.failNext('jwks', { status: 503, times: Infinity });
  await forward(page, 545);
  const before = spa.provider.counts.token;
  assert.equal(await page.evaluate(() => session.accessToken()), first);
  assert.equal(spa.provider.counts.token, before + 1);
  spa.provider.mend('jwks');
  await forward(page, 590);
  const second = await page.evaluate(() => session.accessToken());
  assert.notEqual(second, first);
  assert.notEqual(JSON.parse(Buffer.from(second.split('.')[0], 'base64url')).kid, old);
  assert.equal(spa.provider.counts.token, before + 2);
});

test('options that are none are said at once, each with its cure', async () => {
  const page = await newPage();
  const problems = await page.evaluate(() => {
    const wrong = (options) => {
      try {
        new edgeward.BrowserSession(options);
        return [];
      } catch (error) {
        return [
          error.name,
          ...error.problems.map(({ option, message }) => `${option}: ${message}`),
        ];
      }
    };
    const base = { authority: 'https://id.example', clientId: 'app' };
    return [
      { ...base, clientSecret: 's' },
      { ...base, redirectURI: '/' },
      { authority: base.authority },
      { ...base, storage: 'localStorage' },
    ].map(wrong);
  });
  assert.match(problems[0].join(), /^ConfigError,clientSecret: .*public client/);
  assert.match(problems[1].join(), /did you mean `redirectUri`/);
  assert.match(problems[2].join(), /clientId: is missing/);
  assert.match(problems[3].join(), /'memory' or 'sessionStorage'/);
});

test('what an option means is said by the first call', async () => {
  const page = await newPage();
  const messages = await page.evaluate(async () => {
    const base = { authority: 'https://id.example', clientId: 'app' };
    const first = async (more) => {
      const session = new edgeward.BrowserSession({ ...base, ...more });
      return session.accessToken().then(String, ({ name, message }) => `${name} ${message}`);
    };
    return [
      await first({ redirectUri: 'https://elsewhere.example/' }),
      await first({ apiOrigins: 'https://api.example/v1' }),
      await first({ apiOrigins: 'http://api.example' }),
    ];
  });
  assert.match(messages[0], /^ConfigError `redirectUri`: must be an address of http:\/\/127/);
  assert.match(messages[1], /^ConfigError `apiOrigins`: must be an origin/);
  assert.match(messages[2], /^ConfigError `apiOrigins`: a token must not go over plain http/);
});

test('arguments that are none are named, and the session goes on', async () => {
  const page = await newPage();
  const messages = await page.evaluate(async () => {
    const hostile = {
      get returnTo() {
        throw new Error('no');
      },
    };
    const calls = [
      () => session.signIn({ returnTo: 7 }),
      () => session.signIn({ returnto: '/' }),
      () => session.signIn({ prompt: 'a'.repeat(1e6) }),
      () => session.signIn(hostile),
      () => session.signIn('/'),
      () => session.signIn({ scope: 'a  b' }),
      () => session.restore({ signal: 'now' }),
      () => session.accessToken(null),
      () => session.handleRedirect([]),
      () => session.signOut({ postLogoutRedirectUri: {} }),
      () => session.fetch('https://a b'),
    ];
    const outcomes = [];
    for (const call of calls) {
      outcomes.push(await call().then(String, ({ name, message }) => `${name}: ${message}`));
    }
    return outcomes;
  });
  const named = [
    'returnTo',
    'returnTo',
    'prompt',
    'returnTo',
    'options',
    'scope',
    'signal',
    'options',
    'options',
    'postLogoutRedirectUri',
  ];
  for (const [index, message] of messages.entries()) {
    assert.match(message, /^TypeError: /);
    if (index < named.length) assert.ok(message.includes(`\`${named[index]}\``), message);
  }
  assert.equal((await signIn(page, 'member')).result.userId, 'user-member');
});
