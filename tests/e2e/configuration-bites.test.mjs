// Each key of the configuration that decides who may pass, or what is told to whom, does what it says, at the
// gate as it is built: a check that is set and stays inert lets everybody through and shows nothing (Pomerium,
// CVE-2021-41230; oauth2-proxy, CVE-2021-21411). Keys that other files are about are tested there.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';

import { Agent } from '../support/agent.mjs';
import { startFaultyProvider } from '../support/faulty-provider.mjs';
import { browserAt, gateHere, SITE } from '../support/gate/here.mjs';
import { call, startStack } from '../support/stack.mjs';
import { encode, signToken } from '../vectors/attacks/sign.mjs';

/** A test with a gate of its own. */
function bites(name, vars, run, start = startFaultyProvider) {
  test(name, async () => {
    const stack = await startStack({ start, vars });
    try {
      await run(stack);
    } finally {
      await stack.close();
    }
  });
}

const status = async ({ url }, token, path = '/me') => (await call(url + path, token)).status;

async function signedIn({ url, provider }, faults = {}) {
  const agent = new Agent();
  provider.faults = faults;
  const page = await agent.navigate(`${url}/me`);
  provider.faults = {};
  assert.equal(page.status, 200, page.text);
  return agent;
}

bites('TOKEN_TYPE: `at+jwt` is asked of `typ`', { TOKEN_TYPE: 'at+jwt' }, async (stack) => {
  const { provider } = stack;
  for (const [typ, expected] of [
    ['at+jwt', 200],
    ['application/at+jwt', 200],
    ['JWT', 401],
    [undefined, 401],
  ]) {
    assert.equal(await status(stack, provider.mint({}, { typ })), expected, String(typ));
  }
});

bites('AUDIENCE: one of several', { AUDIENCE: ['one', 'two'] }, async (stack) => {
  const { provider } = stack;
  assert.equal(await status(stack, provider.mint({ aud: 'two' })), 200);
  assert.equal(await status(stack, provider.mint({ aud: ['x', 'one'] })), 200);
  assert.equal(await status(stack, provider.mint({ aud: 'api' })), 401);
});

bites('ALGORITHMS: no other', { ALGORITHMS: ['ES256'] }, async (stack) => {
  const { provider } = stack;
  assert.equal(await status(stack, provider.mint()), 401);
  provider.alg = 'ES256';
  assert.equal(await status(stack, provider.mint()), 200);
});

const HMAC_SECRET = randomBytes(32).toString('hex').slice(0, 47);

bites('HMAC_SECRET: its tokens, as far as it is long enough', { HMAC_SECRET }, async (stack) => {
  const { issuer: iss, audience: aud } = stack.provider;
  const exp = Math.floor(Date.now() / 1000) + 600;
  const token = (alg, secret) =>
    signToken(alg, { k: encode(secret) }, { alg }, JSON.stringify({ iss, aud, sub: 'ada', exp }));
  assert.equal(await status(stack, token('HS256', HMAC_SECRET)), 200);
  assert.equal(await status(stack, token('HS384', HMAC_SECRET)), 401);
  assert.equal(await status(stack, token('HS256', HMAC_SECRET.toUpperCase())), 401);
  assert.equal(await status(stack, stack.provider.mint()), 200);
});

const OTHER = 'https://other.example/issuer';

bites(
  'ISSUER: of the metadata and of each token, in place of AUTHORITY',
  { ISSUER: OTHER },
  async (stack) => {
    const { provider } = stack;
    assert.equal(await status(stack, provider.mint({ iss: OTHER })), 200);
    assert.equal(await status(stack, provider.mint()), 401);
  },
  () => startFaultyProvider({ metadata: (it) => (it.issuer = OTHER) }),
);

bites('ISSUER: metadata of another are refused', { ISSUER: OTHER }, async (stack) => {
  assert.equal(await status(stack, stack.provider.mint({ iss: OTHER })), 503);
});

const ROUTES = [
  { path: '/admin', roles: ['admin'] },
  { path: '/plain', roles: ['admin'], include_custom: false },
];

bites(
  'ROLES_FROM, CUSTOM_ROLES_FROM: from there and from nowhere else',
  { ROLES_FROM: ['realm.roles'], CUSTOM_ROLES_FROM: ['mine'], ROUTES },
  async (stack) => {
    const mint = (claims) => stack.provider.mint(claims);
    assert.equal(await status(stack, mint({ realm: { roles: ['admin'] } }), '/plain'), 200);
    assert.equal(await status(stack, mint({ mine: ['admin'] }), '/admin'), 200);
    assert.equal(await status(stack, mint({ mine: ['admin'] }), '/plain'), 403);
    assert.equal(await status(stack, mint({ roles: ['admin'] }), '/admin'), 403);
    assert.equal(await status(stack, mint({ realm: { roles: { admin: true } } }), '/admin'), 403);
  },
);

