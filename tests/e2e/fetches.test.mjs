// Every request that the Worker makes, watched where it leaves it: a token's header causes none, and metadata
// lead to no address in an internal network. The provider is https here, as it is where it counts.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Response } from 'miniflare';

import { NAVIGATION } from '../support/agent.mjs';
import { startGate } from '../support/gate.mjs';
import { freePort } from '../support/server.mjs';
import { call, usualVars } from '../support/stack.mjs';
import { broughtKeys } from '../vectors/attacks/confusion.mjs';
import { ALGS, createPair, signToken } from '../vectors/attacks/sign.mjs';

const ISSUER = 'https://login.example/tenant';
const ORIGIN = 'https://origin.example';
const DISCOVERY = `${ISSUER}/.well-known/openid-configuration`;
const JWKS = `${ISSUER}/jwks`;
const EVIL = 'https://evil.example/keys';

const key = createPair('P-256');
const stranger = createPair('P-256');
const METADATA = {
  issuer: ISSUER,
  jwks_uri: JWKS,
  authorization_endpoint: `${ISSUER}/authorize`,
  token_endpoint: `${ISSUER}/token`,
};

/** A gate of its own, and the addresses that it has asked. */
async function startWatched(metadata = METADATA, answers = {}) {
  const asked = [];
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const documents = {
    [DISCOVERY]: () => Response.json(metadata),
    [JWKS]: () => Response.json({ keys: [{ ...key.publicJwk, kid: 'right' }] }),
    [EVIL]: () => Response.json({ keys: [{ ...stranger.publicJwk, kid: 'right' }] }),
    ...answers,
  };
  const provider = { issuer: ISSUER, audience: 'api', clientSecret: 'a secret of this client' };
  const vars = usualVars({ url, provider, origin: { url: ORIGIN } });
  const gate = await startGate({
    port,
    vars: Object.fromEntries(Object.entries(vars).filter(([name]) => name !== 'DANGER_ALLOW_HTTP')),
    outbound: (request) => {
      asked.push(request.url);
      return documents[request.url]?.() ?? new Response('of the origin');
    },
  });
  return { url, asked, close: gate.close };
}

function token(header, { privateJwk } = key) {
  const now = Math.floor(Date.now() / 1000);
  const claims = { iss: ISSUER, aud: 'api', sub: 'ada', iat: now, exp: now + 600 };
  return signToken('ES256', privateJwk, { alg: 'ES256', ...header }, JSON.stringify(claims));
}

let gate;

before(async () => {
  gate = await startWatched();
});

after(() => gate?.close());

const BROUGHT = {
  ...broughtKeys(stranger.publicJwk, EVIL),
  iss: 'https://evil.example',
  url: EVIL,
};

test('no member of a token’s header is an address or a key (RFC 7515 §4.1.2 to §4.1.6)', async () => {
  assert.equal((await call(`${gate.url}/me`, token({ kid: 'right' }))).status, 200);
  assert.deepEqual(gate.asked.splice(0), [DISCOVERY, JWKS, `${ORIGIN}/me`]);
  for (const [member, value] of Object.entries(BROUGHT)) {
    const header = { kid: 'right', [member]: value };
    assert.equal((await call(`${gate.url}/me`, token(header))).status, 200, member);
    assert.deepEqual(gate.asked.splice(0), [`${ORIGIN}/me`], member);
    assert.equal((await call(`${gate.url}/me`, token(header, stranger))).status, 401, member);
    assert.deepEqual(gate.asked.splice(0), [], member);
  }
});

test('a key id is no address, and names no algorithm', async () => {
  for (const kid of [
    EVIL,
    `${JWKS}?kid=x`,
    '../keys',
    '//evil.example/keys',
    'right#',
    'right\0',
  ]) {
    assert.equal((await call(`${gate.url}/me`, token({ kid }, stranger))).status, 401, kid);
  }
  for (const alg of [...ALGS, 'none']) {
    if (alg === 'ES256') continue;
    const lying = token({ alg, kid: 'right' });
    assert.equal((await call(`${gate.url}/me`, lying)).status, 401, alg);
  }
  // An unknown one may be a new key of the provider's: that is asked for once, where keys always are.
  assert.deepEqual([...new Set(gate.asked)], [JWKS]);
  assert.ok(gate.asked.length <= 2, String(gate.asked));
  gate.asked.splice(0);
});

test('where people sign in is for the metadata and the configuration to say', async () => {
  for (const [name, value] of [
    ['x-forwarded-host', 'evil.example'],
    ['x-forwarded-proto', 'https'],
    ['forwarded', 'host=evil.example;proto=https'],
    ['x-original-host', 'evil.example'],
    ['x-host', 'evil.example'],
    ['referer', 'https://evil.example/'],
  ]) {
    const headers = { ...NAVIGATION, [name]: value };
    const answer = await call(`${gate.url}/me`, undefined, { headers });
    assert.equal(answer.status, 303, name);
    const { origin, pathname, searchParams } = new URL(answer.headers.get('location'));
    assert.equal(origin + pathname, METADATA.authorization_endpoint, name);
    assert.equal(searchParams.get('redirect_uri'), `${gate.url}/auth/callback`, name);
  }
  assert.deepEqual(gate.asked, []);
});

const INTERNAL = [
  'http://login.example/jwks',
  'https://localhost/jwks',
  'https://app.localhost/jwks',
  'https://metadata.google.internal/jwks',
  'https://printer.local/jwks',
  'https://intranet/jwks',
  'https://127.0.0.1/jwks',
  'https://127.1/jwks',
  'https://2130706433/jwks',
  'https://0177.0.0.1/jwks',
  'https://0.0.0.0/jwks',
  'https://10.0.0.1/jwks',
  'https://100.64.0.1/jwks',
  'https://169.254.169.254/latest/meta-data',
  'https://169.254.169.254./latest/meta-data',
  'https://172.31.0.1/jwks',
  'https://192.168.1.1:8443/jwks',
  'https://[::]/jwks',
  'https://[::1]/jwks',
  'https://[::ffff:169.254.169.254]/jwks',
  'https://[64:ff9b::a9fe:a9fe]/jwks',
  'https://[2002:a9fe:a9fe::1]/jwks',
  'https://[fd00::1]/jwks',
  'https://[fe80::1]/jwks',
  'https://127。0。0。1/jwks',
  'https://%6c%6f%63alhost/jwks',
];

for (const address of INTERNAL) {
  test(`${address} is asked for no keys and no tokens`, async () => {
    for (const member of ['jwks_uri', 'token_endpoint']) {
      const one = await startWatched({ ...METADATA, [member]: address });
      try {
        assert.equal((await call(`${one.url}/me`, token({ kid: 'right' }))).status, 503, member);
        const page = await call(`${one.url}/auth/login`);
        assert.equal(page.status, 503, member);
        assert.deepEqual(one.asked, [DISCOVERY], member);
      } finally {
        await one.close();
      }
    }
  });
}

test('a redirect of metadata or keys is followed nowhere', async () => {
  for (const at of [DISCOVERY, JWKS]) {
    for (const status of [301, 302, 303, 307, 308]) {
      const moved = () => new Response(null, { status, headers: { location: EVIL } });
      const one = await startWatched(METADATA, { [at]: moved });
      try {
        const forged = token({ kid: 'right' }, stranger);
        assert.equal((await call(`${one.url}/me`, forged)).status, 503, `${status} of ${at}`);
        assert.ok(!one.asked.includes(EVIL), `${status} of ${at}`);
      } finally {
        await one.close();
      }
    }
  }
});
