// A provider, or the network before it, that fails in every way: an answer that is not whole, not JSON, not
// in time, not from there is none, and the client says which it was. The npm package in Node, and the gate
// where somebody signs in.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { gateParty } from '../oidcc/parties.mjs';
import { DELIVERIES } from '../support/faulty-provider/deliver.mjs';
import { startFaultyProvider } from '../support/faulty-provider.mjs';
import { createFigures } from '../support/figures.mjs';
import { ROOT } from '../support/root.mjs';
import { startStack } from '../support/stack.mjs';

const { Client, DiscoveryError, EdgewardError } = await import(
  `${ROOT}/target/npm/edgeward/js/doors/node.js`
);

/** What is only known when the time is up. The time of the defaults is waited for at one endpoint. */
const SLOW = ['hanging', 'a byte at a time', 'hanging after its headers'];
const figures = createFigures('provider-faults');
const seen = { faults: 0, accepted: 0, slowest: 0 };
let provider;

before(async () => {
  provider = await startFaultyProvider();
});

after(async () => {
  await provider?.close();
  const followed = provider.requests.filter(({ url }) => url.includes('moved')).length;
  figures.add({
    row: 'Provider fetch',
    target: '<= 3 s, 0 redirects followed, 200 and JSON only, limits while streaming',
    measured: `${seen.slowest.toFixed(1)} s at most, ${followed} redirects followed, ${seen.accepted} of ${seen.faults} faulty answers taken`,
    met: seen.slowest < 3.5 && followed === 0 && seen.accepted === 0 && seen.faults > 100,
  });
  await figures.write();
});

const client = (options) =>
  new Client({
    authority: provider.issuer,
    audience: provider.audience,
    clientId: 'gate',
    clientSecret: provider.clientSecret,
    dangerAllowHttp: true,
    ...options,
  });

/** What asks each endpoint, with everything before it done. */
const ASKED = {
  metadata: async () => (one) => one.discovery(),
  jwks: async () => {
    const token = provider.mint();
    return (one) => one.validateToken(token);
  },
  token: async () => (one) => one.refreshToken('a refresh token'),
  userinfo: async () => (one) => one.userinfo('an-access-token'),
};

for (const [endpoint, prepare] of Object.entries(ASKED)) {
  describe(`the answer of ${endpoint}`, () => {
    test('is taken when it is right', async () => {
      provider.faults = {};
      await (
        await prepare()
      )(client());
    });

    for (const [name, delivery] of Object.entries(DELIVERIES)) {
      test(`${name}: none`, async () => {
        const ask = await prepare();
        const isShort = SLOW.includes(name) && endpoint !== 'jwks';
        const one = client(isShort ? { timeout: 300 } : {});
        provider.faults = {};
        if (endpoint !== 'metadata') await one.discovery();
        provider.faults = { deliver: { [endpoint]: delivery } };
        const began = Date.now();
        const outcome = await ask(one).then(
          (value) => ({ value }),
          (error) => ({ error }),
        );
        provider.faults = {};
        seen.faults += 1;
        seen.slowest = Math.max(seen.slowest, (Date.now() - began) / 1000);
        if (!outcome.error) seen.accepted += 1;
        assert.ok(outcome.error instanceof EdgewardError, String(outcome.error ?? 'it was taken'));
        if (endpoint === 'jwks') assert.ok(outcome.error instanceof DiscoveryError);
        if (SLOW.includes(name)) assert.match(outcome.error.code, /timed_out/);
        // What is at fault is the answer: with a good one the same client goes on.
        const again = client();
        await ask(again);
      });
    }
  });
}

describe('a sign-in at the gate', () => {
  let stack;
  before(async () => {
    stack = await startStack({ start: startFaultyProvider });
    assert.ok((await gateParty(stack)()).signedIn);
  });
  after(() => stack?.close());

  for (const [name, delivery] of Object.entries(DELIVERIES)) {
    if (SLOW.includes(name)) continue;
    test(`with a token response ${name} signs nobody in`, async () => {
      stack.provider.faults = { deliver: { token: delivery } };
      const { signedIn } = await gateParty(stack)();
      seen.faults += 1;
      if (signedIn) seen.accepted += 1;
      assert.equal(signedIn, false);
      stack.provider.faults = {};
    });
  }

  test('works again as soon as the provider does', async () => {
    assert.ok((await gateParty(stack)()).signedIn);
  });
});

