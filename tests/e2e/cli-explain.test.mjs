// `edgeward explain`: what it says a gate would do is what the running gate does.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { edgeward, edgewardJson, folder } from '../support/cli.mjs';
import { startStack } from '../support/stack.mjs';

const ROUTES = [
  { path: '/', access: 'public' },
  { path: '/me' },
  { path: '/echo/**', roles: ['admin', 'editor'] },
  { path: '/echo/*/log', roles: ['admin', 'billing'], require_all: true },
  { path: '/echo/own', roles: ['billing'], include_custom: false },
  { path: '/echo/open', access: 'public', methods: ['GET'] },
  { path: '/echo/scoped', scopes: ['api:read'] },
];

/** What `explain` is told about the people of the provider, and what their tokens say. */
const PEOPLE = {
  nobody: { options: ['--anonymous'] },
  member: { options: ['--roles', ''], mint: {} },
  editor: { options: ['--roles', 'editor'], mint: {} },
  billing: {
    options: ['--roles', 'admin', '--custom-roles', 'billing', '--scopes', 'api:read'],
    mint: { scope: 'api:read' },
  },
};

const REQUESTS = [
  ['GET', '/'],
  ['GET', '/me'],
  ['GET', '/ME/'],
  ['GET', '/echo'],
  ['POST', '/echo/a/b?c=d'],
  ['GET', '/echo/a/log'],
  ['GET', '/%65cho/own'],
  ['GET', '/echo/open'],
  ['POST', '/echo/open'],
  ['GET', '/echo/scoped'],
  ['GET', '/echo//a'],
  ['GET', '/echo/a%2fb'],
  ['GET', '/echo/a%252fb'],
  ['GET', '/echo/open%3Fx'],
  ['GET', '/elsewhere'],
  ['GET', '/auth/nothing'],
  ['PROPFIND', '/me'],
];

let stack, at;
const cleaning = [];

before(async () => {
  stack = await startStack({ vars: { ROUTES } });
  const vars = {
    AUTHORITY: stack.provider.issuer,
    CLIENT_ID: 'gate',
    AUDIENCE: stack.provider.audience,
    PUBLIC_URL: stack.url,
    ORIGIN: stack.origin.url,
    DANGER_ALLOW_HTTP: true,
    ROUTES,
  };
  const api = { vars: { ...vars, ROUTES: [], SIGN_IN: false } };
  at = folder(
    { after: (clean) => cleaning.push(clean) },
    {
      'wrangler.json': JSON.stringify({ vars, env: { api } }),
      'wrong.json': JSON.stringify({ vars: { ...vars, AUDIENCE: '' } }),
    },
  );
});

after(async () => {
  cleaning.forEach((clean) => clean());
  await stack?.close();
});

/** What is said of one request. */
async function explained(...args) {
  const { code, json } = await edgewardJson(['explain', ...args], { cwd: at });
  return { code, ...json };
}

for (const [method, path] of REQUESTS) {
  for (const [who, { options, mint }] of Object.entries(PEOPLE)) {
    test(`what it says of ${method} ${path} by ${who} is what the gate does`, async () => {
      const { code, refused, verdicts } = await explained(method, path, ...options);
      const headers = mint
        ? [['authorization', `Bearer ${await stack.provider.mint(who, mint)}`]]
        : [];
      const before = stack.origin.requests.length;
      const { status, head } = await stack.gate.raw(path, { method, headers });
      const passed = stack.origin.requests.length > before;
      assert.equal(passed, verdicts[0]?.decision === 'allow');
      assert.equal(code, passed ? 0 : 1);
      if (!passed) {
        // What the origin answers is its own affair.
        assert.equal(status, refused?.status ?? verdicts[0].status);
        if (refused?.allow) assert.match(head, new RegExp(`^allow: ${refused.allow}\r?$`, 'im'));
        return;
      }
      const { origin } = verdicts[0];
      const got = stack.origin.last();
      assert.equal(got.url, origin.path);
      const ours = Object.keys(got.headers).filter((name) => name.startsWith('x-edgeward-'));
      const said = [...origin.headers, ...origin.headersIfKnown];
      for (const name of origin.headers) assert.ok(name in got.headers, name);
      for (const name of ours) assert.ok(said.includes(name), name);
    });
  }
}

