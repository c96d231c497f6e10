// The provider that the other suites stand on does what they rely on.
import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { after, before, test } from 'node:test';

import { createLocalJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose';

import { Agent } from '../support/agent.mjs';
import { ACCOUNTS, ALGORITHMS, CLIENT_SECRET, startProvider } from '../support/provider.mjs';
import { listen, readBody } from '../support/server.mjs';

let provider;
let signward;
let party;

before(async () => {
  party = await startParty();
  const redirectUris = [party.redirectUri];
  provider = await startProvider({ redirectUris, postLogoutRedirectUris: [party.afterLogout] });
  signward = await startProvider({ shape: 'signward', redirectUris });
});

after(async () => {
  await Promise.all([provider?.close(), signward?.close(), party?.close()]);
});

test('each account signs in, and its ID Token holds its roles', async () => {
  for (const account of ACCOUNTS) {
    const tokens = await signIn(provider, new Agent(), account.login);
    const { payload } = await jwtVerify(tokens.id_token, await keys(provider));
    assert.equal(payload.sub, account.sub);
    assert.equal(payload.aud, 'gate');
    for (const [name, value] of Object.entries(account.claims)) {
      assert.deepEqual(payload[name], value, name);
    }
  }
});

test('the access token of a sign-in is a JWT for the API with the same roles', async () => {
  const tokens = await signIn(provider, new Agent(), 'billing');
  const { payload, protectedHeader } = await verify(provider, tokens.access_token);
  assert.equal(protectedHeader.typ, 'at+jwt');
  assert.deepEqual(payload.roles, ['admin']);
  assert.deepEqual(payload.custom_roles, ['billing']);
});

for (const alg of ALGORITHMS) {
  test(`a token minted with ${alg} verifies against the published keys`, async () => {
    const token = await provider.mint('editor', { alg });
    assert.equal(decodeProtectedHeader(token).alg, alg);
    const { payload } = await verify(provider, token);
    assert.deepEqual(payload.roles, ['editor']);
  });
}

test('claims and header of a minted token can be changed', async () => {
  const options = {
    ttl: -10,
    claims: { roles: 'admin', tenant_id: undefined },
    header: { typ: 'JWT' },
  };
  const token = await provider.mint('member', options);
  const claims = decodeJwt(token);
  assert.equal(claims.roles, 'admin');
  assert.ok(!('tenant_id' in claims));
  assert.ok(claims.exp < Date.now() / 1000);
  assert.equal(decodeProtectedHeader(token).typ, 'JWT');
});

test('rotated keys sign at once, and a removed key is gone from the set', async () => {
  const before = await provider.mint('admin');
  const old = await provider.rotateKeys();
  const fresh = await provider.mint('admin');
  assert.ok(old.includes(decodeProtectedHeader(before).kid));
  assert.ok(!old.includes(decodeProtectedHeader(fresh).kid));
  await verify(provider, before);
  await provider.removeKey(decodeProtectedHeader(before).kid);
  await assert.rejects(verify(provider, before), { code: 'ERR_JWKS_NO_MATCHING_KEY' });
  await verify(provider, fresh);
});

test('a refresh token gives new tokens until the grant is revoked', async () => {
  const first = await signIn(provider, new Agent(), 'member');
  const second = await refresh(provider, first.refresh_token);
  assert.equal(second.status, 200);
  assert.notEqual(second.body.refresh_token, first.refresh_token);
  assert.ok(provider.revokeGrant('member') > 0);
  const third = await refresh(provider, second.body.refresh_token);
  assert.equal(third.status, 400);
  assert.equal(third.body.error, 'invalid_grant');
});

test('a paused provider refuses connections and a resumed one answers', async () => {
  await provider.pause();
  await assert.rejects(fetch(`${provider.issuer}/jwks`));
  await provider.resume();
  assert.equal((await fetch(`${provider.issuer}/jwks`)).status, 200);
});

test('the next request of an endpoint can be made to fail, once', async () => {
  provider.failNext('jwks', { status: 500 });
  assert.equal((await fetch(`${provider.issuer}/jwks`)).status, 500);
  assert.equal((await fetch(`${provider.issuer}/jwks`)).status, 200);
});

test('signing out ends the provider’s session and returns to the registered address', async () => {
  const agent = new Agent();
  const tokens = await signIn(provider, agent, 'editor');
  const url = new URL((await metadata(provider)).end_session_endpoint);
  url.searchParams.set('id_token_hint', tokens.id_token);
  url.searchParams.set('post_logout_redirect_uri', party.afterLogout);
  const page = await agent.confirmSignOut(await agent.navigate(url));
  assert.equal(page.url.href, party.afterLogout);
  const again = await agent.navigate(authorizationUrl(await metadata(provider), randomBytes(8)));
  assert.match(again.text, /Choose who you are/);
});

test('the answer can come as a form that sends itself', async () => {
  const agent = new Agent();
  const url = authorizationUrl(await metadata(provider), randomBytes(32));
  url.searchParams.set('response_mode', 'form_post');
  const page = await agent.chooseAccount(await agent.navigate(url), 'admin');
  const parameters = JSON.parse(page.text);
  assert.equal(parameters.how, 'POST');
  assert.equal(parameters.iss, provider.issuer);
});

test('the Signward shape omits the endpoints and publishes its HS256 key', async () => {
  const document = await metadata(signward);
  for (const name of ['authorization', 'token', 'userinfo', 'end_session']) {
    assert.ok(!(`${name}_endpoint` in document), name);
  }
  const { keys: published } = await (await fetch(document.jwks_uri)).json();
  assert.deepEqual(
    published.map((key) => [key.kty, key.alg]),
    [['oct', 'HS256']],
  );
  const tokens = await signIn(signward, new Agent(), 'billing');
  const key = Buffer.from(published[0].k, 'base64url');
  for (const token of [tokens.id_token, tokens.access_token, await signward.mint('billing')]) {
    const { payload } = await jwtVerify(token, key, { issuer: signward.issuer });
    assert.deepEqual(payload.custom_roles, ['billing']);
  }
});

// A relying party that only shows what the provider sent it.
async function startParty() {
  const listener = await listen(async (request, response) => {
    const query =
      request.method === 'POST'
        ? new URLSearchParams(await readBody(request))
        : new URL(request.url, 'http://party.invalid').searchParams;
    response.end(JSON.stringify({ how: request.method, ...Object.fromEntries(query) }));
  });
  const url = `http://127.0.0.1:${listener.port}`;
  return { redirectUri: `${url}/callback`, afterLogout: `${url}/bye`, close: listener.close };
}

async function metadata({ issuer }) {
  const document = await (await fetch(`${issuer}/.well-known/openid-configuration`)).json();
  assert.equal(document.issuer, issuer);
  return document;
}

function endpoint(document, name, path = name) {
  return document[`${name}_endpoint`] ?? `${document.issuer}/connect/${path}`;
}

function authorizationUrl(document, verifier) {
  const url = new URL(endpoint(document, 'authorization', 'authorize'));
  url.search = new URLSearchParams({
    client_id: 'gate',
    response_type: 'code',
    redirect_uri: party.redirectUri,
    scope: 'openid profile email',
    code_challenge_method: 'S256',
    code_challenge: createHash('sha256').update(verifier.toString('hex')).digest('base64url'),
  });
  return url;
}

async function signIn(from, agent, login) {
  const verifier = randomBytes(32);
  const document = await metadata(from);
  const page = await agent.navigate(authorizationUrl(document, verifier));
  const { code } = JSON.parse((await agent.chooseAccount(page, login)).text);
  const { status, body } = await askTokens(endpoint(document, 'token'), {
    grant_type: 'authorization_code',
    code,
    redirect_uri: party.redirectUri,
    code_verifier: verifier.toString('hex'),
  });
  assert.equal(status, 200, JSON.stringify(body));
  return body;
}

async function refresh(from, token) {
  const document = await metadata(from);
  return askTokens(endpoint(document, 'token'), {
    grant_type: 'refresh_token',
    refresh_token: token,
  });
}

async function askTokens(url, form) {
  const encoded = new URLSearchParams({ gate: CLIENT_SECRET }).toString().replace('=', ':');
  const credentials = Buffer.from(encoded).toString('base64');
  const response = await fetch(url, {
    method: 'POST',
    headers: { authorization: `Basic ${credentials}` },
    body: new URLSearchParams(form),
  });
  return { status: response.status, body: await response.json() };
}

async function keys(from) {
  return createLocalJWKSet(await (await fetch((await metadata(from)).jwks_uri)).json());
}

async function verify(from, token) {
  return jwtVerify(token, await keys(from), { issuer: from.issuer, audience: from.audience });
}
