// What is well signed, or well sealed, and no access token: refused as one on each kind of route, so that
// nobody passes as nobody either. And an access token in the place of a session.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { Agent } from '../support/agent.mjs';
import { createKey, startFaultyProvider } from '../support/faulty-provider.mjs';
import { call, ROUTES, startStack } from '../support/stack.mjs';
import { encode, signToken } from '../vectors/attacks/sign.mjs';

/** One that takes a sign-in, one that takes a role, one that knows who it is, one that does not ask. */
const PATHS = ['/me', '/editors-or-admins/desk', '/echo/optional', '/echo'];

let stack;
let person;

before(async () => {
  stack = await startStack({ start: startFaultyProvider, vars: { ROUTES } });
  person = await signIn();
});

after(() => stack?.close());

/** Somebody who is signed in, with the tokens that the gate got for it. */
async function signIn() {
  let tokens;
  stack.provider.faults = { tokens: (body) => (tokens = { ...body }) };
  const agent = new Agent();
  assert.equal((await agent.navigate(`${stack.url}/me`)).status, 200);
  stack.provider.faults = {};
  return { agent, tokens };
}

const EVENT = 'http://schemas.openid.net/event/backchannel-logout';

/** Each by what it is: access tokens that are right, but for that. */
const OTHERS = {
  'the ID Token of a sign-in': () => person.tokens.id_token,
  'an ID Token for the API': () => stack.provider.mint({ nonce: 'n' }, { typ: 'JWT' }),
  'an ID Token by its at_hash': () => stack.provider.mint({ at_hash: 'h' }, { typ: 'JWT' }),
  'an ID Token for client and API': () => stack.provider.mint({ aud: ['gate', 'api'], nonce: 'n' }),
  'an ID Token of Cognito': () => stack.provider.mint({ token_use: 'id' }),
  'an ID Token of Keycloak': () => stack.provider.mint({ typ: 'ID' }),
  'a refresh token of Keycloak': () => stack.provider.mint({ typ: 'Refresh' }),
  'a refresh token': () => person.tokens.refresh_token,
  'a logout token by its typ': () => stack.provider.mint({}, { typ: 'logout+jwt' }),
  'a logout token by its event': () => stack.provider.mint({ events: { [EVENT]: {} } }),
  // OpenID Connect Core §5.3.2: for the client, and without an end.
  'signed userinfo': () => stack.provider.mint({ aud: 'gate', exp: undefined }, { typ: 'JWT' }),
  'a proof of possession': () => stack.provider.mint({}, { typ: 'dpop+jwt' }),
  'a client’s own assertion': () => stack.provider.mint({ iss: 'gate', sub: 'gate' }),
  'a token of another issuer': () => stack.provider.mint({ iss: 'https://other.example' }),
  'a token by an unknown key': () => stack.provider.mint({}, { kid: 'unknown' }),
  'a token by a stranger’s key': () => forged(createKey('rsa')),
  'a token that expired': () => stack.provider.mint({ exp: Math.floor(Date.now() / 1000) - 61 }),
  'a sealed session': () => cookie(/-session$/),
  'a sealed session as three segments': () =>
    `${encode('{"alg":"dir","enc":"A256GCM"}')}.${cookie(/-session$/)}.AA`,
};

function forged({ privateJwk }) {
  const [header, payload] = stack.provider.mint().split('.');
  const text = (segment) => Buffer.from(segment, 'base64url').toString();
  return signToken('RS256', privateJwk, text(header), text(payload));
}

function cookie(name) {
  return person.agent.jar.list(new URL(stack.url)).find((it) => name.test(it.name)).value;
}

describe('as a bearer token', () => {
  test('an access token is one, on each kind of route that asks', async () => {
    const token = stack.provider.mint({ roles: ['editor'] });
    for (const path of PATHS) assert.equal((await call(stack.url + path, token)).status, 200, path);
  });

  for (const [what, make] of Object.entries(OTHERS)) {
    test(`${what} is none`, async () => {
      const before = stack.origin.requests.length;
      for (const path of PATHS) {
        const { status, headers } = await call(stack.url + path, make());
        assert.equal(status, 401, path);
        assert.match(headers.get('www-authenticate'), /error="invalid_token"/, path);
        assert.match(headers.get('cache-control'), /no-store/, path);
      }
      assert.equal(stack.origin.requests.length, before);
    });
  }
});

test('no token is a session, whatever its cookie is called', async () => {
  const { tokens } = person;
  const names = person.agent.jar.list(new URL(stack.url)).map(({ name }) => name);
  for (const token of [tokens.access_token, tokens.id_token, tokens.refresh_token]) {
    for (const name of [
      ...names,
      '__Host-edgeward-session.1',
      'edgeward-session',
      'access_token',
    ]) {
      const headers = { cookie: `${name}=${token}` };
      assert.equal((await call(`${stack.url}/me`, undefined, { headers })).status, 401, name);
    }
  }
});
