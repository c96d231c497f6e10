// `edgeward verify`: the verdict of the library about a real provider's tokens, and how it is said.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { exportJWK, generateKeyPair, SignJWT } from 'jose';

import { edgeward, edgewardJson, folder } from '../support/cli.mjs';
import { startProvider } from '../support/provider.mjs';

let provider, signward, foreign;

before(async () => {
  provider = await startProvider();
  signward = await startProvider({ shape: 'signward' });
  foreign = await startProvider();
});

after(() => Promise.all([provider?.close(), signward?.close(), foreign?.close()]));

/** The arguments that fit the tokens of a provider. */
const of = (one, ...more) => [
  ...['--authority', one.issuer, '--audience', one.audience, '--danger-allow-http'],
  ...more,
];

test('a good token is exit code 0, and says who it is', async () => {
  const token = await provider.mint('billing', { scope: 'api:read' });
  const { code, out, err } = await edgeward(['verify', token, ...of(provider)]);
  assert.deepEqual([code, err], [0, '']);
  assert.match(out, /^✓ Valid access token: signature verified, claims validated\.$/m);
  for (const line of [
    /^ {2}user id +user-billing$/m,
    /^ {2}email +billing@example\.com \(verified\)$/m,
    /^ {2}roles +admin$/m,
    /^ {2}custom roles +billing$/m,
    /^ {2}scopes +api:read$/m,
    /^ {2}expires +.+ UTC, in \d+ minutes/m,
  ])
    assert.match(out, line);
  assert.ok(!out.includes(token));

  const { json } = await edgewardJson(['verify', '-', ...of(provider)], { input: `${token}\n` });
  assert.deepEqual([json.valid, json.kind, json.error], [true, 'access_token', undefined]);
  assert.deepEqual(json.user.roles, ['admin']);
  assert.equal(json.user.claims.iss, provider.issuer);
});

const REFUSED = {
  token_expired: [{ ttl: -600 }, 'exp', /get a new token/],
  token_not_yet_valid: [{ claims: { nbf: 4e9 } }, 'nbf', /clock/],
  token_audience_mismatch: [{ claims: { aud: 'another' } }, 'aud', /--audience/],
  token_issuer_mismatch: [{ claims: { iss: 'https://other.example' } }, 'iss', /--issuer/],
  token_key_unknown: [{ header: { kid: 'nobody' } }, undefined, /--authority/],
  token_alg_not_allowed: [{ alg: 'HS256' }, undefined, /--hmac-secret-env/],
  token_claim_missing: [{ claims: { exp: undefined } }, 'exp', /claim/],
  token_header_forbidden: [{ header: { zip: 'DEF' } }, undefined, /without it/],
};

for (const [expected, [options, claim, cure]] of Object.entries(REFUSED)) {
  test(`a refused token is exit code 1, with code, claim and cure: ${expected}`, async () => {
    const token = await provider.mint('admin', options);
    const { code, json } = await edgewardJson(['verify', token, ...of(provider)]);
    assert.deepEqual([code, json.valid, json.user], [1, false, undefined]);
    assert.deepEqual([json.error.code, json.error.claim], [expected, claim]);
    assert.match(json.error.cure, cure);
    const people = await edgeward(['verify', token, ...of(provider)]);
    assert.equal(people.code, 1);
    assert.ok(people.out.startsWith(`✗ Refused: ${json.error.reason.split(',')[0]}`), people.all);
    assert.ok(people.out.trimEnd().endsWith(json.error.cure), 'the cure comes last');
    assert.ok(people.out.includes(`https://edgeward.dev/errors/${expected}\n`), people.out);
    assert.ok(!people.all.includes(token.split('.')[2]));
  });
}

test('what the token says and what was expected stand side by side', async () => {
  const token = await provider.mint('admin', { claims: { aud: ['a', 'b'] } });
  const { out } = await edgeward(['verify', token, ...of(provider)]);
  assert.match(out, /^ {2}the token says +\["a","b"\]$/m);
  assert.match(out, new RegExp(`^ {2}expected +"${provider.audience}"$`, 'm'));
});

