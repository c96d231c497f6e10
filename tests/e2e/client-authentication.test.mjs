// The ways a client can show who it is at the token endpoint.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Agent } from '../support/agent.mjs';
import { createKey } from '../support/provider/keys.mjs';
import { startStack } from '../support/stack.mjs';

const WAYS = {
  client_secret_basic: { CLIENT_ID: 'gate' },
  client_secret_post: { CLIENT_ID: 'gate-post', CLIENT_AUTH: 'client_secret_post' },
  none: { CLIENT_ID: 'gate-public', CLIENT_SECRET: undefined },
};

for (const [way, vars] of Object.entries(WAYS)) {
  test(`${way} signs a person in`, async () => {
    const stack = await startStack({ vars });
    try {
      const page = await new Agent().signIn(stack.url, '/me', 'member');
      assert.equal(page.status, 200, page.text);
      assert.equal(stack.provider.counts.token, 1);
    } finally {
      await stack.close();
    }
  });
}

test('private_key_jwt signs a person in', async () => {
  const key = await createKey('ec', { namedCurve: 'P-256' });
  const stack = await startStack({
    provider: { clientKey: key },
    vars: {
      CLIENT_ID: 'gate-pkjwt',
      CLIENT_SECRET: undefined,
      CLIENT_PRIVATE_KEY: JSON.stringify({ ...key, alg: 'ES256' }),
    },
  });
  try {
    const page = await new Agent().signIn(stack.url, '/me', 'member');
    assert.equal(page.status, 200, page.text);
  } finally {
    await stack.close();
  }
});

for (const idTokenAlg of ['PS256', 'ES256', 'EdDSA']) {
  test(`an ID Token signed with ${idTokenAlg} signs a person in`, async () => {
    const stack = await startStack({ provider: { idTokenAlg } });
    try {
      const page = await new Agent().signIn(stack.url, '/me', 'member');
      assert.equal(page.status, 200, page.text);
    } finally {
      await stack.close();
    }
  });
}
