// `edgeward check`: everything about a configuration at once, and about the provider that it names.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { edgeward, edgewardJson, folder } from '../support/cli.mjs';
import { startProvider } from '../support/provider.mjs';

let provider, signward;

before(async () => {
  provider = await startProvider();
  signward = await startProvider({ shape: 'signward' });
});

after(() => Promise.all([provider?.close(), signward?.close()]));

/** A configuration with nothing wrong in it; undefined takes a key out. */
const good = (changes = {}) => ({
  AUTHORITY: provider.issuer,
  CLIENT_ID: 'gate',
  AUDIENCE: provider.audience,
  PUBLIC_URL: 'https://app.example.com',
  ORIGIN: 'https://origin.example.com',
  DANGER_ALLOW_HTTP: true,
  ...changes,
});

/** The next key set has keys beside its own, which this provider would never publish. */
async function publishMore() {
  const { keys } = await (await fetch(`${provider.issuer}/jwks`)).json();
  const headers = { 'content-type': 'application/jwk-set+json' };
  const rsa = keys.find(({ kty }) => kty === 'RSA');
  const encrypts = { ...rsa, kid: 'for-encryption', use: 'enc' };
  const short = { ...rsa, kid: 'short', n: 'AQAB' };
  const body = JSON.stringify({ keys: [...keys, encrypts, short, 5] });
  provider.failNext('jwks', { status: 200, headers, body });
}

/** What is found in a file with these variables. */
async function checked(t, vars, ...args) {
  const at = folder(t, { 'wrangler.json': JSON.stringify({ vars }) });
  const { code, json, all } = await edgewardJson(['check', ...args], { cwd: at });
  return { code, all, ...json };
}

const codes = (entries) => entries.map(({ key, code }) => `${key} ${code}`);

test('a good configuration and its provider are exit code 0, with what was found', async (t) => {
  await publishMore();
  const found = await checked(t, good());
  assert.deepEqual([found.code, found.ok, found.problems, found.notes], [0, true, [], []]);
  assert.deepEqual([found.provider.asked, found.provider.problems], [true, []]);
  assert.deepEqual(found.provider.metadata, [
    'metadata fetched, and its issuer is the configured one',
    'PKCE with S256',
    'signing out ends the session at the provider too',
  ]);
  const usable = found.provider.keys.filter(({ algs }) => algs);
  const kids = provider.state.keys.map(({ kid }) => kid);
  assert.deepEqual(usable.map(({ kid }) => kid).sort(), kids.sort());
  assert.deepEqual(usable.find(({ kty }) => kty === 'OKP').algs, ['EdDSA', 'Ed25519']);
  const skipped = found.provider.keys.filter(({ algs }) => !algs);
  assert.deepEqual(
    skipped.map(({ kid, code }) => [kid, code]),
    [
      ['for-encryption', 'key_not_for_verification'],
      ['short', 'key_rsa_modulus_size'],
      [undefined, 'key_not_an_object'],
    ],
  );
});

test('people read the same, and are told which secrets to set', async (t) => {
  const at = folder(t, { 'wrangler.json': JSON.stringify({ vars: good() }) });
  await publishMore();
  const { code, out, err } = await edgeward(['check'], { cwd: at });
  assert.deepEqual([code, err], [0, '']);
  assert.match(out, /^✓ wrangler\.json: nothing is wrong$/m);
  assert.match(out, /^ {4}→ openssl rand -base64 48 \| npx wrangler secret put COOKIE_KEY$/m);
  assert.match(out, /^ {2}! for-encryption {2}skipped: `use` or `key_ops`/m);
  assert.match(out, /^ {2}✓ ed25519-\w+ {2}EdDSA, Ed25519$/m);
});

test('offline nobody is asked', async (t) => {
  const before = provider.requests.length;
  const found = await checked(t, good(), '--offline');
  assert.deepEqual([found.code, found.provider], [0, null]);
  assert.equal(provider.requests.length, before);
});

test('everything that is wrong is listed at once, with key, reason and cure', async (t) => {
  const ROUTES = [
    { path: '/a/**', access: 'public', roles: ['admin'] },
    { path: '/b', role: 'admin' },
    { path: '/C' },
    { path: '/c', access: 'public' },
    { path: '/d/' },
  ];
  const wrong = good({ AUDIENCE: undefined, ORIGN: 'x', CLOCK_TOLERANCE: 3600, ROUTES });
  const found = await checked(t, wrong, '--offline');
  assert.equal(found.code, 1);
  assert.deepEqual(codes(found.problems).sort(), [
    'AUDIENCE config_key_missing',
    'CLOCK_TOLERANCE config_out_of_range',
    'ORIGN config_key_unknown',
    'ROUTES[0].access config_access_with_requirement',
    'ROUTES[1].role config_key_unknown',
    'ROUTES[3].path config_route_tie',
    'ROUTES[4].path config_pattern_invalid',
  ]);
  for (const { reason, cure } of found.problems) assert.ok(reason && cure);
  const at = folder(t, { 'wrangler.json': JSON.stringify({ vars: wrong }) });
  const { out } = await edgeward(['check', '--offline'], { cwd: at });
  assert.match(out, /^✗ wrangler\.json: 7 problems$/m);
  for (const { key, cure } of found.problems) assert.ok(out.includes(key) && out.includes(cure));
  const links = [...out.matchAll(/^ +https:\/\/edgeward\.dev\/errors\/(\w+)$/gm)];
  assert.deepEqual(
    links.map(([, code]) => code),
    [...new Set(found.problems.map(({ code }) => code))],
  );
});

