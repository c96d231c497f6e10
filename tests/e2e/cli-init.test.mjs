// `edgeward init`: what it writes, what it asks, what it leaves alone.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { platform } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';

import { parse } from 'smol-toml';

import { edgeward, edgewardInDialogue, edgewardJson, folder } from '../support/cli.mjs';
import { startProvider } from '../support/provider.mjs';
import { ROOT } from '../support/root.mjs';
import { readWorkerConfig } from '../support/wrangler.mjs';

let provider, signward;

before(async () => {
  provider = await startProvider();
  signward = await startProvider({ shape: 'signward' });
});

after(() => Promise.all([provider?.close(), signward?.close()]));

/** Options that leave nothing open. */
const given = ({ authority = provider.issuer } = {}) => [
  ...['--authority', authority, '--client-id', 'gate', '--audience', 'my-api'],
  ...['--origin', 'https://origin.example.com', '--danger-allow-http'],
];

const ASIDE = ['--offline', '--authority', 'https://login.example.com', '--audience', 'my-api'];

/** The written configuration of a folder, as wrangler reads it. */
const written = (at) =>
  JSON.parse(JSON.stringify(parse(readFileSync(join(at, 'wrangler.toml'), 'utf8'))));

const codes = (entries) => entries.map(({ key, code }) => `${key} ${code}`);

test('the options become a configuration, which is looked at together with the provider', async (t) => {
  const at = folder(t, {});
  const routes = ['--route', '/=public', '--route', '/desk/**=admin,editor'];
  const args = ['init', ...given(), ...routes, '--public-url', 'https://app.example.com'];
  const { code, json } = await edgewardJson(args, { cwd: at });
  assert.deepEqual([code, json.ok, json.problems], [0, true, []]);
  assert.equal(json.provider.asked, true);
  assert.deepEqual(json.written, ['wrangler.toml', 'package.json', '.gitignore']);
  assert.deepEqual(json.register, {
    redirectUris: ['https://app.example.com/auth/callback'],
    signedOutUris: ['https://app.example.com/auth/signed-out'],
  });
  assert.deepEqual(
    json.secrets.map(({ key }) => key),
    ['COOKIE_KEY', 'CLIENT_SECRET'],
  );
  const { name, ...rest } = written(at);
  assert.match(name, /^edgeward-cli-[a-z0-9-]+$/);
  assert.deepEqual(rest, {
    main: 'node_modules/edgeward/worker/index.js',
    compatibility_date: readWorkerConfig(ROOT).compatibilityDate,
    observability: { enabled: true },
    vars: {
      AUTHORITY: provider.issuer,
      CLIENT_ID: 'gate',
      AUDIENCE: 'my-api',
      PUBLIC_URL: 'https://app.example.com',
      ORIGIN: 'https://origin.example.com',
      DANGER_ALLOW_HTTP: true,
      ROUTES: [
        { path: '/', access: 'public' },
        { path: '/desk/**', roles: ['admin', 'editor'] },
      ],
    },
  });
});

test('people read which secrets to set, how to make the cookie key, and what comes next', async (t) => {
  const at = folder(t, {});
  const { code, out, err } = await edgeward(['init', 'my-gate', ...given()], { cwd: at });
  assert.deepEqual([code, err], [0, '']);
  for (const line of [
    '✓ written: my-gate/wrangler.toml, my-gate/package.json, my-gate/.gitignore',
    '✓ my-gate/wrangler.toml: nothing is wrong',
    '    → openssl rand -base64 48 | npx wrangler secret put COOKIE_KEY',
    '    → npx wrangler secret put CLIENT_SECRET',
    '  redirect URI       http://localhost:8787/auth/callback',
    '  cd my-gate',
    '  npm install',
    '  npx wrangler dev',
    '  https://edgeward.dev/deploying.html',
    '  npx wrangler deploy',
  ])
    assert.ok(out.split('\n').includes(line), `${line}\n${out}`);
  assert.ok(existsSync(join(ROOT, 'www/guide/deploying.md')));
  assert.match(readFileSync(join(at, 'my-gate/.gitignore'), 'utf8'), /^\.dev\.vars\*$/m);
});

