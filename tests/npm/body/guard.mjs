// Who may pass by a request's bearer token, and what the others are answered.
const request = (token) =>
  new Request('https://app.example/', token && { headers: { authorization: `Bearer ${token}` } });

/** What a guard says of a login's token: the user, or the answer that the error makes. */
const about =
  (ask, login, minted = {}) =>
  async (t) => {
    const guard = new t.edgeward.Guard(t.client(), { realm: 'app' });
    const token = login && (await t.mint(login, minted));
    try {
      return await ask(guard, request(token));
    } catch (error) {
      if (!(error instanceof t.edgeward.ChallengeError)) throw error;
      const answer = error.toResponse();
      return `${error.code} ${answer.status} ${answer.headers.get('www-authenticate')}`;
    }
  };

const user = (guard, asked) => guard.currentUser(asked);

const requires =
  (...more) =>
  (guard, asked) =>
    guard.requireRole(asked, ...more);

const missing =
  'role_or_scope_missing 403 Bearer realm="app", error="insufficient_scope", error_description="the access token does not grant this"';

export const guard = {
  group: 'Guard',
  cases: [
    ['a good token', 'valid user-admin', about(user, 'admin')],
    ['no credential', 'credentials_missing 401 Bearer realm="app"', about(user)],
    [
      'a bad one',
      'token_expired 401 Bearer realm="app", error="invalid_token", error_description="the access token is not valid here"',
      about(user, 'admin', { ttl: -100 }),
    ],
    [
      'nobody, where somebody is optional',
      'nobody',
      about(async (it, asked) => (await it.optionalUser(asked)) ?? 'nobody'),
    ],
    [
      'no bearer token',
      'authorization_malformed 400 Bearer realm="app", error="invalid_request", error_description="send one bearer token in one Authorization header"',
      about(
        (it) => it.optionalUser({ headers: new Headers({ authorization: 'Bearer a b' }) }),
        'admin',
      ),
    ],
    ['one of the roles', 'valid user-editor', about(requires(['admin', 'EDITOR']), 'editor')],
    ['none of the roles', missing, about(requires(['admin', 'editor']), 'member')],
    [
      'all of the roles, custom ones too',
      'valid user-billing',
      about(requires(['admin', 'billing'], { requireAll: true }), 'billing'),
    ],
    [
      'all of the roles, without custom ones',
      missing,
      about(requires(['admin', 'billing'], { requireAll: true, includeCustom: false }), 'billing'),
    ],
    [
      'a scope that is missing',
      `${missing}, scope="api:write"`,
      about((it, asked) => it.requireScope(asked, 'api:write'), 'admin', { scope: 'api:read' }),
    ],
    [
      'both scopes',
      'valid user-admin',
      about((it, asked) => it.requireScope(asked, ['api:read', 'api:write']), 'admin', {
        scope: 'api:read api:write',
      }),
    ],
    ['no role to ask for', 'TypeError roles', about(requires([]), 'admin')],
    ['no client', 'TypeError client', ({ edgeward: { Guard } }) => new Guard({}) && 'taken'],
    [
      'a provider that is down',
      'DiscoveryError provider_unreachable',
      async ({ edgeward: { Guard }, client, sign }) => {
        const guard = new Guard(client({ authority: 'http://127.0.0.1:9' }));
        return guard.currentUser(request(await sign({})));
      },
    ],
  ],
};
