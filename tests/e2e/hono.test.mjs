// `edgeward/hono` and `Guard` in an application, in each runtime, on a real socket: who may pass, and
// that the answers to the others are those of the gate.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { CREDENTIALS, DIFFERENCES, EXPECTED, SHARED_ROUTES } from '../guard/cases.mjs';
import { makeProject, RUNTIMES } from '../guard/runtimes.mjs';
import { Agent } from '../support/agent.mjs';
import { freePort } from '../support/server.mjs';
import { startStack } from '../support/stack.mjs';

/** What a program reads of a refusal. */
const HEADERS = [
  'cache-control',
  'content-type',
  'retry-after',
  'www-authenticate',
  'x-content-type-options',
];

let stack;
let deadStack;
let config;
const credentials = new Map();

before(async () => {
  await makeProject();
  stack = await startStack();
  deadStack = await startStack();
  await deadStack.provider.pause();
  const dead = `http://127.0.0.1:${await freePort()}`;
  config = { authority: stack.provider.issuer, audience: stack.provider.audience, dead };
  for (const [name, make] of Object.entries(CREDENTIALS)) {
    credentials.set(name, await make(stack.provider));
  }
});

after(() => Promise.all([stack?.close(), deadStack?.close()]));

for (const [runtime, start] of Object.entries(RUNTIMES)) {
  describe(runtime, () => {
    let running;

    before(
      async () => {
        running = await start(config);
      },
      { timeout: 120_000 },
    );

    after(() => running?.close());

    for (const way of ['hono', 'guard']) {
      for (const [path, expected] of Object.entries(EXPECTED)) {
        test(`${way} ${path}: everybody gets what they must`, async () => {
          const verdicts = {};
          for (const [name, authorization] of credentials) {
            const { status, text } = await ask(`${running.url}/${way}${path}`, authorization);
            verdicts[name] = status;
            if (status === 200) assert.equal(JSON.parse(text).user, userOf(name), text);
          }
          assert.deepEqual(verdicts, seenBy(runtime, expected));
        });
      }

      for (const path of SHARED_ROUTES) {
        test(`${way} ${path}: a refusal is the gate's`, async () => {
          for (const [name, authorization] of credentials) {
            const gate = await ask(stack.url + path, authorization);
            const answer = await ask(`${running.url}/${way}${path}`, authorization);
            // The gate runs in workerd.
            if (DIFFERENCES.some(({ credential }) => credential === name)) continue;
            assert.equal(answer.status, gate.status, name);
            if (gate.status !== 200) assert.deepEqual(refusal(answer), refusal(gate), name);
          }
        });
      }

      test(`${way}: a provider that is down is 503, as the gate says it`, async () => {
        const authorization = credentials.get('an admin');
        const answer = await ask(`${running.url}/down/${way}/me`, authorization);
        assert.equal(answer.status, 503, answer.text);
        assert.equal(answer.headers.get('retry-after'), '15');
        const gate = await ask(`${deadStack.url}/me`, authorization);
        assert.deepEqual(outage(answer), outage(gate));
      });

      test(`${way}: a provider that is down does not let a request without a token wait`, async () => {
        assert.equal((await ask(`${running.url}/down/${way}/me`)).status, 401);
        assert.equal((await ask(`${running.url}/down/${way}/optional`)).status, 200);
      });

      test(`${way}: a client without an audience lets nobody in, and says nothing`, async () => {
        const url = `${running.url}/unconfigured/${way}/me`;
        const answer = await ask(url, credentials.get('an admin'));
        assert.equal(answer.status, 500, answer.text);
        assert.doesNotMatch(answer.text, /audience/);
      });
    }

    test('a requirement where nobody asked who it is lets nobody in', async () => {
      for (const path of ['forgotten', 'pretended']) {
        const url = `${running.url}/hono/${path}`;
        assert.equal((await ask(url, credentials.get('an admin'))).status, 500, path);
      }
    });

    test('where a sign-in is optional, a role is not', async () => {
      const url = `${running.url}/hono/optional-admin`;
      assert.equal((await ask(url)).status, 401);
      assert.equal((await ask(url, credentials.get('an editor'))).status, 403);
      assert.equal((await ask(url, credentials.get('an admin'))).status, 200);
    });

    test('a challenge names the scopes that are missing, and no role', async () => {
      const authorization = credentials.get('a member with one scope');
      const scopes = await ask(`${running.url}/hono/scopes`, authorization);
      assert.match(scopes.headers.get('www-authenticate'), /, scope="api:write"$/);
      const roles = await ask(`${running.url}/hono/built-in`, authorization);
      const said = roles.headers.get('www-authenticate') + roles.text;
      assert.doesNotMatch(said, /billing|scope="/);
    });
  });
}

function ask(url, authorization) {
  const headers = authorization === undefined ? {} : { authorization };
  return new Agent().request(url, { headers });
}

/** What each credential gets where the runtime makes another case of it. */
function seenBy(runtime, expected) {
  const verdicts = { ...expected };
  for (const difference of DIFFERENCES) {
    if (difference.runtime === runtime) verdicts[difference.credential] = expected[difference.like];
  }
  return verdicts;
}

/** An outage has one code when it is found out, and another while nobody tries again. */
function outage(answer) {
  const { code, type, ...rest } = refusal(answer);
  assert.match(code, /^provider_(unreachable|unavailable)$/);
  assert.ok(type.endsWith(`/${code}`), type);
  return rest;
}

/** Whose token it is, by the credential's name. */
function userOf(name) {
  const [login] = /billing|admin|editor|member/.exec(name.replace('an admin with the', '')) ?? [];
  return login === undefined ? null : `user-${login}`;
}

/** What must be equal. The gate names its session cookie too, where there is no credential. */
function refusal({ headers, text }) {
  const { detail, ...document } = JSON.parse(text);
  const chosen = Object.fromEntries(HEADERS.map((name) => [name, headers.get(name)]));
  const words = document.code === 'credentials_missing' ? detail.split(',')[0] : detail;
  return { ...chosen, ...document, detail: words };
}