test('routes that no request reaches, and one path in two spellings, are noted', async (t) => {
  const ROUTES = [
    { path: '/**' },
    { path: '/*/**', access: 'public' },
    { path: '/' },
    { path: '/Admin', methods: ['GET'] },
    { path: '/admin', methods: ['POST'] },
    { path: '/x/**' },
    { path: '/x/*/**' },
  ];
  const found = await checked(t, good({ ROUTES }), '--offline');
  assert.equal(found.code, 0);
  assert.deepEqual(codes(found.notes), [
    'ROUTES[4].path route_respelled',
    'ROUTES[0].path route_unreachable',
  ]);
  assert.match(found.notes[1].reason, /ROUTES\[2\] and ROUTES\[1\]/);
});

test('secrets are still to be set, until they are given; those are held to the rules', async (t) => {
  const auth = { CLIENT_AUTH: 'client_secret_basic' };
  const open = await checked(t, good(auth), '--offline');
  assert.equal(open.code, 0);
  assert.deepEqual(
    open.secrets.map(({ key, needed }) => [key, needed]),
    [
      ['COOKIE_KEY', true],
      ['CLIENT_SECRET', true],
    ],
  );
  const at = folder(t, {
    none: '# nothing yet\n',
    short: 'COOKIE_KEY="c2hvcnQ"\nCLIENT_SECRET=hunter2\n',
    good: `export COOKIE_KEY=${randomBytes(32).toString('base64')}\nCLIENT_SECRET='hunter2'\n`,
  });
  const given = async (name) => {
    const found = await checked(t, good(auth), '--offline', '--secrets', join(at, name));
    assert.ok(!found.all.includes('hunter2') && !found.all.includes('c2hvcnQ'));
    return [found.code, codes(found.problems), found.secrets];
  };
  assert.deepEqual(await given('none'), [
    1,
    ['CLIENT_AUTH config_credential_missing', 'COOKIE_KEY config_key_missing'],
    [],
  ]);
  assert.deepEqual(await given('short'), [1, ['COOKIE_KEY config_secret_short'], []]);
  assert.deepEqual(await given('good'), [0, [], []]);
});

test('a secret in the file is noted and never shown', async (t) => {
  const vars = good({ CLIENT_SECRET: 'hunter2', COOKIE_KEY: 'hunter3' });
  for (const json of [[], ['--json']]) {
    const at = folder(t, { 'wrangler.json': JSON.stringify({ vars }) });
    const { code, all } = await edgeward(['check', ...json], { cwd: at });
    assert.equal(code, 1, 'the cookie key is none');
    assert.doesNotMatch(all, /hunter[23]/);
    assert.match(all, /in plain sight/);
  }
});

const TOML = (issuer) => `
name = "gate" # wrangler's own
services = [{ binding = "ORIGIN", service = "app" }]

[vars]
AUTHORITY = "${issuer}"
CLIENT_ID = "gate"
AUDIENCE = "api"
PUBLIC_URL = "https://app.example.com"
DANGER_ALLOW_HTTP = true

[[vars.ROUTES]]
path = "/"
access = "public"

[env.api]
[env.api.vars]
SIGN_IN = false
AUTHORITY = "${issuer}"
AUDIENCE = "api"
ORIGIN = "zone"
DANGER_ALLOW_HTTP = true

[env.bare]
`;

test('TOML, environments and bindings are read as wrangler reads them', async (t) => {
  const at = folder(t, { 'wrangler.toml': TOML(provider.issuer) });
  const at_ = async (...args) => {
    const { code, json } = await edgewardJson(['check', '--offline', ...args], { cwd: at });
    return [code, json.environment, json.error?.code ?? codes([...json.problems, ...json.notes])];
  };
  assert.deepEqual(await at_(), [0, null, []]);
  assert.deepEqual(await at_('wrangler.toml', '--env', 'api'), [0, 'api', []]);
  const [code, , bare] = await at_('--env', 'bare');
  assert.equal(code, 1);
  // Neither variables nor bindings are inherited.
  assert.ok(bare.includes('ORIGIN config_key_missing'));
  assert.ok(bare.includes('env.bare.vars vars_not_inherited'));
  assert.deepEqual(await at_('--env', 'ap'), [2, undefined, 'environment_unknown']);
  const { out } = await edgeward(['check', '--offline', '--env', 'bare'], { cwd: at });
  assert.match(out, /secret put COOKIE_KEY --env bare$/m);
});