test("another provider's token is refused, and one that was changed", async () => {
  const theirs = await foreign.mint('admin', { claims: { iss: provider.issuer } });
  const other = await edgewardJson(['verify', theirs, ...of(provider)]);
  assert.deepEqual([other.code, other.json.error.code], [1, 'token_key_unknown']);
  const [header, , signature] = (await provider.mint('member')).split('.');
  const [, payload] = (await provider.mint('admin')).split('.');
  const changed = await edgewardJson([
    'verify',
    [header, payload, signature].join('.'),
    ...of(provider),
  ]);
  assert.deepEqual([changed.code, changed.json.error.code], [1, 'token_signature_invalid']);
});

test('options narrow what is accepted', async () => {
  const token = await provider.mint('admin', { ttl: -30, header: { typ: 'JWT' } });
  const code = async (...more) =>
    (await edgewardJson(['verify', token, ...of(provider, ...more)])).json.error?.code ?? 'valid';
  assert.equal(await code(), 'valid');
  assert.equal(await code('--clock-tolerance', '5'), 'token_expired');
  assert.equal(await code('--algorithms', 'ES256,PS256'), 'token_alg_not_allowed');
  assert.equal(await code('--token-type', 'at+jwt'), 'token_typ_mismatch');
  assert.equal(await code('--issuer', 'http://localhost:1'), 'provider_issuer_mismatch');
});

test('a key from the environment verifies HS tokens, and never shows', async () => {
  const secret = signward.clientSecret;
  const token = await signward.mint('editor');
  const args = ['verify', token, ...of(signward, '--algorithms', 'HS256')];
  const env = { SIGNWARD_KEY: secret };
  const runs = [
    [0, ['--hmac-secret-env', 'SIGNWARD_KEY']],
    [2, ['--hmac-secret-env', 'NOT_SET']],
    [2, []],
    [0, ['--danger-symmetric-jwks', '--provider', 'signward']],
  ];
  for (const [expected, more] of runs) {
    for (const json of [[], ['--json']]) {
      const { code, all } = await edgeward([...args, ...more, ...json], { env });
      assert.equal(code, expected, all);
      assert.ok(!all.includes(secret) && !all.includes(token), all);
    }
  }
  const wrong = { SIGNWARD_KEY: 'x'.repeat(64) };
  const refused = await edgewardJson([...args, '--hmac-secret-env', 'SIGNWARD_KEY'], {
    env: wrong,
  });
  assert.deepEqual([refused.code, refused.json.error.code], [1, 'token_signature_invalid']);
  const short = await edgewardJson([...args, '--hmac-secret-env', 'K'], { env: { K: 'hunter2' } });
  assert.deepEqual([short.code, short.json.error.code], [2, 'config_invalid']);
  assert.ok(!short.all.includes('hunter2'));
});

test('an ID Token is held to its client and its nonce, with keys from a file', async (t) => {
  const { privateKey, publicKey } = await generateKeyPair('ES256');
  const keys = JSON.stringify({
    keys: [{ ...(await exportJWK(publicKey)), kid: 'k', use: 'sig' }],
  });
  const jwks = join(folder(t, { 'keys.json': keys }), 'keys.json');
  const idToken = await new SignJWT({ nonce: 'n-1', email: 'a@b.example' })
    .setProtectedHeader({ alg: 'ES256', kid: 'k' })
    .setIssuer('https://login.example')
    .setSubject('s')
    .setAudience('app')
    .setIssuedAt()
    .setExpirationTime('5m')
    .sign(privateKey);
  const verdict = async (...more) => {
    const args = [
      'verify',
      idToken,
      '--authority',
      'https://login.example',
      '--jwks',
      jwks,
      ...more,
    ];
    const { code, json } = await edgewardJson(args);
    return [code, json.error?.code ?? json.user.email];
  };
  const as = (client, ...more) => verdict('--id-token', '--client-id', client, ...more);
  assert.deepEqual(await as('app', '--nonce', 'n-1'), [0, 'a@b.example']);
  assert.deepEqual(await as('app', '--skip-nonce'), [0, 'a@b.example']);
  assert.deepEqual(await as('app', '--nonce', 'n-2'), [1, 'token_nonce_mismatch']);
  assert.deepEqual(await as('other', '--nonce', 'n-1'), [1, 'token_audience_mismatch']);
  assert.deepEqual(await as('app'), [2, 'nonce_missing']);
  assert.deepEqual(await as('app', '--nonce', 'n', '--skip-nonce'), [2, 'nonce_missing']);
  assert.deepEqual(await as('app', '--audience', 'app', '--skip-nonce'), [2, 'option_unused']);
  assert.deepEqual(await verdict('--id-token', '--skip-nonce'), [2, 'client_id_missing']);
  assert.deepEqual(await verdict('--audience', 'app', '--nonce', 'n'), [2, 'option_unused']);
});

