// What `Guard` reads, throws and answers, and what it takes. Who may pass, `hono.test.mjs` asks.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';

import { bearerToken, challengeHeader } from '../../target/npm/edgeward/js/challenge.js';
import * as edgeward from '../../target/npm/edgeward/js/doors/node.js';
import { readOptions } from '../../target/npm/edgeward/js/options.js';
import { startProvider } from '../support/provider.mjs';

const { ChallengeError, Client, ConfigError, EdgewardError, Guard, InvalidTokenError, User } =
  edgeward;
const vectors = JSON.parse(await readFile(new URL('../vectors/bearer.json', import.meta.url)));

let provider;
let client;
let guard;

before(async () => {
  provider = await startProvider();
  const { issuer: authority, audience } = provider;
  client = new Client({ authority, audience, dangerAllowHttp: true });
  guard = new Guard(client);
});

after(() => provider?.close());

test('a bearer credential is read as the core reads it', () => {
  for (const { authorization, token } of vectors.credentials) {
    assert.equal(bearerToken(authorization) ?? null, token, JSON.stringify(authorization));
  }
});

test('a challenge says what the core says', () => {
  for (const { error, realm, scope, value } of vectors.challenges) {
    assert.equal(challengeHeader(error, { realm, scope }), value);
  }
});

test('a refused token is a challenge, whose cause says why', async () => {
  const error = await thrown(
    guard.currentUser(request(await provider.mint('admin', { ttl: -90 }))),
  );
  assert.ok(error instanceof ChallengeError && error instanceof EdgewardError);
  assert.ok(error.cause instanceof InvalidTokenError);
  assert.equal(error.code, 'token_expired');
  assert.equal(error.status, 401);
  assert.ok(error.cause.exp < error.cause.now);
});

test('nothing of the token is in the error or its answer', async () => {
  const token = await provider.mint('admin', { ttl: -90 });
  const error = await thrown(guard.requireRole(request(token), 'admin'));
  const answer = error.toResponse();
  const said = [error.stack, error.cause.stack, JSON.stringify(error), await answer.text()];
  said.push(...answer.headers.values());
  for (const part of token.split('.')) assert.ok(!said.join('\n').includes(part));
});

test('a realm is named in every challenge', async () => {
  const named = new Guard(client, { realm: 'app.example' });
  const member = await provider.mint('member');
  const challenges = [
    () => named.currentUser(request()),
    () => named.currentUser(request('a b')),
    () => named.optionalUser(request('not.a.token')),
    () => named.requireRole(request(member), 'admin'),
  ];
  for (const challenge of challenges) {
    const { wwwAuthenticate } = await thrown(challenge);
    assert.match(wwwAuthenticate, /^Bearer realm="app\.example"/);
  }
});

test('a request is whatever has headers of that kind', async () => {
  const authorization = `Bearer ${await provider.mint('editor')}`;
  const headers = new Headers({ authorization });
  assert.equal((await guard.currentUser({ headers })).userId, 'user-editor');
  const own = { get: (name) => (name === 'authorization' ? authorization : undefined) };
  assert.equal((await guard.requireRole({ headers: own }, 'EDITOR')).userId, 'user-editor');
  assert.equal(await guard.optionalUser({ headers: { get: () => null } }), undefined);
});

test('whoever does not wait any longer gets the reason', async () => {
  const token = await provider.mint('admin');
  const reason = new Error('enough');
  const options = { signal: AbortSignal.abort(reason) };
  const calls = [
    () => guard.currentUser(request(token), options),
    () => guard.optionalUser(request(token), options),
    () => guard.requireRole(request(token), 'admin', options),
    () => guard.requireScope(request(token), 'api:read', options),
  ];
  for (const call of calls) assert.equal(await thrown(call), reason);
});