test('what is missing is said at once, with its option, and nothing is written', async (t) => {
  const at = folder(t, {});
  for (const more of [[], ['--yes']]) {
    const { code, json } = await edgewardJson(['init', ...more], { cwd: at });
    assert.deepEqual([code, json.ok, json.written], [1, false, []]);
    const cures = json.problems.map(({ key, cure }) => [key, cure]).sort();
    assert.deepEqual(cures, [
      ['AUDIENCE', 'say it with `--audience`'],
      ['AUTHORITY', 'say it with `--authority`'],
      ['CLIENT_ID', 'say it with `--client-id`'],
      ['ORIGIN', 'say it with `--origin`'],
    ]);
  }
  assert.deepEqual(readdirSync(at), []);
});

test('what is wrong is said by the gate itself, and nothing is written', async (t) => {
  const at = folder(t, {});
  const wrong = ['--origin', 'origin', '--client-id', '', '--provider', 'okto', '--route', 'desk'];
  const { code, json } = await edgewardJson(['init', ...ASIDE, ...wrong], { cwd: at });
  assert.equal(code, 1);
  assert.deepEqual(codes(json.problems).sort(), [
    'CLIENT_ID config_empty',
    'ORIGIN config_url_invalid',
    'PROVIDER config_not_one_of',
    'ROUTES[0].path config_pattern_invalid',
  ]);
  const cures = Object.fromEntries(json.problems.map(({ key, cure }) => [key, cure]));
  assert.equal(cures.ORIGIN, 'write it as in `https://origin.example.com`');
  const http = ['--authority', 'http://localhost:1', '--audience', 'a', '--origin', 'zone'];
  const plain = await edgewardJson(['init', '--no-sign-in', ...http], { cwd: at });
  assert.match(plain.json.problems[0].cure, /`--danger-allow-http`/);
  const people = await edgeward(['init', ...ASIDE, ...wrong], { cwd: at });
  assert.match(people.out, /^✗ nothing is written: 4 problems$/m);
  assert.deepEqual(readdirSync(at), []);
});

test('what the provider answers wrongly is exit code 1, and no answer 3: the files are there', async (t) => {
  const shared = ['init', ...given({ authority: signward.issuer }), '--provider', 'signward'];
  const refused = folder(t, {});
  const { code, json } = await edgewardJson(shared, { cwd: refused });
  assert.deepEqual(
    [code, json.provider.problems.map((problem) => problem.code)],
    [1, ['provider_only_symmetric_keys']],
  );
  assert.ok(existsSync(join(refused, 'wrangler.toml')));
  const taken = folder(t, {});
  const accepted = await edgewardJson([...shared, '--danger-symmetric-jwks'], { cwd: taken });
  assert.deepEqual([accepted.code, written(taken).vars.DANGER_SYMMETRIC_JWKS], [0, true]);

  const alone = folder(t, {});
  await provider.pause();
  const unasked = await edgewardJson(['init', ...given()], { cwd: alone });
  await provider.resume();
  assert.deepEqual([unasked.code, unasked.json.ok, unasked.json.written.length], [3, false, 3]);
  assert.equal(written(alone).vars.AUTHORITY, provider.issuer);
});

describe('a folder with something in it', () => {
  const MINE = 'name = "mine"\n';

  test('keeps its configuration, unless `--force` is said', async (t) => {
    const at = folder(t, { 'wrangler.toml': MINE });
    for (const more of [[], ['--yes']]) {
      const { code, json } = await edgewardJson(['init', ...given(), ...more], { cwd: at });
      assert.deepEqual([code, json.error.code], [2, 'file_exists']);
      assert.match(json.error.cure, /`--force`/);
    }
    assert.deepEqual(readdirSync(at), ['wrangler.toml']);
    assert.equal(readFileSync(join(at, 'wrangler.toml'), 'utf8'), MINE);
    assert.equal((await edgeward(['init', ...given(), '--force'], { cwd: at })).code, 0);
    assert.equal(written(at).vars.CLIENT_ID, 'gate');
  });

  test('keeps its manifest and its list of what git ignores, whatever is said', async (t) => {
    const files = { 'package.json': '{ "private": true }\n', '.gitignore': 'mine\n' };
    const at = folder(t, files);
    const { out } = await edgeward(['init', ...given(), '--force'], { cwd: at });
    for (const [name, text] of Object.entries(files))
      assert.equal(readFileSync(join(at, name), 'utf8'), text);
    assert.match(out, /^✓ written: wrangler\.toml$/m);
    assert.match(out, /^ {2}npm install edgeward && npm install --save-dev wrangler$/m);
  });

  test('is refused where wrangler would take another file', async (t) => {
    for (const name of ['wrangler.json', 'wrangler.jsonc']) {
      const at = folder(t, { [name]: '{}' });
      const { code, json } = await edgewardJson(['init', ...given(), '--force'], { cwd: at });
      assert.deepEqual([code, json.error.code], [2, 'file_exists']);
      assert.deepEqual(readdirSync(at), [name]);
    }
  });

  test('that cannot be written into is named', async (t) => {
    const at = folder(t, { file: '' });
    const { code, json } = await edgewardJson(['init', 'file', ...given()], { cwd: at });
    assert.deepEqual([code, json.error.code], [2, 'file_unwritable']);
    assert.match(json.error.reason, /`file.*` cannot be written \((EEXIST|ENOTDIR)\)/);
  });
});

