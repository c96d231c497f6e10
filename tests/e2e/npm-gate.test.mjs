// `Gate` as a program calls it: its arguments, what it throws, and a function for an origin.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';

import { PACKAGE } from '../packaging/package.mjs';
import { startProvider } from '../support/provider.mjs';
import { ROOT } from '../support/root.mjs';

const { Gate, ConfigError } = await import(join(PACKAGE, 'js/gate/doors/node.js'));

const URL_OF_GATE = 'http://localhost:8787';
const silent = { log: () => {} };

let provider;
let config;

before(async () => {
  provider = await startProvider();
  config = {
    AUTHORITY: provider.issuer,
    AUDIENCE: provider.audience,
    CLIENT_ID: 'gate',
    CLIENT_SECRET: provider.clientSecret,
    COOKIE_KEY: randomBytes(32).toString('base64url'),
    PUBLIC_URL: URL_OF_GATE,
    ROUTES: [
      { path: '/', access: 'public' },
      { path: '/desk/**', roles: ['editor'] },
    ],
    DANGER_ALLOW_HTTP: true,
  };
});

after(() => provider?.close());

describe('a wrong configuration', () => {
  const problemsOf = (changed, options) => {
    try {
      new Gate({ ...config, ...changed }, options);
    } catch (error) {
      assert.ok(error instanceof ConfigError, String(error));
      assert.equal(error.code, 'config_invalid');
      for (const { message } of error.problems) assert.ok(error.message.includes(message));
      return error.problems.map(({ option, code }) => `${option} ${code}`);
    }
    return [];
  };

  test('throws with everything that is wrong', () => {
    const changed = { AUTHORITY: 'nonsense', AUDIENCE: undefined, ROUTE: [], ORIGIN: 'ftp://x' };
    assert.deepEqual(problemsOf(changed).sort(), [
      'AUDIENCE config_key_missing',
      'AUTHORITY config_url_invalid',
      'ORIGIN config_url_invalid',
      'ROUTE config_key_unknown',
    ]);
  });

  test('is an origin that only a Worker has', () => {
    for (const ORIGIN of ['zone', { $binding: true }]) {
      assert.deepEqual(problemsOf({ ORIGIN }), ['ORIGIN config_origin_unreachable']);
    }
  });

  test('is no origin, or two', () => {
    assert.deepEqual(problemsOf({}), ['ORIGIN config_key_missing']);
    const options = { origin: () => new Response('') };
    assert.deepEqual(problemsOf({}, options), []);
    assert.deepEqual(problemsOf({ ORIGIN: 'http://127.0.0.1:1' }, options), [
      'ORIGIN config_origin_twice',
    ]);
  });

  test('never shows a secret', () => {
    const changed = { CLIENT_SECRET: 'marked-secret', COOKIE_KEY: 'marked-key', AUDIENCE: 7 };
    assert.throws(
      () => new Gate({ ...config, ...changed }),
      (error) => !/marked/.test(error.message + JSON.stringify(error.problems)),
    );
  });
});

describe('an argument that is none', () => {
  const cycle = {};
  cycle.self = cycle;
  const hostile = {
    get AUTHORITY() {
      throw new Error('no');
    },
  };
  const WRONG = {
    'no configuration': [undefined, undefined, /`config`/],
    'text for a configuration': ['AUTHORITY', undefined, /`config`/],
    'an array for a configuration': [[], undefined, /`config`/],
    'a configuration that leads to itself': [cycle, undefined, /`config`/],
    'a configuration that cannot be read': [hostile, undefined, /`config`/],
    'a configuration of great depth': [nested(100), undefined, /`config`/],
    'an origin that is no function': [{}, { origin: 'http://127.0.0.1' }, /`origin`/],
    'a log that is no function': [{}, { log: true }, /`log`/],
    'an unknown option': [{}, { orgin: () => {} }, /did you mean `origin`/],
  };
  for (const [what, [first, second, message]] of Object.entries(WRONG)) {
    test(what, () => {
      assert.throws(() => new Gate(first, second), { name: 'TypeError', message });
    });
  }

  test('something else than a request', async () => {
    const gate = new Gate(config, { ...silent, origin: () => new Response('') });
    for (const wrong of [undefined, null, 'x', 7, {}, { url: 'x', method: 'GET' }]) {
      await assert.rejects(gate.fetch(wrong), { name: 'TypeError', message: /`request`/ });
    }
    assert.equal((await gate.fetch(new Request(`${URL_OF_GATE}/`))).status, 200);
  });
});

