// Requests made to be mistaken: for somebody else's, for another path or method, for one of this site. At
// the built gate.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Agent } from '../support/agent.mjs';
import { startFaultyProvider } from '../support/faulty-provider.mjs';
import { createFigures, shown } from '../support/figures.mjs';
import { createConnections } from '../support/keep-alive.mjs';
import { returnTargets } from '../support/return-targets.mjs';
import { call, ROUTES, startStack } from '../support/stack.mjs';

const PAGE = 'https://app.other.example';
const figures = createFigures('requests');
const connections = createConnections(64);
let stack;

before(async () => {
  stack = await startStack({
    start: startFaultyProvider,
    vars: { ROUTES: [...ROUTES, { path: '/listed/**', methods: ['GET'] }], CORS_ORIGINS: [PAGE] },
  });
});

after(async () => {
  connections.close();
  await stack?.close();
  await figures.write();
});

async function signedIn(sub) {
  stack.provider.faults = {
    idToken: (claims) => (claims.sub = sub),
    accessToken: (claims) => (claims.sub = sub),
    userinfo: (claims) => (claims.sub = sub),
  };
  const agent = new Agent();
  const page = await agent.navigate(`${stack.url}/me`);
  stack.provider.faults = {};
  assert.equal(page.status, 200, page.text);
  return agent.jar.header(new URL(stack.url));
}

test('of many people who ask at once in one isolate, each gets the own answer', async () => {
  const people = [];
  for (let at = 0; at < 24; at += 1) {
    const sub = `user-${at}`;
    const headers =
      at % 2
        ? { cookie: await signedIn(sub) }
        : { authorization: `Bearer ${stack.provider.mint({ sub, roles: [`role-${at}`] })}` };
    people.push({ sub, headers });
  }
  people.push({ headers: {} }, { headers: { authorization: 'Bearer no.token.atall' } });
  let [asked, mixed] = [0, 0];
  const rounds = Array.from({ length: 100 }, () => people).flat();
  const one = async ({ sub, headers }) => {
    const accept = 'application/json';
    const { status, text } = await connections.ask(`${stack.url}/me`, {
      headers: { accept, ...headers },
    });
    asked += 1;
    const seen = status === 200 ? JSON.parse(text).identity['x-edgeward-user'] : undefined;
    if (seen !== sub || status !== (sub ? 200 : 401)) mixed += 1;
  };
  for (let at = 0; at < rounds.length; at += 64)
    await Promise.all(rounds.slice(at, at + 64).map(one));
  figures.add({
    row: 'Interleaving',
    target: '0 answers mixed up between people in one isolate',
    measured: `${mixed} of ${shown(asked)}`,
    met: mixed === 0 && asked > 2000,
  });
  assert.equal(mixed, 0);
});

test('wherever a sign-in is asked to return to, it stays on this site', async () => {
  const targets = [...returnTargets()];
  const queries = targets.flatMap((target) => {
    const encoded = encodeURIComponent(target);
    return encoded === rawQuery(target) ? [encoded] : [encoded, rawQuery(target)];
  });
  const outside = [];
  const one = async (query) => {
    const page = await new Agent().navigate(`${stack.url}/auth/login?return_to=${query}`);
    const asked = [...page.trail, new URL(page.headers.get('location') ?? '/', page.url)];
    const isKnown = asked.every(({ origin }) =>
      [stack.url, stack.provider.issuer].includes(origin),
    );
    if (!isKnown || page.url.origin !== stack.url || page.status >= 500) outside.push(query);
  };
  for (let at = 0; at < queries.length; at += 16) {
    await Promise.all(queries.slice(at, at + 16).map(one));
  }
  figures.add({
    row: 'Return targets',
    target: '0 lead to another site',
    measured: `${outside.length} of ${shown(queries.length)}`,
    met: outside.length === 0 && queries.length > 400,
  });
  assert.deepEqual(outside, []);
});