const ROUTES = [
  ['/=public', { path: '/', access: 'public' }],
  ['/shop/**=optional', { path: '/shop/**', access: 'optional' }],
  ['/me=signed-in', { path: '/me' }],
  ['/you', { path: '/you' }],
  ['/desk/**=admin', { path: '/desk/**', roles: ['admin'] }],
  ['/notes/**=admin, editor', { path: '/notes/**', roles: ['admin', 'editor'] }],
  [
    '/bills/**=admin+billing',
    { path: '/bills/**', roles: ['admin', 'billing'], require_all: true },
  ],
  ['/eq=a=b', { path: '/eq', roles: ['a=b'] }],
];

test('routes in every form', async (t) => {
  const at = folder(t, {});
  const routes = ROUTES.flatMap(([text]) => ['--route', text]);
  const { code, all } = await edgeward(['init', ...given(), '--offline', ...routes], { cwd: at });
  assert.equal(code, 0, all);
  assert.deepEqual(
    written(at).vars.ROUTES,
    ROUTES.map(([, table]) => table),
  );
  for (const text of ['/a=', '/a=x,', '/a=x,,y', '/a=x+', '/a=x+y,z']) {
    const { json } = await edgewardJson(['init', ...given(), '--route', text], { cwd: at });
    assert.equal(json.error.code, 'route_invalid', text);
  }
});

const ORIGINS = [
  ['https://origin.example.com', { vars: 'https://origin.example.com' }],
  ['zone', { vars: 'zone' }],
  ['worker:app', { services: [{ binding: 'ORIGIN', service: 'app' }] }],
  [
    'assets:./public',
    { assets: { directory: './public', binding: 'ORIGIN', run_worker_first: true } },
  ],
];

for (const [origin, expected] of ORIGINS) {
  test(`the origin \`${origin}\``, async (t) => {
    const at = folder(t, {});
    const args = ['init', ...ASIDE, '--no-sign-in', '--origin', origin];
    const { code, json } = await edgewardJson(args, { cwd: at });
    assert.deepEqual([code, json.problems, json.register], [0, [], null]);
    const { vars, services, assets } = written(at);
    assert.deepEqual(
      {
        ...(vars.ORIGIN && { vars: vars.ORIGIN }),
        ...(services && { services }),
        ...(assets && { assets }),
      },
      expected,
    );
    assert.deepEqual(
      [vars.SIGN_IN, vars.PUBLIC_URL, vars.CLIENT_ID],
      [false, undefined, undefined],
    );
  });
}

const PRESETS = [
  ['https://mytenant.signward.com', 'signward'],
  ['https://sso.example.com/realms/main', 'keycloak'],
  ['https://sso.example.com/auth/realms/main', 'keycloak'],
  ['https://login.microsoftonline.com/tenant/v2.0', 'entra'],
  ['https://tenant.eu.auth0.com/', 'auth0'],
  ['https://dev-1.okta.com/oauth2/default', 'okta'],
  ['https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_x', 'cognito'],
  ['https://accounts.google.com', 'google'],
  ['https://login.example.com', undefined],
  ['https://auth0.com.example.com', undefined],
];

test('the preset is that of the address, unless another is said', async (t) => {
  const preset = async (...args) => {
    const at = folder(t, {});
    const rest = ['--audience', 'my-api', '--no-sign-in', '--origin', 'zone', '--offline'];
    const { code, all } = await edgeward(['init', ...args, ...rest], { cwd: at });
    assert.equal(code, 0, all);
    return written(at).vars.PROVIDER;
  };
  for (const [authority, expected] of PRESETS)
    assert.equal(await preset('--authority', authority), expected, authority);
  assert.equal(
    await preset('--authority', PRESETS[0][0], '--provider', 'generic'),
    'generic',
    'said is written',
  );
});

