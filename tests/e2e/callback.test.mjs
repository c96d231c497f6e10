// The end of a sign-in at the gate, with answers that somebody has changed on their way: of the provider's
// authorization endpoint, which anybody can write, and of its token endpoint.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, describe, test } from 'node:test';

import { Agent } from '../support/agent.mjs';
import { startFaultyProvider } from '../support/faulty-provider.mjs';
import { startStack } from '../support/stack.mjs';

let stack;

before(async () => {
  stack = await startStack({ start: startFaultyProvider });
});

after(() => stack?.close());

/** A sign-in as far as its answer, which has not come yet. */
async function begun({ url } = stack, agent = new Agent()) {
  const login = await agent.request(`${url}/auth/login?return_to=/me`, { navigation: true });
  const { headers } = await agent.request(login.headers.get('location'));
  return { agent, answer: new URL(headers.get('location')) };
}

const sessions = ({ setCookies }) =>
  setCookies.filter((it) => /^__Host-edgeward-session[^=]*=[^;]/.test(it));

async function finished(agent, answer) {
  const { counts } = stack.provider;
  const before = counts.token;
  const page = await agent.request(answer, { navigation: true });
  const code = page.text.match(/\b(?:callback|token|provider)_[a-z_]+/)?.[0];
  return { status: page.status, code, redeemed: counts.token - before, sessions: sessions(page) };
}

const EVIL = 'https://evil.example';

/** What is done to the answer, and why it is refused: before any code is redeemed. */
const ANSWERS = {
  'two codes': [(it) => it.append('code', 'x'), 'callback_parameter_duplicate'],
  'two states': [(it) => it.append('state', 'x'), 'callback_parameter_duplicate'],
  'one state twice': [(it) => it.append('state', it.get('state')), 'callback_parameter_duplicate'],
  'two issuers': [(it) => it.append('iss', EVIL), 'callback_parameter_duplicate'],
  'no code': [(it) => it.delete('code'), 'callback_code_missing'],
  'an empty code': [(it) => it.set('code', ''), 'callback_code_invalid'],
  'the issuer of somebody else': [(it) => it.set('iss', EVIL), 'callback_issuer_mismatch'],
  'a slash more in its issuer': [
    (it) => it.set('iss', `${it.get('iss')}/`),
    'callback_issuer_mismatch',
  ],
  'an access token': [(it) => it.set('access_token', 'x'), 'callback_front_channel_token'],
  'an ID Token': [(it) => it.set('id_token', 'x'), 'callback_front_channel_token'],
  'a response that is signed': [(it) => it.set('response', 'x'), 'callback_front_channel_token'],
  'an error beside the code': [(it) => it.set('error', 'access_denied'), 'callback_refused'],
  // Mix-up (RFC 9207 §2.4) works with errors too.
  'an error of somebody else': [
    (it) => (it.delete('code'), it.set('error', 'access_denied'), it.set('iss', EVIL)),
    'callback_issuer_mismatch',
  ],
};

