// The origin by service binding and as the zone's own, beside the URL that the other suites use.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { about } from '../support/gate.mjs';
import { call, startStack } from '../support/stack.mjs';

test('a service binding is the origin', async () => {
  const stack = await startStack({
    vars: { ORIGIN: undefined },
    gate: ({ origin }) => ({
      services: { ORIGIN: { external: { address: `127.0.0.1:${origin.port}`, http: {} } } },
    }),
  });
  try {
    const answer = await call(`${stack.url}/me`, await stack.provider.mint('member'));
    assert.equal(answer.status, 200, answer.text);
    assert.equal(stack.origin.last().headers['x-edgeward-user'], 'user-member');
  } finally {
    await stack.close();
  }
});

test('the zone’s own origin is asked at the address of the request', about('zone'), async () => {
  const seen = [];
  const stack = await startStack({
    vars: { ORIGIN: 'zone' },
    gate: ({ provider }) => ({
      // What a Worker fetches at its own zone goes to the zone's origin; the rest is the network.
      outbound: async (request) => {
        if (request.url.startsWith(provider.issuer)) return fetch(request.url);
        seen.push([request.url, request.headers.get('x-edgeward-user')]);
        const { Response } = await import('miniflare');
        return new Response('from the zone');
      },
    }),
  });
  try {
    const answer = await call(`${stack.url}/me?a=1`, await stack.provider.mint('member'));
    assert.equal(answer.text, 'from the zone');
    assert.deepEqual(seen, [[`${stack.url}/me?a=1`, 'user-member']]);
  } finally {
    await stack.close();
  }
});
