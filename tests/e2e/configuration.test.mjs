// What is wrong with the configuration is said at once, all of it, and nothing is served meanwhile.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { about } from '../support/gate.mjs';
import { CLIENT_SECRET } from '../support/provider.mjs';
import { call, startStack } from '../support/stack.mjs';

const WRONG = {
  'a missing authority': [{ AUTHORITY: undefined }, ['AUTHORITY']],
  'a missing audience': [{ AUDIENCE: undefined }, ['AUDIENCE']],
  'an issuer on plain http': [{ DANGER_ALLOW_HTTP: undefined }, ['AUTHORITY']],
  'a short cookie key': [{ COOKIE_KEY: 'c2hvcnQ' }, ['COOKIE_KEY']],
  'an unknown key': [{ ROUTE: [] }, ['ROUTE']],
  'two routes that tie': [
    { ROUTES: [{ path: '/a' }, { path: '/a', access: 'public' }] },
    ['ROUTES'],
  ],
  'a route with an unknown member': [
    { ROUTES: [{ path: '/a', role: 'admin' }] },
    ['ROUTES', 'role'],
  ],
  'a public route with roles': [
    { ROUTES: [{ path: '/a', access: 'public', roles: ['admin'] }] },
    ['ROUTES'],
  ],
  'an unknown algorithm': [{ ALGORITHMS: ['none'] }, ['ALGORITHMS']],
  'a clock tolerance of an hour': [{ CLOCK_TOLERANCE: 3600 }, ['CLOCK_TOLERANCE']],
  'five things at once': [
    {
      AUTHORITY: 'nonsense',
      AUDIENCE: undefined,
      PUBLIC_URL: undefined,
      COOKIE_KEY: 'x',
      ORIGIN: 'ftp://x',
    },
    ['AUTHORITY', 'AUDIENCE', 'PUBLIC_URL', 'COOKIE_KEY', 'ORIGIN'],
  ],
};

for (const [what, [vars, keys]] of Object.entries(WRONG)) {
  test(
    `${what} is named on every request, and nothing is served`,
    about('serves-problems'),
    async () => {
      const stack = await startStack({ vars });
      try {
        for (const path of ['/', '/me', '/auth/login', '/auth/me']) {
          const answer = await call(stack.url + path);
          assert.equal(answer.status, 500, path);
          assert.match(answer.headers.get('cache-control'), /no-store/);
          for (const key of keys) assert.ok(answer.text.includes(key), `${key} in ${answer.text}`);
          assert.ok(!answer.text.includes(stack.provider.clientSecret));
        }
        assert.equal(stack.origin.requests.length, 0);
      } finally {
        await stack.close();
      }
    },
  );

  test(`${what} is named at the start, which it ends`, about('throws-problems'), async () => {
    await assert.rejects(startStack({ vars }), ({ message }) => {
      assert.match(message, /ConfigError/);
      for (const key of keys) assert.ok(message.includes(`\`${key}`), `${key} in ${message}`);
      assert.ok(!message.includes(CLIENT_SECRET));
      return true;
    });
  });
}