describe('what is wrong input', () => {
  const hostile = {
    get headers() {
      throw new Error('no');
    },
  };
  const good = { headers: new Headers() };
  const WRONG = {
    'no client': [() => new Guard(), /`client` must be a Client/],
    'a client of another kind': [() => new Guard({}), /`client` must be a Client/],
    'a realm with a quotation mark': [() => new Guard(client, { realm: 'a"b' }), /`realm`/],
    'a realm with a line break': [() => new Guard(client, { realm: 'a\r\nb' }), /`realm`/],
    'an option that there is not': [() => new Guard(client, { relm: 'a' }), /did you mean `realm`/],
    'no request': [() => guard.currentUser(), /`request` must be a Request/],
    'the headers of node:http': [
      () => guard.optionalUser({ headers: { authorization: 'Bearer a.b.c' } }),
      /`request` must be a Request/,
    ],
    'a hostile request': [() => guard.currentUser(hostile), /`request` could not be read/],
    'headers that give no text': [
      () => guard.optionalUser({ headers: { get: () => ['Bearer a.b.c'] } }),
      /`request` must be a Request/,
    ],
    'no role': [() => guard.requireRole(good, []), /`roles` must be a role/],
    'a role without a name': [() => guard.requireRole(good, ['admin', '']), /`roles`/],
    'roles that are none': [() => guard.requireRole(good, undefined), /`roles`/],
    'a role that is a number': [() => guard.requireRole(good, [1]), /`roles`/],
    'no scope': [() => guard.requireScope(good, []), /`scopes` must be a scope/],
    'two scopes in one text': [() => guard.requireScope(good, 'a b'), /`scopes`/],
    'a misspelt option': [
      () => guard.requireRole(good, 'admin', { includecustom: false }),
      /did you mean `includeCustom`/,
    ],
    'an option that is no flag': [
      () => guard.requireRole(good, 'admin', { requireAll: 'false' }),
      /`requireAll` must be true or false/,
    ],
    'an option of no effect': [
      () => guard.currentUser(good, { realm: 'a' }),
      /`realm` is no option/,
    ],
  };

  for (const [what, [call, message]] of Object.entries(WRONG)) {
    test(`${what} is a TypeError that says so`, async () => {
      const error = await thrown(call);
      assert.equal(error?.constructor, TypeError, String(error));
      assert.match(error.message, message);
    });
  }
});

describe('the answers to other errors', () => {
  const { CallbackError, DiscoveryError, TokenExchangeError, UserInfoError } = edgeward;
  const ANSWERS = [
    [new InvalidTokenError('token_expired', ''), 401, 'token_expired'],
    [new CallbackError('callback_state_mismatch', ''), 400, 'callback_state_mismatch'],
    [new TokenExchangeError('token_endpoint_refused', ''), 502, 'token_endpoint_refused'],
    [new TokenExchangeError('provider_timed_out', ''), 503, 'provider_timed_out'],
    [new DiscoveryError('provider_unreachable', ''), 503, 'provider_unreachable'],
    [new UserInfoError('provider_unreachable', ''), 503, 'provider_unreachable'],
    [new EdgewardError('clock_unavailable', ''), 503, 'clock_unavailable'],
    [new EdgewardError('not_ready', ''), 500, 'configuration_invalid'],
    [new ConfigError('client_not_configured', ''), 500, 'configuration_invalid'],
  ];

  for (const [error, status, code] of ANSWERS) {
    test(`${error.name} with ${error.code} is ${status}`, async () => {
      error.message = 'what the server alone may know';
      const answer = error.toResponse();
      const text = await answer.text();
      assert.equal(answer.status, status);
      assert.equal(answer.headers.get('content-type'), 'application/problem+json');
      assert.equal(answer.headers.get('cache-control'), 'no-store');
      assert.equal(answer.headers.get('x-content-type-options'), 'nosniff');
      assert.equal(answer.headers.has('www-authenticate'), status === 401);
      assert.equal(answer.headers.has('retry-after'), status === 503);
      const document = JSON.parse(text);
      assert.deepEqual([document.status, document.code], [status, code]);
      assert.equal(document.type, `https://edgeward.dev/errors/${code}`);
      assert.ok(document.title && document.detail);
      assert.ok(!text.includes('alone'));
    });
  }

  test('a refused token has the challenge that a guard without a realm sends', () => {
    const { headers } = new InvalidTokenError('token_expired', '').toResponse();
    const { wwwAuthenticate } = new ChallengeError('token_expired', '');
    assert.equal(headers.get('www-authenticate'), wwwAuthenticate);
  });
});

