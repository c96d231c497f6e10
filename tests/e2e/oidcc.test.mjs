// The modules of the OpenID Foundation's conformance suite for relying parties, re-created one by one
// under their own names: against the gate, and against the client of the npm package.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { FAPI2, ID_TOKEN, KEYS } from '../oidcc/modules.mjs';
import { gateParty, packageParty } from '../oidcc/parties.mjs';
import { startFaultyProvider } from '../support/faulty-provider.mjs';
import { createFigures } from '../support/figures.mjs';
import { startStack } from '../support/stack.mjs';

const OIDCC = 'oidcc-client-test';
const FAPI = 'fapi2-security-profile-final-client-test-';
const figures = createFigures('oidcc');
const tally = { run: 0, passed: 0 };

after(async () => {
  figures.add({
    row: 'OpenID Foundation modules, re-created',
    target: 'each as the suite demands',
    measured: `${tally.passed} of ${tally.run}`,
    met: tally.passed === tally.run && tally.run > 90,
  });
  await figures.write();
});

/** A test that counts. */
function module(name, run) {
  test(name, async () => {
    tally.run += 1;
    await run();
    tally.passed += 1;
  });
}

const startGate = (vars) => startStack({ start: startFaultyProvider, vars });

/** Lets one person sign in while the provider does what the module says. */
async function put({ faults = {}, prepare, accept, unasked = [], assert: seen }, provider, signIn) {
  provider.faults = faults;
  prepare?.(provider);
  const before = { ...provider.counts };
  const outcome = await signIn();
  provider.faults = {};
  assert.equal(outcome.signedIn, accept);
  for (const endpoint of unasked)
    assert.equal(provider.counts[endpoint], before[endpoint], endpoint);
  if (seen) assert.ok(seen(provider));
  for (const { url } of provider.requests) assert.doesNotMatch(url, /access_token/);
}

const SCOPES = ['openid', 'profile', 'email', 'phone', 'address'];
const FORM_POST = { RESPONSE_MODE: 'form_post' };
const PLANS = {
  'Basic RP': [{ SCOPES }, ID_TOKEN, OIDCC],
  'Form-post Basic RP': [{ SCOPES, ...FORM_POST }, ID_TOKEN, OIDCC],
  'FAPI2 SP Final': [{}, FAPI2, FAPI],
};

for (const [plan, [vars, modules, prefix]] of Object.entries(PLANS)) {
  describe(`${plan}, by the gate`, () => {
    let stack;
    before(async () => {
      stack = await startGate(vars);
    });
    after(() => stack?.close());
    for (const one of modules) {
      module(prefix + one.name, () => put(one, stack.provider, gateParty(stack)));
    }
    if (prefix === OIDCC) aboutRequests(() => stack);
    if (vars.RESPONSE_MODE) {
      module(`${OIDCC}-form-post-error`, () => shownError(stack));
    }
  });
}

for (const [how, vars] of Object.entries({ query: {}, 'form-post': FORM_POST })) {
  describe(`what asks for the keys anew, by the gate, ${how}`, () => {
    for (const one of KEYS) {
      module(OIDCC + one.name, async () => {
        const stack = await startGate(vars);
        try {
          await put(one, stack.provider, gateParty(stack));
        } finally {
          await stack.close();
        }
      });
    }
  });
}

describe('by the npm package', () => {
  let provider;
  before(async () => {
    provider = await startFaultyProvider();
  });
  after(() => provider?.close());
  for (const [modules, prefix] of [
    [ID_TOKEN, OIDCC],
    [FAPI2, FAPI],
  ]) {
    for (const one of modules) {
      module(prefix + one.name, () => put(one, provider, packageParty(provider)));
    }
  }
  for (const one of KEYS) {
    module(OIDCC + one.name, async () => {
      const own = await startFaultyProvider();
      try {
        await put(one, own, packageParty(own));
      } finally {
        await own.close();
      }
    });
  }
  module(`${FAPI}invalid-alternate-alg`, async () => {
    const signIn = packageParty(provider, { algorithms: ['ES256'] });
    await put({ accept: false }, provider, signIn);
  });
});

describe('Config RP, by the gate', () => {
  module(`${FAPI}invalid-alternate-alg`, async () => {
    const stack = await startGate({ ALGORITHMS: ['ES256'] });
    try {
      await put({ accept: false }, stack.provider, gateParty(stack));
    } finally {
      await stack.close();
    }
  });
  for (const name of ['-signing-key-rotation', '-signing-key-rotation-just-before-signing']) {
    module(OIDCC + name, async () => {
      const stack = await startGate();
      try {
        const { provider } = stack;
        if (name === '-signing-key-rotation')
          await put({ accept: true }, provider, gateParty(stack));
        // Between the request for the authorization and the ID Token.
        const rotate = () => provider.rotate();
        await put({ faults: { response: rotate }, accept: true }, provider, gateParty(stack));
      } finally {
        await stack.close();
      }
    });
  }
});

function aboutRequests(stackOf) {
  module(`${OIDCC}-client-secret-basic`, async () => {
    const { provider } = stackOf();
    const [headers, body] = await lastTokenRequest(stackOf());
    const credentials = Buffer.from(
      headers.authorization.replace('Basic ', ''),
      'base64',
    ).toString();
    const [id, secret] = credentials
      .split(':')
      .map((it) => decodeURIComponent(it.replaceAll('+', ' ')));
    assert.deepEqual([id, secret], ['gate', provider.clientSecret]);
    assert.doesNotMatch(body, /client_secret/);
  });
  module(`${OIDCC}-scope-userinfo-claims`, async () => {
    const { provider } = stackOf();
    const { name } = await gateParty(stackOf())();
    assert.equal(name, 'Ada');
    const { url } = provider.requests.findLast(({ endpoint }) => endpoint === 'authorize');
    const scopes = new URL(url, provider.issuer).searchParams.get('scope').split(' ');
    assert.deepEqual(scopes, SCOPES);
  });
  module(`${OIDCC}-userinfo-bearer-header`, async () => {
    const { provider } = stackOf();
    await gateParty(stackOf())();
    const { headers, url, body } = provider.requests.findLast((it) => it.endpoint === 'userinfo');
    assert.match(headers.authorization, /^Bearer eyJ/);
    assert.deepEqual([url, body], ['/userinfo', '']);
  });
  module(`${OIDCC}-userinfo-invalid-sub`, async () => {
    const { provider } = stackOf();
    provider.faults = { userinfo: (claims) => (claims.sub = 'user-eve') };
    const { signedIn, name } = await gateParty(stackOf())();
    provider.faults = {};
    // The ID Token says who it is; what userinfo says of somebody else is not taken.
    assert.deepEqual([signedIn, name], [true, undefined]);
  });
}

async function lastTokenRequest(stack) {
  assert.ok((await gateParty(stack)()).signedIn);
  const { headers, body } = stack.provider.requests.findLast(
    ({ endpoint }) => endpoint === 'token',
  );
  return [headers, body];
}

async function shownError({ provider, url }) {
  const { Agent } = await import('../support/agent.mjs');
  provider.faults = {
    response: (fields) => {
      delete fields.code;
      fields.error = 'access_denied';
      fields.error_description = '<script>alert(1)</script>';
    },
  };
  const page = await new Agent().navigate(`${url}/me`);
  provider.faults = {};
  assert.equal(page.status, 400, page.text);
  assert.match(page.text, /cancelled/);
  assert.doesNotMatch(page.text, /<script>alert/);
}