describe('a function for an origin', () => {
  const asked = [];
  const lines = [];
  let gate;

  before(() => {
    gate = new Gate(config, {
      log: (line) => lines.push(JSON.parse(line)),
      origin: async (request) => {
        asked.push(request);
        const { pathname } = new URL(request.url);
        if (pathname === '/desk/broken') throw new Error('of the application');
        const headers = { 'content-encoding': 'gzip', 'cache-control': 'public, max-age=60' };
        return new Response(await request.text(), { headers });
      },
    });
  });

  const fetchAs = async (path, login, init = {}) => {
    const headers = login && { authorization: `Bearer ${await provider.mint(login)}` };
    return gate.fetch(new Request(URL_OF_GATE + path, { ...init, headers }));
  };

  test('gets what may pass, with the identity and without the token', async () => {
    const body = 'Ünïcode';
    const answer = await fetchAs('/desk/1?a=%2F', 'editor', { method: 'POST', body });
    assert.equal(answer.status, 200);
    assert.equal(await answer.text(), body);
    // Nobody has undone the coding of what a function answers.
    assert.equal(answer.headers.get('content-encoding'), 'gzip');
    assert.equal(answer.headers.get('cache-control'), 'private, max-age=60');
    const { url, method, headers } = asked.at(-1);
    assert.equal(url, `${URL_OF_GATE}/desk/1?a=%2F`);
    assert.equal(method, 'POST');
    assert.equal(headers.get('x-edgeward-user'), 'user-editor');
    assert.equal(headers.get('authorization'), null);
  });

  test('is not asked about what may not pass', async () => {
    const before = asked.length;
    assert.equal((await fetchAs('/desk/1')).status, 401);
    assert.equal((await fetchAs('/desk/1', 'member')).status, 403);
    assert.equal(asked.length, before);
  });

  test('that throws is 502, and its owner sees why', async (context) => {
    const shown = context.mock.method(console, 'error', () => {});
    const answer = await fetchAs('/desk/broken', 'editor');
    assert.equal(answer.status, 502);
    assert.ok(!(await answer.text()).includes('of the application'));
    assert.equal(shown.mock.calls[0].arguments[0].message, 'of the application');
  });

  test('is one line of the log for each request', async () => {
    const before = lines.length;
    await fetchAs('/desk/1', 'editor');
    await fetchAs('/desk/1');
    const decisions = lines.slice(before).map(({ decision, route }) => `${decision} ${route}`);
    assert.deepEqual(decisions, ['allow /desk/**', 'challenge /desk/**']);
  });

  test('gets no WebSocket: who may pass is told so', async () => {
    const headers = { upgrade: 'websocket', connection: 'Upgrade' };
    const answer = await gate.fetch(new Request(`${URL_OF_GATE}/`, { headers }));
    assert.equal(answer.status, 501);
    assert.equal((await answer.json()).code, 'upgrade_unsupported');
    assert.match(answer.headers.get('cache-control'), /no-store/);
  });
});

test('what some code put into every object’s prototype is no decision and no permission', async () => {
  const origin = (request) => new Response(new URL(request.url).pathname);
  const gate = new Gate(
    { ...config, CORS_ORIGINS: ['https://spa.example'] },
    { ...silent, origin },
  );
  const ask = () =>
    gate.fetch(new Request(`${URL_OF_GATE}/`, { headers: { origin: 'https://evil.example' } }));
  const polluted = { answer: { status: 200, headers: {}, cookies: [], body: 'evil' } };
  Object.assign(Object.prototype, polluted, { allowOrigin: 'https://evil.example' });
  try {
    const answer = await ask();
    assert.equal(await answer.text(), '/');
    assert.equal(answer.headers.get('access-control-allow-origin'), null);
  } finally {
    delete Object.prototype.answer;
    delete Object.prototype.allowOrigin;
  }
});

test('a request whose lines are not lines is refused by type', async () => {
  const gate = new Gate(config, { ...silent, origin: () => new Response('reached') });
  const plain = { url: `${URL_OF_GATE}/`, method: 'GET', headers: new Headers() };
  for (const changed of [
    { url: `${URL_OF_GATE}/x\nhttp://a` },
    { method: 'GET\nx' },
    { headers: [['x', 'a\nb']] },
  ]) {
    await assert.rejects(gate.fetch({ ...plain, ...changed }), {
      name: 'TypeError',
      message: /^`request` has a line feed/,
    });
  }
});

test('a `fetch` of the caller’s asks the provider and the origin', async () => {
  const asked = [];
  const own = (url, init) => {
    asked.push(new URL(url).pathname);
    return String(url).startsWith(provider.issuer)
      ? fetch(url, init)
      : new Response('of the origin', { headers: { connection: 'x-hop', 'x-hop': '1' } });
  };
  const ORIGIN = 'http://127.0.0.1:1';
  const gate = new Gate({ ...config, ORIGIN }, { ...silent, fetch: own });
  const headers = { authorization: `Bearer ${await provider.mint('editor')}` };
  const answer = await gate.fetch(new Request(`${URL_OF_GATE}/desk/1`, { headers }));
  assert.equal(await answer.text(), 'of the origin');
  assert.equal(answer.headers.get('x-hop'), null);
  assert.deepEqual(asked, ['/.well-known/openid-configuration', '/jwks', '/desk/1']);
});

test('`fetch` is bound, and waits for nothing but the request', async () => {
  const { fetch: handler } = new Gate(config, { ...silent, origin: () => new Response('hello') });
  const answer = await handler(new Request(`${URL_OF_GATE}/`));
  assert.equal(await answer.text(), 'hello');
});

for (const [type, file] of [
  ['GateConfig', 'keys'],
  ['Route', 'route_keys'],
]) {
  test(`the type \`${type}\` names each key that is read, and no other`, async () => {
    const source = await readFile(join(ROOT, `src/gate/config/${file}.rs`), 'utf8');
    const read = [...source.matchAll(/^ {4}name: "(\w+)"/gm)].map(([, name]) => name);
    const types = await readFile(join(PACKAGE, 'js/gate/config.d.ts'), 'utf8');
    const [, body] = types.match(new RegExp(`interface ${type} \\{([^]*?)\n\\}`));
    const named = [...body.matchAll(/^ {4}(\w+)\??:/gm)].map(([, name]) => name);
    assert.ok(read.length > 0);
    assert.deepEqual(named.sort(), read.sort());
  });
}

function nested(depth) {
  return depth === 0 ? {} : { a: nested(depth - 1) };
}