test('JSON may have comments, and commas at the end', async (t) => {
  const vars = JSON.stringify(good({ CLIENT_ID: 'a // no comment, /* nor this */ ,}' }));
  const text = `\ufeff// Wrangler's\n{ /* the\nvariables */ "vars": ${vars.slice(0, -1)}, /* , */ },\n}`;
  const at = folder(t, { 'wrangler.jsonc': text });
  const { code, json } = await edgewardJson(['check', '--offline'], { cwd: at });
  assert.deepEqual([code, json.problems], [0, []], json.error?.reason);
});

test('a file that cannot be parsed says where, and nothing of what is in it', async (t) => {
  const at = folder(t, {
    'a.toml': '[vars]\nSECRET = "hunter2\n',
    'b.json': '{\n "SECRET": "hunter2" "x"\n}',
    'c.jsonc': '{ "SECRET": "hunter2" ',
    'd.toml': 'vars = "hunter2"',
    'e.json': '["hunter2"]',
  });
  const cases = [
    ['a.toml', 'file_malformed', /line 2/],
    ['b.json', 'file_malformed', /line 2, column 22/],
    ['c.jsonc', 'file_malformed', /line 1/],
    ['d.toml', 'vars_invalid', /no table/],
    ['e.json', 'file_malformed', /no object/],
    ['f.toml', 'file_unreadable', /ENOENT/],
    ['.', 'file_unreadable', /EISDIR/],
  ];
  for (const [file, code, reason] of cases) {
    const ran = await edgewardJson(['check', file], { cwd: at });
    assert.deepEqual([ran.code, ran.json.error.code], [2, code], file);
    assert.match(ran.json.error.reason, reason);
    assert.ok(!ran.all.includes('hunter2'));
  }
  const { code, err } = await edgeward(['check'], { cwd: at });
  assert.equal(code, 2);
  assert.match(err, /there is no wrangler\.json, wrangler\.jsonc, wrangler\.toml here/);
});

test('what the provider answers wrongly is a problem with a cure', async (t) => {
  const mismatch = await checked(t, good({ ISSUER: 'http://localhost:9' }));
  assert.equal(mismatch.code, 1);
  const [problem] = mismatch.provider.problems;
  assert.equal(problem.code, 'provider_issuer_mismatch');
  assert.ok(problem.cure.includes(`ISSUER = "${provider.issuer}"`));

  const symmetric = good({ AUTHORITY: signward.issuer, PROVIDER: 'signward' });
  const refused = await checked(t, symmetric);
  assert.deepEqual(
    [refused.code, refused.provider.problems.map(({ code }) => code)],
    [1, ['provider_only_symmetric_keys']],
  );
  const taken = await checked(t, { ...symmetric, DANGER_SYMMETRIC_JWKS: true });
  assert.deepEqual([taken.code, taken.provider.keys[0].algs], [0, ['HS256']]);
  assert.ok(!taken.all.includes(signward.state.sharedKey.k), 'the key itself is not shown');

  const fits = await checked(t, good({ ALGORITHMS: ['ES512'] }));
  assert.deepEqual([fits.code, fits.provider.problems], [0, []]);
  const keys = provider.state.keys.find(({ crv }) => crv === 'P-521');
  await provider.removeKey(keys.kid);
  const unfit = await checked(t, good({ ALGORITHMS: ['ES512'] }));
  assert.deepEqual(
    [unfit.code, unfit.provider.problems.map(({ code }) => code)],
    [1, ['no_key_for_algorithms']],
  );
});

test('a provider that cannot be asked is exit code 3, if nothing else is wrong', async (t) => {
  provider.failNext('metadata', { status: 500 });
  const failed = await checked(t, good());
  assert.deepEqual([failed.code, failed.ok, failed.provider.asked], [3, false, false]);
  await provider.pause();
  const gone = await checked(t, good());
  assert.deepEqual([gone.code, gone.provider.problems[0].code], [3, 'provider_unreachable']);
  assert.equal((await checked(t, good({ ORIGIN: undefined }))).code, 1);
  await provider.resume();
});

test('without a right authority nobody is asked', async (t) => {
  for (const AUTHORITY of [undefined, 'nonsense', 5, 'http://login.example.com', {}]) {
    const found = await checked(t, good({ AUTHORITY }));
    assert.deepEqual([found.code, found.provider], [1, null], String(AUTHORITY));
  }
});

test('variables of every kind are looked at, and none breaks it', async (t) => {
  for (const value of [null, [], {}, 0, 'x', true, [[]], { a: 1e300 }, 'x'.repeat(100_000)]) {
    const all = Object.keys(good({ ROUTES: 1, ALGORITHMS: 1, CLIENT_AUTH: 1, SIGN_IN: 1 }));
    const vars = Object.fromEntries(all.map((name) => [name, value]));
    const { code, all: shown } = await checked(t, vars);
    assert.equal(code, 1, shown);
    assert.doesNotMatch(shown, /internal_fault|\n +at /);
  }
});