const PLACE = 'https://login.example';

const METADATA = {
  'of another issuer': { issuer: 'https://other.example' },
  'with a slash more in its issuer': { issuer: `${PLACE}/` },
  'without an issuer': { issuer: undefined },
  'with several issuers': { issuer: [PLACE] },
  'without jwks_uri': { jwks_uri: undefined },
  'with a token endpoint without TLS': { token_endpoint: 'http://login.example/token' },
  'with a jwks_uri that is no text': { jwks_uri: [`${PLACE}/jwks`] },
  ...Object.fromEntries(
    [
      '/jwks',
      '//login.example/jwks',
      'file:///etc/passwd',
      'data:application/json,{"keys":[]}',
      'https://a:b@login.example/jwks',
      'https://login.example/jwks#keys',
      'http://login.example/jwks',
      'https://10.0.0.1/jwks',
      'https://169.254.169.254/latest',
      'https://[::1]/jwks',
      'https://[::ffff:10.0.0.1]/jwks',
      'https://[fd00::1]/jwks',
      'https://localhost/jwks',
      'https://127.1/jwks',
      'https://2130706433/jwks',
      'https://0x7f.0.0.1/jwks',
      'https://metadata.google.internal/jwks',
      'https://login.example\\@evil.example/jwks',
    ].map((uri) => [`with the jwks_uri ${uri}`, { jwks_uri: uri }]),
  ),
};

describe('metadata', () => {
  for (const [name, change] of Object.entries(METADATA)) {
    test(`${name} are refused, and nothing else is asked`, async () => {
      const document = {
        issuer: PLACE,
        jwks_uri: `${PLACE}/jwks`,
        authorization_endpoint: `${PLACE}/authorize`,
        token_endpoint: `${PLACE}/token`,
      };
      const asked = [];
      const one = new Client({
        authority: PLACE,
        audience: 'api',
        fetch: async (url) => {
          asked.push(String(url));
          return Response.json({ ...document, ...change });
        },
      });
      await assert.rejects(one.validateToken(provider.mint()), DiscoveryError);
      assert.deepEqual(asked, [`${PLACE}/.well-known/openid-configuration`]);
    });
  }
});

const KEYS = {
  'without keys': (set) => (set.keys = []),
  'whose keys are no array': (set) => (set.keys = { 0: set.keys[0] }),
  'without `keys`': (set) => delete set.keys,
  'of secrets': (set) => (set.keys = [{ kty: 'oct', k: 'A'.repeat(86), kid: set.keys[0].kid }]),
  'with a secret among them': (set) => set.keys.push({ kty: 'oct', k: 'A'.repeat(86) }),
  'with one kid twice': (set) => set.keys.push({ ...set.keys[1], kid: set.keys[0].kid }),
  'of private keys': (set) => set.keys.forEach((key) => (key.d = 'AQAB')),
  'of keys that encrypt': (set) => set.keys.forEach((key) => (key.use = 'enc')),
  'of 65 keys': (set) =>
    (set.keys = Array.from({ length: 65 }, (_, at) => ({ ...set.keys[0], kid: `${at}` }))),
};

describe('a key set', () => {
  for (const [name, change] of Object.entries(KEYS)) {
    test(`${name} is refused`, async () => {
      provider.faults = { keys: change };
      await assert.rejects(client().validateToken(provider.mint()), DiscoveryError);
    });
  }
});

for (const [ahead, means] of [
  [-400, 'expired'],
  [-59, 'accepted'],
  [59, 'accepted'],
  [400, 'refused'],
]) {
  test(`a provider whose clock is ${ahead} s ahead: a token of ten minutes is ${means}`, async () => {
    provider.faults = {};
    provider.ahead = means === 'expired' ? ahead - 600 : ahead;
    try {
      const asked = client().validateToken(provider.mint());
      if (means === 'accepted') assert.equal((await asked).userId, 'user-ada');
      else await assert.rejects(asked, { name: 'InvalidTokenError' });
    } finally {
      provider.ahead = 0;
    }
  });
}
