// What is matched is what the origin is asked: the method whatever a client wants to upgrade to, the host
// whatever port it writes. Over raw sockets, at the built gate.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { startStack } from '../support/stack.mjs';

const HOST = 'admin.example';

let stack;

before(async () => {
  stack = await startStack({
    vars: {
      // Without a site of its own, the gate answers for every host.
      SIGN_IN: false,
      PUBLIC_URL: undefined,
      CLIENT_SECRET: undefined,
      COOKIE_KEY: undefined,
      ROUTES: [
        { path: '/orders', methods: ['POST'], access: 'public' },
        { path: '/orders', methods: ['GET'], roles: ['admin'] },
        { path: '/hook', methods: ['POST'], access: 'public' },
        { path: '/hosted', hosts: [HOST], roles: ['admin'] },
        { path: '/**', access: 'public' },
      ],
    },
  });
});

after(() => stack?.close());

/** The status, and what the origin was asked. */
async function ask(target, options) {
  const from = stack.origin.requests.length;
  const { status } = await stack.gate.raw(target, options);
  return { status, asked: stack.origin.requests.slice(from) };
}

const HANDSHAKE = [
  ['Connection', 'Upgrade'],
  ['Sec-WebSocket-Version', '13'],
  ['Sec-WebSocket-Key', 'dGhlIHNhbXBsZSBub25jZQ=='],
];

for (const protocol of ['websocket', 'WebSocket', 'h2c', 'h2c, websocket', 'x']) {
  for (const more of [[], HANDSHAKE]) {
    const headers = [['Upgrade', protocol], ...more];
    test(`a POST that asks for ${protocol}${more.length ? ' by handshake' : ''} stays one`, async () => {
      for (const target of ['/orders', '/hook', '/elsewhere']) {
        const { status, asked } = await ask(target, { method: 'POST', headers });
        assert.equal(status, 200, target);
        assert.deepEqual(
          asked.map(({ method, url, headers: { upgrade } }) => [method, url, upgrade]),
          [['POST', target, undefined]],
        );
      }
    });
  }
}

test('a GET that asks for an upgrade is matched as a GET', async () => {
  for (const [target, status] of [
    ['/orders', 401],
    ['/hook', 405],
  ]) {
    const headers = [['Upgrade', 'websocket'], ...HANDSHAKE];
    assert.deepEqual(await ask(target, { method: 'GET', headers }), { status, asked: [] });
  }
});

test('a port in Host takes no request away from the route of the host', async () => {
  for (const host of ['', ':80', ':443', ':8080', ':1']) {
    for (const name of [HOST, HOST.toUpperCase()]) {
      const { status, asked } = await ask('/hosted', { headers: [['Host', name + host]] });
      assert.deepEqual([status, asked], [401, []], name + host);
    }
  }
  const { status, asked } = await ask('/hosted', { headers: [['Host', 'other.example:80']] });
  assert.equal(status, 200);
  assert.equal(asked[0].headers['x-forwarded-host'], 'other.example');
});