test('text is written as it was given, whatever is in it', async (t) => {
  const at = folder(t, {});
  const odd = './a "quoted" \\ back\nline\ttab \x7f é 😀 # no comment';
  const args = ['init', ...ASIDE, '--no-sign-in', '--origin', `assets:${odd}`];
  const { code, all } = await edgeward(args, { cwd: at });
  assert.equal(code, 0, all);
  assert.equal(written(at).assets.directory, odd);
});

test('several audiences and addresses are lists', async (t) => {
  const at = folder(t, {});
  const urls = ['https://a.example.com', 'https://b.example.com'];
  const more = ['--audience', 'other', ...urls.flatMap((url) => ['--public-url', url])];
  const { json } = await edgewardJson(['init', ...given(), '--offline', ...more], { cwd: at });
  const { AUDIENCE, PUBLIC_URL } = written(at).vars;
  assert.deepEqual([AUDIENCE, PUBLIC_URL], [['my-api', 'other'], urls]);
  assert.equal(json.register.redirectUris.length, 2);
});

/** Addresses of people, the origin, and by which command they come to the Worker. */
const ADDRESSES = [
  [['http://localhost:8787'], 'zone', ''],
  [['http://127.0.0.1:8080'], 'https://origin.example.com', ''],
  [['https://my-gate.me.workers.dev'], 'https://origin.example.com', ''],
  [['https://app.example.com:8443'], 'https://origin.example.com', ''],
  [['https://203.0.113.7'], 'https://origin.example.com', ''],
  [['https://a.example.com'], 'zone', ' --route "a.example.com/*"'],
  [['https://A.example.com/'], 'worker:app', ' --domain a.example.com'],
  [
    ['https://a.example.com', 'https://b.example.com', 'http://localhost:8787'],
    'https://origin.example.com',
    ' --domain a.example.com --domain b.example.com',
  ],
];

test('the address of people comes to the Worker, and this machine has one of its own', async (t) => {
  for (const [urls, origin, flags] of ADDRESSES) {
    const at = folder(t, {});
    const args = urls.flatMap((url) => ['--public-url', url]);
    const rest = ['--offline', '--authority', 'https://login.example.com', '--client-id', 'gate'];
    const more = ['--audience', 'my-api', '--origin', origin, ...args];
    const { code, out } = await edgeward(['init', ...rest, ...more], { cwd: at });
    assert.equal(code, 0, out);
    assert.ok(out.split('\n').includes(`  npx wrangler deploy${flags}`), out);
    const { scripts } = JSON.parse(readFileSync(join(at, 'package.json'), 'utf8'));
    assert.equal(scripts.deploy, `wrangler deploy${flags}`);
    const { routes, dev, workers_dev } = written(at);
    // With any of them, `wrangler dev` would change the addresses in what the gate answers.
    assert.deepEqual([routes, dev, workers_dev], [undefined, undefined, undefined]);
    const isElsewhere = urls.some((url) => /^https:/.test(url));
    assert.equal(out.includes('echo "PUBLIC_URL=http://localhost:8787" >> .dev.vars'), isElsewhere);
    assert.equal(out.includes('https://edgeward.dev/deploying.html'), !isElsewhere);
  }
  const both = folder(t, {});
  const urls = ['https://a.example.com', 'https://my-gate.me.workers.dev'];
  const args = urls.flatMap((url) => ['--public-url', url]);
  await edgeward(['init', ...given(), '--offline', ...args], { cwd: both });
  assert.equal(written(both).workers_dev, true, 'the domain would take it away');
});

test("the Worker's name is the folder's, or what is said", async (t) => {
  const at = folder(t, {});
  const named = async (where, ...more) => {
    const { json } = await edgewardJson(['init', where, ...given(), '--offline', ...more], {
      cwd: at,
    });
    return json.error?.code ?? written(join(at, where)).name;
  };
  assert.equal(await named('My Gate (2)'), 'my-gate-2');
  assert.equal(await named('b', '--name', 'other'), 'other');
  for (const name of ['Gate', '-a', 'a-', 'a b', 'a'.repeat(64), 'a"\nmain = "x'])
    assert.equal(await named('c', `--name=${name}`), 'name_invalid', name);
});