bites('SIGN_IN: nobody is sent away, no session counts', { SIGN_IN: false }, async (stack) => {
  const page = await new Agent().request(`${stack.url}/me`, { navigation: true });
  assert.equal(page.status, 401);
  for (const path of ['login', 'callback?code=c&state=s', 'logout', 'me']) {
    const { status: got, headers } = await call(`${stack.url}/auth/${path}`);
    assert.ok(got >= 400 && got < 500, path);
    assert.equal(headers.get('location'), null, path);
  }
  assert.equal(await status(stack, stack.provider.mint()), 200);
  assert.equal(stack.provider.counts.authorize, 0);
});

const SCOPES = ['openid', 'profile', 'email', 'phone', 'address', 'offline_access'];

bites(
  'SCOPES, LOGIN_PARAMS: what is asked for',
  { SCOPES, LOGIN_PARAMS: { acr_values: 'gold' } },
  async (stack) => {
    await signedIn(stack);
    const { url } = stack.provider.requests.find(({ endpoint }) => endpoint === 'authorize');
    const { searchParams } = new URL(url, stack.url);
    assert.equal(searchParams.get('scope'), SCOPES.join(' '));
    assert.equal(searchParams.get('acr_values'), 'gold');
  },
);

bites('FORWARD_…: not set, the origin gets no credential', {}, async (stack) => {
  const agent = await signedIn(stack);
  await agent.request(`${stack.url}/me`);
  assert.equal(stack.origin.last().headers.authorization, undefined);
  await status(stack, stack.provider.mint());
  assert.equal(stack.origin.last().headers.authorization, undefined);
});

bites(
  'FORWARD_AUTHORIZATION: the bearer token goes on',
  { FORWARD_AUTHORIZATION: true },
  async (stack) => {
    const token = stack.provider.mint();
    await status(stack, token);
    assert.equal(stack.origin.last().headers.authorization, `Bearer ${token}`);
    await (await signedIn(stack)).request(`${stack.url}/me`);
    assert.equal(stack.origin.last().headers.authorization, undefined);
  },
);

bites(
  'FORWARD_ACCESS_TOKEN: that of the session goes on',
  { FORWARD_ACCESS_TOKEN: true },
  async (stack) => {
    let token;
    const agent = await signedIn(stack, { tokens: (body) => (token = body.access_token) });
    await agent.request(`${stack.url}/me`);
    assert.equal(stack.origin.last().headers.authorization, `Bearer ${token}`);
    await status(stack, stack.provider.mint());
    assert.equal(stack.origin.last().headers.authorization, undefined);
  },
);

for (const [LOG_SUBJECT, expected] of [
  [undefined, /^$/],
  ['hash', /^(?!.*user-ada).+$/],
  ['plain', /^user-ada$/],
]) {
  bites(`LOG_SUBJECT: ${LOG_SUBJECT ?? 'not set'}`, { LOG_SUBJECT }, async (stack) => {
    await status(stack, stack.provider.mint());
    const line = JSON.parse(await stack.gate.logged((it) => it.includes('"/me"')));
    assert.match(line.subject ?? line.sub ?? '', expected, JSON.stringify(line));
  });
}

bites(
  'AUTH_PATH, SIGNED_OUT_PATH: there, and no longer here',
  { AUTH_PATH: '/-/gate', SIGNED_OUT_PATH: '/echo' },
  async (stack) => {
    const { provider, url } = stack;
    const agent = await signedIn(stack);
    assert.equal((await agent.request(`${url}/-/gate/me`)).status, 200);
    const asked = provider.requests.find(({ endpoint }) => endpoint === 'authorize');
    const { searchParams } = new URL(asked.url, url);
    assert.equal(searchParams.get('redirect_uri'), `${url}/-/gate/callback`);
    // What is no page of the gate's any more takes a sign-in, as everything does that no route names.
    assert.equal(await status(stack, undefined, '/auth/login'), 401);
    const headers = { origin: url, 'sec-fetch-site': 'same-origin', 'content-length': '0' };
    const page = await agent.navigate(`${url}/-/gate/logout`, { method: 'POST', headers });
    assert.equal(page.url.href, `${url}/echo`);
    assert.deepEqual(agent.jar.list(new URL(url)), []);
  },
);

test('hosts: a route for one host is no route of another', async () => {
  const provider = await startFaultyProvider();
  const other = SITE.replace('//', '//open.');
  const gate = gateHere(provider, {
    COOKIE_KEY: randomBytes(32).toString('base64url'),
    PUBLIC_URL: [SITE, other],
    ROUTES: [{ path: '/**', access: 'public', hosts: [new URL(other).host] }],
  });
  assert.equal(await browserAt(gate, other).status(), 200);
  assert.equal(await browserAt(gate, SITE).status(), 401);
  await provider.close();
});