test('without a word about who asks it is said for nobody and for somebody', async () => {
  const { code, verdicts, route, why, naming } = await explained('GET', '/echo/a/log');
  assert.deepEqual([code, verdicts.map(({ decision }) => decision)], [1, ['sign_in', 'forbid']]);
  assert.deepEqual([verdicts[0].asker, verdicts[1].asker.roles], [null, []]);
  assert.deepEqual([verdicts[1].missingRoles, verdicts[1].allOfThem], [['admin', 'billing'], true]);
  assert.deepEqual([route.position, naming.map(({ position }) => position)], [3, [3, 2]]);
  assert.match(why, /more specific than `\/echo\/\*\*`/);
});

test('people read the same', async () => {
  const { out } = await edgeward(['explain', 'GET', '/echo/a/log'], { cwd: at });
  assert.match(out, /^! nobody signed in: a browser is sent to sign in, a program gets 401$/m);
  assert.match(out, /^✗ signed in, no role: 403, lacks admin, billing$/m);
  assert.match(out, /^ {2}route +ROUTES\[3\] \/echo\/\*\/log: all of admin, billing$/m);
  assert.match(out, /^ {2}also fits +ROUTES\[2\] \/echo\/\*\*: one of admin, editor$/m);
});

test('where nobody can sign in, everybody gets 401', async () => {
  const { verdicts } = await explained('wrangler.json', 'GET', '/x', '--anonymous', '--env', 'api');
  assert.deepEqual([verdicts[0].decision, verdicts[0].wwwAuthenticate], ['challenge', 'Bearer']);
});

test('an address names the host, and one that is not of the gate is 421', async () => {
  const own = await explained('GET', `${stack.url}/me`, '--roles', 'x');
  assert.deepEqual([own.code, own.path], [0, '/me']);
  const other = await explained('GET', 'https://other.example/me');
  assert.deepEqual([other.host, other.refused.status], ['other.example', 421]);
  const named = await explained('GET', '/me', '--host', 'other.example');
  assert.deepEqual(named.refused, other.refused);
  assert.equal((await explained('GET', `${stack.url}/me`, '--host', 'a')).code, 2);
});

const WRONG = [
  ['no path', ['GET', 'me'], 'path_not_absolute'],
  ['roles of nobody', ['GET', '/me', '--anonymous', '--roles', 'admin'], 'usage'],
  ['a wrong configuration', ['wrong.json', 'GET', '/me'], 'config_invalid'],
  ['no such file', ['nowhere.toml', 'GET', '/me'], 'file_unreadable'],
  ['no such environment', ['GET', '/me', '--env', 'apy'], 'environment_unknown'],
];

for (const [what, args, expected] of WRONG) {
  test(`${what} is exit code 2`, async () => {
    const { code, error } = await explained(...args);
    assert.deepEqual([code, error.code], [2, expected]);
  });
}

test('what is refused for everybody has the address of its explanation', async () => {
  const { out } = await edgeward(['explain', 'GET', '/a//b'], { cwd: at });
  assert.match(out, /^ +https:\/\/edgeward\.dev\/errors\/path_empty_segment$/m);
});

test('paths made to hurt are refused, and reach no terminal as they are', async () => {
  for (const path of ['/\u001b[31m', '/a\nb', '/\u202e', `/${'a/'.repeat(9000)}`, '/💥', '/%00']) {
    const { code, all } = await edgeward(['explain', 'GET', path], { cwd: at });
    assert.equal(code, 1, all);
    assert.match(all, /^✗ 400 for everybody/m);
    assert.doesNotMatch(all, /\x1b|\u202e|\n +at /);
  }
});