describe('an authorization response', () => {
  for (const [what, [change, expected]] of Object.entries(ANSWERS)) {
    test(`with ${what} is refused, and no code is redeemed`, async () => {
      const { agent, answer } = await begun();
      change(answer.searchParams);
      assert.deepEqual(await finished(agent, answer), {
        status: 400,
        code: expected,
        redeemed: 0,
        sessions: [],
      });
    });
  }

  test('with what nobody asked for is taken (RFC 6749 §4.1.2)', async () => {
    const { agent, answer } = await begun();
    answer.searchParams.append('session_state', 'a');
    const { status, redeemed, sessions: made } = await finished(agent, answer);
    assert.deepEqual([status, redeemed, made.length], [303, 1, 1]);
  });

  test('is redeemed with the verifier of its own challenge (RFC 7636 §4.5)', async () => {
    const { agent, answer } = await begun();
    await finished(agent, answer);
    const last = (endpoint) => stack.provider.requests.findLast((it) => it.endpoint === endpoint);
    const asked = new URL(last('authorize').url, stack.url).searchParams;
    const redeemed = new URLSearchParams(last('token').body);
    const digest = createHash('sha256').update(redeemed.get('code_verifier')).digest('base64url');
    assert.equal(asked.get('code_challenge_method'), 'S256');
    assert.equal(asked.get('code_challenge'), digest);
    assert.equal(redeemed.get('redirect_uri'), asked.get('redirect_uri'));
  });

  test('that comes five times at once, with its cookie each time, is taken once', async () => {
    const { agent, answer } = await begun();
    const before = stack.provider.counts.token;
    const headers = { cookie: agent.jar.header(new URL(stack.url)) };
    const copies = Array.from({ length: 5 }, () => new Agent().request(answer, { headers }));
    const pages = await Promise.all(copies);
    assert.deepEqual(pages.map(({ status }) => status).sort(), [303, 400, 400, 400, 400]);
    assert.equal(pages.flatMap(sessions).length, 1);
    assert.equal(stack.provider.counts.token - before, 1);
  });

  test('of a stranger’s sign-in makes nobody a stranger', async () => {
    const [victim, strange] = [await begun(), await begun()];
    const stolen = await finished(victim.agent, strange.answer);
    assert.deepEqual([stolen.status, stolen.redeemed, stolen.sessions], [400, 0, []]);
    // The cookie of the stranger's sign-in beside the own ones: what a neighbour host could toss.
    const [{ name, value }] = strange.agent.jar.list(new URL(stack.url));
    const own = victim.agent.jar.header(new URL(stack.url));
    for (const [first, second] of [
      ['tossed', value],
      [value, 'tossed'],
    ]) {
      const cookie = `${own}; ${name}=${first}; ${name}=${second}`;
      const page = await new Agent().request(strange.answer, { headers: { cookie } });
      assert.deepEqual([page.status, sessions(page)], [400, []]);
    }
  });

  test('with another sign-in’s code in the same browser is refused by its nonce', async () => {
    const one = await begun();
    const other = await begun(stack, one.agent);
    one.answer.searchParams.set('code', other.answer.searchParams.get('code'));
    const { status, code, sessions: made } = await finished(one.agent, one.answer);
    assert.deepEqual([status, code, made], [502, 'token_nonce_mismatch', []]);
  });

  test('of a provider that does not promise `iss` is held to it where it is there', async () => {
    const metadata = (it) => delete it.authorization_response_iss_parameter_supported;
    const silent = await startStack({ start: () => startFaultyProvider({ metadata }) });
    try {
      const statusWith = async (change) => {
        const { agent, answer } = await begun(silent);
        change(answer.searchParams);
        return (await agent.request(answer)).status;
      };
      assert.equal(await statusWith((it) => it.delete('iss')), 303);
      assert.equal(await statusWith((it) => it.set('iss', EVIL)), 400);
    } finally {
      await silent.close();
    }
  });
});

/** RFC 6749 §5.1, OpenID Connect Core §3.1.3.3. */
const TOKENS = {
  'without an ID Token': (it) => delete it.id_token,
  'with an ID Token that is null': (it) => (it.id_token = null),
  'with the access token for an ID Token': (it) => (it.id_token = it.access_token),
  'without an access token': (it) => delete it.access_token,
  'with an access token that is no text': (it) => (it.access_token = 7),
  'without a type': (it) => delete it.token_type,
  'of the type DPoP': (it) => (it.token_type = 'DPoP'),
  'of the type mac': (it) => (it.token_type = 'mac'),
  'with an end that is none': (it) => (it.expires_in = 1e300),
  'that ended already': (it) => (it.expires_in = -1),
  'with a refresh token that is no text': (it) => (it.refresh_token = ['x']),
};

describe('a token response', () => {
  const refused = async (faults) => {
    const { agent, answer } = await begun();
    stack.provider.faults = faults;
    const { status, redeemed, sessions: made } = await finished(agent, answer);
    stack.provider.faults = {};
    assert.deepEqual([status, redeemed, made], [502, 1, []]);
    assert.equal((await agent.request(`${stack.url}/me`)).status, 401);
  };

  for (const [what, tokens] of Object.entries(TOKENS)) {
    test(`${what} signs nobody in`, () => refused({ tokens }));
  }

  test('about two people signs nobody in', () =>
    refused({ accessToken: (it) => (it.sub = 'user-eve') }));

  test('with a logout token for an ID Token signs nobody in', async () => {
    await refused({ header: (it) => (it.typ = 'logout+jwt') });
    const event = 'http://schemas.openid.net/event/backchannel-logout';
    await refused({ idToken: (it) => (it.events = { [event]: {} }) });
  });
});