/** As it is, but for what would end the query or the request line. */
const rawQuery = (text) =>
  text.replace(/[^!"$-~]|%(?![0-9a-f]{2})/gi, encodeURIComponent).replaceAll('#', '%23');

const PARAMETERS = [
  '',
  '=',
  '&',
  '&&=&',
  'state',
  'state=',
  'state=a&state=b',
  'code=a&code=b&state=s',
  '%',
  '%zz',
  '%00',
  'state=%ff',
  'state=%C0%AF',
  `state=${'s'.repeat(43)}`,
  `code=${'c'.repeat(8000)}&state=s`,
  'error=x',
  'error=&state=s',
  'error=%0d%0aSet-Cookie:x=1&state=s',
  'iss=https://evil.example&code=c&state=s',
  'id_token=x&state=s',
  'access_token=x',
  'response=x',
  '[]',
  'state[]=1',
  '__proto__=1',
  'a=1&'.repeat(100),
  ';',
  'return_to=a&return_to=b',
  'return_to',
  'return_to=%',
  'prompt=none&max_age=-1',
  `return_to=/${'x'.repeat(3000)}`,
  '\u00e9',
  'x='.repeat(3000),
];

test('no parameter of an endpoint makes an error of the gate’s own', async () => {
  let [errors, tried] = [0, 0];
  for (const path of ['login', 'callback', 'logout', 'signed-out', 'me', 'nothing']) {
    for (const parameters of PARAMETERS) {
      for (const method of ['GET', 'POST']) {
        const target = `/auth/${path}?${encodeURI(parameters).replaceAll('%25', '%')}`;
        const headers = { 'content-type': 'application/x-www-form-urlencoded', origin: stack.url };
        const body = method === 'POST' ? encodeURI(parameters).replaceAll('%25', '%') : undefined;
        const { status, headers: got } = await connections.ask(stack.url + target, {
          method,
          headers,
          body,
        });
        tried += 1;
        if (status >= 500) errors += 1;
        assert.ok(status < 500, `${method} ${target}: ${status}`);
        assert.equal(got['x'], undefined);
        if (got['set-cookie'] || status >= 300)
          assert.match(got['cache-control'] ?? '', /no-store/);
      }
    }
  }
  figures.add({
    row: 'Hostile parameters',
    target: '0 answers of 5xx',
    measured: `${errors} of ${shown(tried)}`,
    met: errors === 0 && tried > 300,
  });
});

const TAKEN_AWAY = [
  'X-HTTP-Method-Override',
  'X-HTTP-Method',
  'X-Method-Override',
  'X-Original-URL',
  'X-Original-URI',
  'X-Original-Method',
  'X-Rewrite-URL',
  'X-Forwarded-Uri',
  'X-Forwarded-Prefix',
  'X-Forwarded-Port',
  'X-Forwarded-Scheme',
  'X-Forwarded-Client-Cert',
  'X-Middleware-Subrequest',
  'X-Invoke-Path',
  'X-Matched-Path',
  'X-Script-Name',
  'SCRIPT_NAME',
  'PATH_INFO',
  'Forwarded',
  'X-Host',
  'X-Edgeward-User',
  'X_Edgeward_Roles',
  'x-edgeward-anything',
];

test('no field of a request makes another request of it, and none of them goes on', async () => {
  for (const [target, status] of [
    ['/echo', 200],
    ['/me', 401],
    ['/listed/x', 401],
    ['/billing-admin-only/ledger', 401],
  ]) {
    for (const name of TAKEN_AWAY) {
      for (const value of ['/', '/echo', 'GET', 'DELETE', 'middleware:middleware', 'localhost']) {
        const before = stack.origin.requests.length;
        const answer = await connections.ask(stack.url + target, { headers: { [name]: value } });
        assert.equal(answer.status, status, `${target} with ${name}: ${value}`);
        assert.equal(stack.origin.requests.length - before, status === 200 ? 1 : 0);
        if (status !== 200) continue;
        const seen = stack.origin.last().headers[name.toLowerCase()];
        assert.equal(seen, undefined, name);
      }
    }
  }
});

test('a connection takes nothing away that the gate has set', async () => {
  const token = stack.provider.mint();
  for (const named of [
    'x-edgeward-user',
    'close, x-edgeward-user, x-edgeward-roles',
    'x-forwarded-host',
    'cookie, authorization',
  ]) {
    const headers = [
      ['Authorization', `Bearer ${token}`],
      ['Connection', named],
    ];
    const { status } = await stack.gate.raw('/me', { headers });
    assert.equal(status, 200);
    const { headers: seen } = stack.origin.last();
    assert.equal(seen['x-edgeward-user'], 'user-ada', named);
    assert.equal(seen['x-forwarded-host'], new URL(stack.url).host, named);
  }
});

const METHODS = [
  'TRACE',
  'TRACK',
  'get',
  'Get',
  'DEBUG',
  'PROPFIND',
  'G-E-T',
  'DELETE',
  'PUT',
  'POST',
];

// CONNECT is not among them: workerd answers it with 500 before any Worker is asked.
test('a method that the route does not list is refused, however it is written', async () => {
  const token = stack.provider.mint();
  for (const method of METHODS) {
    const before = stack.origin.requests.length;
    const headers = [['Authorization', `Bearer ${token}`]];
    const answer = await stack.gate.raw('/listed/x', { method, headers }).catch((error) => error);
    if (!(answer instanceof Error))
      assert.ok([400, 405, 501].includes(answer.status), `${method}: ${answer.head}`);
    assert.equal(stack.origin.requests.length, before, method);
  }
});

test('what asks for an upgrade, for events or ahead of time is asked for its credentials', async () => {
  for (const headers of [
    {
      upgrade: 'websocket',
      connection: 'upgrade',
      'sec-websocket-version': '13',
      'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
    },
    { upgrade: 'h2c', connection: 'upgrade, http2-settings' },
    { accept: 'text/event-stream' },
    { purpose: 'prefetch', 'sec-purpose': 'prefetch;prerender' },
    { 'sec-fetch-mode': 'cors', accept: 'application/json' },
    { 'user-agent': 'kube-probe/1.30' },
    { 'user-agent': 'GoogleHC/1.0' },
    { expect: '100-continue' },
    { range: 'bytes=0-' },
    { 'if-none-match': '*' },
  ]) {
    const before = stack.origin.requests.length;
    const { status, headers: got } = await connections.ask(`${stack.url}/me`, { headers });
    assert.equal(status, 401, JSON.stringify(headers));
    assert.match(got['cache-control'], /no-store/);
    assert.equal(stack.origin.requests.length, before);
  }
});

test('more than one credential, and what is only like one, is none', async () => {
  const token = stack.provider.mint();
  for (const [values, expected] of [
    [[`Bearer ${token}`], 200],
    [[`bearer ${token}`], 200],
    [[`Bearer  ${token}`], 200],
    [[`Bearer ${token}`, `Bearer ${token}`], 400],
    [[`Bearer ${token}, Bearer ${token}`], 401],
    [[`Bearer ${token} x`], 401],
    [[`Bearer\t${token}`], 401],
    [[`Bearer${token}`], 401],
    [[`BearerX ${token}`], 401],
    [[`Basic ${token}`], 401],
    [[`Token ${token}`], 401],
    [[`DPoP ${token}`], 401],
    [[token], 401],
    [['Bearer'], 401],
    [['Bearer '], 401],
    [[`Bearer "${token}"`], 401],
    [[`Bearer ${token}===`], 401],
  ]) {
    const headers = values.map((value) => ['Authorization', value]);
    const { status } = await stack.gate.raw('/me', { headers });
    const isRefused = expected === 200 ? status === 200 : [400, 401].includes(status);
    assert.ok(isRefused, `${values[0].slice(0, 12)}: ${status}`);
  }
  // Nor in any other place.
  for (const place of [`?access_token=${token}`, `?token=${token}`, `?id_token=${token}`]) {
    assert.equal((await call(`${stack.url}/me${place}`)).status, 401, place.slice(0, 12));
  }
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  const posted = await call(`${stack.url}/me`, undefined, {
    method: 'POST',
    headers: form,
    body: `access_token=${token}`,
  });
  assert.equal(posted.status, 401);
});

test('a page of another origin reads nothing and writes nothing with somebody’s session', async () => {
  const cookie = await signedIn('user-ada');
  for (const origin of [
    'https://evil.example',
    'null',
    `${PAGE}.evil.example`,
    `${PAGE}:8443`,
    PAGE.replace('https', 'http'),
    'https://evilapp.other.example',
    'https://app.other.example/',
  ]) {
    const before = stack.origin.requests.length;
    const headers = { cookie, origin, 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'cors' };
    for (const method of ['POST', 'PUT', 'DELETE', 'PATCH']) {
      const { status } = await connections.ask(`${stack.url}/me`, { method, headers });
      assert.equal(status, 403, `${method} from ${origin}`);
    }
    const preflight = { ...headers, 'access-control-request-method': 'PUT' };
    for (const method of ['OPTIONS', 'GET']) {
      const { headers: got } = await connections.ask(`${stack.url}/auth/me`, {
        method,
        headers: preflight,
      });
      assert.equal(got['access-control-allow-origin'], undefined, `${method} from ${origin}`);
    }
    assert.equal(stack.origin.requests.length, before, origin);
  }
});
