// Bearer tokens at the gate: every algorithm, and what a token has to be.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { SignJWT, UnsecuredJWT } from 'jose';

import { ALGORITHMS } from '../support/provider.mjs';
import { createKey } from '../support/provider/keys.mjs';
import { call, startStack } from '../support/stack.mjs';
import { until } from '../support/until.mjs';

let stack;

before(async () => {
  stack = await startStack();
});

after(() => stack?.close());

for (const alg of ALGORITHMS) {
  test(`a token signed with ${alg} is accepted`, async () => {
    await expectIdentity(await stack.provider.mint('editor', { alg }));
  });

  test(`a token signed with ${alg} is refused when one bit of the signature differs`, async () => {
    const [header, payload, signature] = (await stack.provider.mint('editor', { alg })).split('.');
    const bytes = Buffer.from(signature, 'base64url');
    bytes[bytes.length >> 1] ^= 1;
    await expectRefusal(`${header}.${payload}.${bytes.toString('base64url')}`);
  });
}

test('the type JWT is taken as well as at+jwt', async () => {
  await expectIdentity(await stack.provider.mint('editor', { header: { typ: 'JWT' } }));
});

test('the scheme is read in any case of letters', async () => {
  const token = await stack.provider.mint('editor');
  const answer = await call(`${stack.url}/me`, undefined, {
    headers: { authorization: `bEaReR ${token}` },
  });
  assert.equal(answer.status, 200);
});

const now = () => Math.floor(Date.now() / 1000);
const REFUSED = {
  'an expired token': { ttl: -120 },
  'a token of the future': { claims: { nbf: now() + 600 } },
  'a token for another audience': { claims: { aud: 'another-api' } },
  'a token of another issuer': { claims: { iss: 'http://127.0.0.1:1' } },
  'a token whose end is text': { claims: { exp: String(now() + 600) } },
  'a token without an end': { claims: { exp: undefined } },
  'a token of the type of an ID Token': { claims: { nonce: 'n' } },
  'a token with a critical extension': { header: { crit: ['b64'], b64: true } },
};

for (const [what, options] of Object.entries(REFUSED)) {
  test(`${what} is refused`, async () => {
    await expectRefusal(await stack.provider.mint('admin', options));
  });
}

test('a token without a signature is refused', async () => {
  await expectRefusal(new UnsecuredJWT(await claims()).encode());
});

test('a token signed by a stranger with a key id of the provider is refused', async () => {
  const key = await createKey('ec', { namedCurve: 'P-256' });
  const [{ kid }] = stack.provider.state.keys.filter((one) => one.crv === 'P-256');
  const header = { alg: 'ES256', typ: 'at+jwt', kid };
  await expectRefusal(await new SignJWT(await claims()).setProtectedHeader(header).sign(key));
});

test('a token that brings its own key is refused and fetches nothing', async () => {
  const key = await createKey('ec', { namedCurve: 'P-256' });
  const { d: _private, ...jwk } = key;
  const jku = `${stack.origin.url}/keys`;
  const header = { alg: 'ES256', typ: 'at+jwt', jwk, jku };
  const before = stack.origin.requests.length;
  await expectRefusal(await new SignJWT(await claims()).setProtectedHeader(header).sign(key));
  assert.equal(stack.origin.requests.length, before);
});

test('a token signed with HS256 and the text of a public key is refused', async () => {
  const [jwk] = stack.provider.state.keys.filter((one) => one.kty === 'RSA');
  const text = JSON.stringify({ kty: jwk.kty, n: jwk.n, e: jwk.e });
  const header = { alg: 'HS256', typ: 'at+jwt', kid: jwk.kid };
  const token = new SignJWT(await claims()).setProtectedHeader(header).sign(Buffer.from(text));
  await expectRefusal(await token);
});

test('a token that was let in is refused once it has expired', async () => {
  const strict = await startStack({ vars: { CLOCK_TOLERANCE: 0 } });
  try {
    const token = await strict.provider.mint('editor', { ttl: 3 });
    for (const _ of [1, 2]) {
      assert.equal((await call(`${strict.url}/me`, token)).status, 200);
    }
    await until('the token expires', async () => {
      const { status } = await call(`${strict.url}/me`, token);
      return status === 401;
    });
  } finally {
    await strict.close();
  }
});

test('a bad bearer is refused on a public route too', async () => {
  await expectRefusal('not.a.token', '/');
  await expectRefusal(await stack.provider.mint('admin', { ttl: -120 }), '/');
});

test('a bad bearer is refused although a session would do', async () => {
  const { Agent } = await import('../support/agent.mjs');
  const agent = new Agent();
  await agent.signIn(stack.url, '/me', 'admin');
  const headers = { authorization: 'Bearer not.a.token' };
  assert.equal((await agent.request(`${stack.url}/me`, { headers })).status, 401);
  assert.equal((await agent.request(`${stack.url}/me`)).status, 200);
});

test('another scheme is not a session, nor a bearer', async () => {
  const headers = { authorization: 'Basic dXNlcjpwYXNz' };
  assert.ok([400, 401].includes((await call(`${stack.url}/me`, undefined, { headers })).status));
});

async function claims() {
  return {
    iss: stack.provider.issuer,
    aud: stack.provider.audience,
    sub: 'user-admin',
    iat: now(),
    exp: now() + 600,
    roles: ['admin'],
  };
}

async function expectIdentity(token) {
  const answer = await call(`${stack.url}/me`, token, { headers: { accept: 'application/json' } });
  assert.equal(answer.status, 200, answer.text);
  const { identity } = JSON.parse(answer.text);
  assert.equal(identity['x-edgeward-user'], 'user-editor');
  assert.equal(identity['x-edgeward-name'], '%C3%89dith Editor');
  assert.equal(identity['x-edgeward-roles'], 'editor');
  assert.equal(identity['x-edgeward-auth'], 'bearer');
}

async function expectRefusal(token, path = '/me') {
  const before = stack.origin.requests.length;
  const answer = await call(stack.url + path, token);
  assert.equal(answer.status, 401, answer.text);
  assert.match(answer.headers.get('www-authenticate'), /^Bearer .*error="invalid_token"/);
  assert.equal(stack.origin.requests.length, before);
  assert.ok(!answer.text.includes(token));
}
