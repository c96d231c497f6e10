// Every secret is marked and followed: none is in a log, a body, a header, an address, an error of the
// gate, or in anything that can be printed of the npm package.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { goEverywhere } from '../leaks/gate-flows.mjs';
import { printEverything } from '../leaks/package-flows.mjs';
import { Secrets } from '../leaks/secrets.mjs';
import { witness } from '../leaks/witness.mjs';
import { call, startStack } from '../support/stack.mjs';
import { startGate } from '../support/gate.mjs';
import { startProvider } from '../support/provider.mjs';
import { ROOT } from '../support/root.mjs';

/** Seconds: sessions are refreshed from their first request on. */
const ACCESS_TOKEN_TTL = 30;

/** Of each kind at least one must have passed, or the search would be for nothing. */
const GATE_KINDS = [
  'ID Token',
  'access token',
  'client secret',
  'code',
  'cookie key',
  'nonce',
  'refresh token',
  'sealed cookie',
  'state',
  'verifier',
];

const secrets = new Secrets();
const found = [];
/** The places that were searched to the end. */
const searched = [];
const PLACES = ['bodies and headers', 'addresses', 'cookies', 'log', 'origin', 'start', 'package'];
let stack;
let answers;

before(
  async () => {
    const clientSecret = `marked client secret ${randomBytes(24).toString('base64url')}`;
    const cookieKey = randomBytes(32).toString('base64url');
    secrets.add('client secret', clientSecret);
    secrets.add('cookie key', cookieKey);
    stack = await startStack({
      provider: { clientSecret, accessTokenTtl: ACCESS_TOKEN_TTL },
      vars: { COOKIE_KEY: cookieKey },
      gate: () => ({ outbound: witness(secrets) }),
    });
    answers = await goEverywhere(stack, secrets);
  },
  { timeout: 120_000 },
);

after(async () => {
  await stack?.close();
  const places = `${searched.length} of ${PLACES.length} places`;
  const measured = `${found.length} found of ${secrets.size} secrets, in ${places}`;
  const met = found.length === 0 && searched.length === PLACES.length;
  const row = { row: 'Secrets', target: '0 found', measured, met };
  await mkdir(join(ROOT, 'target/security'), { recursive: true });
  await writeFile(
    join(ROOT, 'target/security/leaks.json'),
    `${JSON.stringify([row], undefined, 2)}\n`,
  );
});

/** Nothing of them is there. */
function assertNone(where, text, allowed) {
  const leaks = secrets.in(text, allowed);
  found.push(...leaks);
  assert.deepEqual(leaks, [], where);
}

test('secrets of every kind have passed, in good ways and in bad ones', () => {
  assert.deepEqual(secrets.kinds(), GATE_KINDS);
  const statuses = new Set(answers.map(({ status }) => status));
  for (const status of [200, 303, 400, 401, 403]) assert.ok(statuses.has(status), String(status));
  assert.ok([502, 503].some((status) => statuses.has(status)));
});

test('the search finds a secret in each of its forms', () => {
  const known = new Secrets();
  known.add('token', 'head.a secret payload/+.a secret signature');
  for (const [form, text] of Object.entries({
    plain: 'x head.a secret payload/+.a secret signature x',
    encoded: encodeURIComponent('head.a secret payload/+.a secret signature'),
    base64: Buffer.from('head.a secret payload/+.a secret signature').toString('base64'),
    payload: '{"p":"a secret payload/+"}',
    signature: 'a secret signature',
  })) {
    assert.notDeepEqual(known.in(text), [], form);
  }
  assert.deepEqual(known.in('head.a secret'), []);
  assert.throws(() => known.add('token', 'short'));
});

test('no body and no header of the gate holds a secret', () => {
  for (const { url, status, text, headers } of answers) {
    const where = `${status} ${url.pathname}`;
    assertNone(where, text);
    const open = [...headers].filter(([name]) => !['location', 'set-cookie'].includes(name));
    assertNone(where, JSON.stringify(open));
  }
  searched.push('bodies and headers');
});

test('an address that the gate redirects to holds only what the provider must be told', () => {
  const locations = answers.map(({ headers }) => headers.get('location')).filter(Boolean);
  assert.ok(locations.length > 0);
  for (const location of locations) {
    const { origin, pathname } = new URL(location, stack.url);
    if (origin !== stack.provider.issuer) assertNone(pathname, location);
    else if (pathname === '/authorize') assertNone(pathname, location, ['state', 'nonce']);
    else assertNone(pathname, location, ['ID Token']);
  }
  searched.push('addresses');
});

test('a cookie holds nothing that is not sealed', () => {
  const lines = answers.flatMap(({ setCookies }) => setCookies);
  assert.ok(lines.length > 0);
  for (const line of lines) assertNone(line.split('=')[0], line, ['sealed cookie']);
  searched.push('cookies');
});

test('no log line holds a secret, and none is about a panic', () => {
  assert.ok(stack.gate.logs.length >= answers.length / 2);
  for (const { message } of stack.gate.logs) {
    assertNone('log', message);
    assert.doesNotMatch(message, /panicked|unreachable|RuntimeError/);
  }
  searched.push('log');
});

test('the origin is told no secret', () => {
  assert.ok(stack.origin.requests.length > 0);
  for (const { url, rawHeaders } of stack.origin.requests) {
    assertNone(url, url + JSON.stringify(rawHeaders));
  }
  searched.push('origin');
});

test('a gate that is configured wrongly says so without its secrets', async () => {
  const marked = (name) => `marked-${name}-${randomBytes(9).toString('base64url')}`;
  const vars = {
    AUTHORITY: stack.provider.issuer,
    CLIENT_ID: 'gate',
    CLIENT_SECRET: marked('client-secret'),
    CLIENT_PRIVATE_KEY: `{"kty":"EC","d":"${marked('private-key')}"}`,
    COOKIE_KEY: marked('cookie-key'),
    HMAC_SECRET: marked('hmac'),
  };
  for (const name of ['CLIENT_SECRET', 'CLIENT_PRIVATE_KEY', 'COOKIE_KEY', 'HMAC_SECRET']) {
    secrets.add('configuration', vars[name]);
  }
  secrets.add('configuration', JSON.parse(vars.CLIENT_PRIVATE_KEY).d);
  const gate = await startGate({ vars });
  try {
    const answer = await call(gate.url);
    assert.equal(answer.status, 500);
    assertNone('body', answer.text + JSON.stringify([...answer.headers]));
    await gate.logged((message) => message.includes('COOKIE_KEY'));
    assertNone('log', JSON.stringify(gate.logs));
  } finally {
    await gate.close();
  }
  searched.push('start');
});

test('nothing that the npm package throws or shows holds a secret', async () => {
  const clientSecret = `marked client secret ${randomBytes(24).toString('base64url')}`;
  secrets.add('client secret', clientSecret);
  const provider = await startProvider({ clientSecret });
  const written = [];
  const spied = ['stdout', 'stderr'].map((name) => [process[name], process[name].write]);
  for (const [stream, write] of spied) {
    stream.write = (...all) => (written.push(String(all[0])), write.apply(stream, all));
  }
  try {
    const edgeward = await import('../../target/npm/edgeward/js/doors/node.js');
    for (const { what, text } of await printEverything(edgeward, provider, secrets)) {
      assertNone(what, text);
    }
    assertNone('console', written.join(''));
  } finally {
    for (const [stream, write] of spied) stream.write = write;
    await provider.close();
  }
  searched.push('package');
});