describe('a user', () => {
  const fields = {
    userId: 'u',
    emailVerified: false,
    roles: ['admin'],
    customRoles: ['billing'],
    scopes: [],
    claims: JSON.parse('{"sub":"u","__proto__":{"roles":["owner"]},"deep":{"list":[1]}}'),
  };

  test('is frozen, all the way down', async () => {
    const user = await guard.currentUser(request(await provider.mint('admin')));
    assert.throws(() => user.roles.push('owner'), TypeError);
    assert.throws(() => (user.claims.sub = 'x'), TypeError);
    assert.throws(() => (user.userId = 'x'), TypeError);
    assert.throws(() => (user.hasRole = () => true), TypeError);
    assert.ok(Object.isFrozen(new User(structuredClone(fields)).claims.deep.list));
  });

  test('comes back from what toJSON gave', async () => {
    const user = await guard.currentUser(request(await provider.mint('billing')));
    const copy = new User(structuredClone(user.toJSON()));
    assert.deepEqual(copy, user);
    assert.ok(copy.hasAllRoles(['admin', 'billing']));
    assert.deepEqual(new User(JSON.parse(JSON.stringify(user))), user);
  });

  test('has no value that its token leaves out, and none of a prototype', () => {
    const user = new User({ ...structuredClone(fields), email: undefined, extra: 'x' });
    assert.deepEqual(Object.keys(user).sort(), Object.keys(fields).sort());
    const polluted = new User(
      JSON.parse('{"userId":"u","roles":[],"customRoles":[],"scopes":[],"__proto__":{"name":"x"}}'),
    );
    assert.equal(Object.getPrototypeOf(polluted), User.prototype);
    assert.equal(polluted.name, undefined);
    assert.deepEqual(user.claims['__proto__'], fields.claims['__proto__']);
  });

  test('has the roles that it has, and a question that is none is a TypeError', () => {
    const user = new User(structuredClone(fields));
    assert.ok(user.hasAnyRole('ADMIN') && user.hasAnyRole(['x', 'billing']));
    assert.ok(!user.hasAnyRole('billing', { includeCustom: false }) && !user.hasAnyRole([]));
    assert.ok(!user.hasRole('\u212aing') && !user.hasRole(''));
    for (const ask of [
      () => user.hasRole(undefined),
      () => user.hasCustomRole(['billing']),
      () => user.hasAnyRole(undefined),
      () => user.hasAllRoles(new Set(['admin'])),
      () => user.hasAnyRole('billing', { includecustom: false }),
      () => user.hasAnyRole('billing', { includeCustom: 0 }),
      () => user.hasAnyRole('billing', false),
      () => user.hasAnyRole('billing', null),
    ]) {
      assert.throws(ask, (error) => error.constructor === TypeError && /`\w+`/.test(error.message));
    }
  });
});

describe('options', () => {
  const authority = 'https://op.example';
  const refused = (options) => {
    const { problems } = caught(() => new Client(options));
    return problems.map(({ option, code }) => `${option}: ${code}`);
  };

  test('are listed with everything that is wrong with them', () => {
    const options = JSON.parse(
      '{"__proto__":{"authority":"https://evil.example"},"audiences":"a"}',
    );
    assert.deepEqual(refused({ ...options, timeout: '3' }), [
      '__proto__: option_unknown',
      'audiences: option_unknown',
      'timeout: option_type_wrong',
      'authority: option_missing',
    ]);
    assert.deepEqual(refused({ authority: 7 }), ['authority: option_type_wrong']);
    assert.deepEqual(refused(options), [
      '__proto__: option_unknown',
      'audiences: option_unknown',
      'authority: option_missing',
    ]);
  });

  test('are not taken from a prototype', () => {
    const options = Object.create({ authority });
    assert.deepEqual(refused(options), ['authority: option_missing']);
  });

  test('may hold a secret that is cleared before a browser has loaded the core', () => {
    const secret = Buffer.from('0123456789abcdef0123456789abcdef');
    const copy = Buffer.from(secret);
    const { hmacSecret } = readOptions({ authority, hmacSecret: secret });
    secret.fill(0);
    assert.deepEqual(Buffer.from(hmacSecret), copy);
  });
});

function request(token) {
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  return new Request('https://app.example/', { headers });
}

/** What the call throws, at once or later. */
async function thrown(call) {
  try {
    await (typeof call === 'function' ? call() : call);
  } catch (error) {
    return error;
  }
  return assert.fail('nothing was thrown');
}

function caught(call) {
  try {
    call();
  } catch (error) {
    return error;
  }
  return assert.fail('nothing was thrown');
}