describe('the questions', { skip: platform() !== 'linux' && '`script` of util-linux' }, () => {
  test('lead to the same configuration, and ask again where an answer is none', async (t) => {
    const at = folder(t, {});
    const answers = [
      ["Provider's address", 'login.example.com'],
      ["Provider's address", provider.issuer],
      ['Allow it, for development? (y/N)', 'n'],
      ["Provider's address", provider.issuer],
      ['Allow it, for development? (y/N)', 'y'],
      ['[generic]', ''],
      ['client identifier', ''],
      ['client identifier', 'gate'],
      ['audience', 'my-api'],
      ['[http://localhost:8787]', ''],
      ['The origin', 'nowhere'],
      ['The origin', 'https://origin.example.com'],
      ['Route:', '/=public'],
      ['Route:', 'desk'],
      ['Route:', '/desk/**=admin+editor,x'],
      ['Route:', '/desk/**=admin'],
      ['Route:', ''],
    ];
    const { code, out } = await edgewardInDialogue(['init'], answers, { cwd: at });
    assert.equal(code, 0, out);
    assert.match(out, /✗ AUTHORITY not an absolute URL/);
    assert.match(out, /✗ CLIENT_ID is empty/);
    assert.match(out, /✗ ROUTES\[1\]\.path the path does not start with `\/`/);
    assert.match(out, /✓ wrangler\.toml: nothing is wrong/);
    const { vars } = written(at);
    assert.deepEqual(vars, {
      AUTHORITY: provider.issuer,
      PROVIDER: 'generic',
      CLIENT_ID: 'gate',
      AUDIENCE: 'my-api',
      PUBLIC_URL: 'http://localhost:8787',
      ORIGIN: 'https://origin.example.com',
      DANGER_ALLOW_HTTP: true,
      ROUTES: [
        { path: '/', access: 'public' },
        { path: '/desk/**', roles: ['admin'] },
      ],
    });
  });

  test('are not asked where options answer them, and none with `--yes`', async (t) => {
    const at = folder(t, {});
    const rest = [['Route:', '']];
    const asked = await edgewardInDialogue(
      ['init', 'asked', ...given(), '--provider', 'auth0', '--public-url', 'https://a.example'],
      rest,
      { cwd: at },
    );
    assert.equal(asked.code, 0, asked.out);
    const silent = await edgewardInDialogue(['init', 'silent', '--yes', ...given()], [], {
      cwd: at,
    });
    assert.equal(silent.code, 0, silent.out);
    assert.doesNotMatch(silent.out, /Route:/);
    const wrong = ['init', 'wrong', ...given(), '--route', 'desk'];
    const refused = await edgewardInDialogue(wrong, [], { cwd: at });
    assert.equal(refused.code, 1, refused.out);
    assert.deepEqual(readdirSync(at).sort(), ['asked', 'silent']);
  });

  test('at Signward, whether the published key is accepted', async (t) => {
    const at = folder(t, {});
    const args = [
      'init',
      ...given({ authority: signward.issuer }),
      '--public-url',
      'https://a.example',
    ];
    const answers = [
      ['Its preset', 'signward'],
      ['Accept that? (y/N)', 'yes'],
      ['Route:', ''],
    ];
    const { code, out } = await edgewardInDialogue(args, answers, { cwd: at });
    assert.equal(code, 0, out);
    assert.equal(written(at).vars.DANGER_SYMMETRIC_JWKS, true);
  });

  test('whether a configuration that is there may go', async (t) => {
    const at = folder(t, { 'wrangler.toml': 'name = "mine"\n' });
    const args = ['init', ...given(), '--public-url', 'https://a.example', '--provider', 'generic'];
    const no = await edgewardInDialogue(args, [['Write over it? (y/N)', '']], { cwd: at });
    assert.equal(no.code, 2, no.out);
    assert.equal(written(at).name, 'mine');
    const answers = [
      ['Write over it? (y/N)', 'y'],
      ['Route:', ''],
    ];
    const yes = await edgewardInDialogue(args, answers, { cwd: at });
    assert.equal(yes.code, 0, yes.out);
    assert.notEqual(written(at).name, 'mine');
  });

  for (const [what, key] of [
    ['Ctrl-C', '\x03'],
    ['Ctrl-D', '\x04'],
  ]) {
    test(`end by ${what}, and nothing is written`, async (t) => {
      const at = folder(t, {});
      const answers = [
        ["Provider's address", 'https://login.example.com'],
        ['Its preset', key],
      ];
      const { code, out } = await edgewardInDialogue(['init'], answers, { cwd: at });
      assert.equal(code, 2, out);
      assert.match(out, /nothing is written/);
      assert.deepEqual(readdirSync(at), []);
    });
  }
});