const WRONG = [
  ['no authority', ['--audience', 'a'], /--authority` is missing/],
  ['no audience', ['--authority', 'https://a.example'], /an audience/],
  ['a nonsense authority', ['--authority', 'nonsense', '--audience', 'a'], /`--authority`/],
  ['plain http', ['--authority', 'http://a.example', '--audience', 'a'], /`--danger-allow-http`/],
  ['an unknown provider', ['--authority', 'https://a.example', '--provider', 'x'], /`--provider`/],
  [
    'a tolerance of an hour',
    ['--authority', 'https://a.example', '--clock-tolerance', '3600'],
    /300/,
  ],
  ['no number', ['--authority', 'https://a.example', '--clock-tolerance', '1m'], /whole number/],
  ['no such file', ['--authority', 'https://a.example', '--jwks', 'nowhere'], /ENOENT/],
];

for (const [what, args, reason] of WRONG) {
  test(`wrong options are exit code 2: ${what}`, async () => {
    const { code, out, err } = await edgeward(['verify', 'a.b.c', ...args]);
    assert.deepEqual([code, out], [2, ''], err);
    assert.match(err, reason);
  });
}

test('a file of keys that is none says nothing of what is in it', async (t) => {
  const at = folder(t, { a: 'hunter2', b: '{"k":"hunter2"}', c: '{"keys":[{"k":"hunter2"}]}' });
  for (const name of ['a', 'b', 'c']) {
    const args = ['--authority', 'https://a.example', '--audience', 'a', '--jwks', join(at, name)];
    const { code, all } = await edgeward(['verify', 'a.b.c', ...args]);
    assert.equal(code, 2, all);
    assert.ok(!all.includes('hunter2'), all);
  }
});

test('a provider that cannot be asked is exit code 3, and says nothing about the token', async () => {
  const token = await foreign.mint('admin');
  const unasked = async (expected) => {
    const { code, json } = await edgewardJson(['verify', token, ...of(foreign)]);
    assert.deepEqual([code, json.valid, json.error.code], [3, null, expected]);
    assert.ok(json.error.cure.length > 0);
  };
  foreign.failNext('metadata', { status: 500 });
  await unasked('provider_status_unexpected');
  foreign.failNext('jwks', { how: 'cut' });
  await unasked('provider_unreachable');
  foreign.failNext('metadata', {
    status: 200,
    body: 'hello',
    headers: { 'content-type': 'text/html' },
  });
  await unasked('provider_media_type_unexpected');
  await foreign.pause();
  await unasked('provider_unreachable');
  const { code, out } = await edgeward(['verify', token, ...of(foreign)]);
  assert.equal(code, 3);
  assert.match(out, /^✗ Not found out: /);
  await foreign.resume();
});

test('hostile tokens are refused, and nothing breaks', async () => {
  for (const text of ['.', '..', '...', '💥.💥.💥', 'a'.repeat(100_000), '\u001b[31m', '-']) {
    const { code, all } = await edgeward(['verify', '-', ...of(provider)], { input: text });
    assert.equal(code, 1, all);
    assert.doesNotMatch(all, /\x1b|\n +at /);
  }
  assert.equal((await edgeward(['verify', '-', ...of(provider)])).code, 2);
});
