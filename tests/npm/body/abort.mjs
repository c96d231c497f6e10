// Whoever waits can stop waiting.

/** Everything that takes a signal, and waits for the provider. */
const WAITING = {
  discovery: (one, signal) => one.discovery({ signal }),
  jwks: (one, signal) => one.jwks({ signal }),
  refreshMetadata: (one, signal) => one.refreshMetadata({ signal }),
  prepareSync: (one, signal) => one.prepareSync({ signal }),
  authorizeUrl: (one, signal) =>
    one.authorizeUrl({
      redirectUri: 'https://app.example/callback',
      state: 's',
      nonce: 'n',
      codeChallenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
      signal,
    }),
  authorizeUrlWithPkce: (one, signal) =>
    one.authorizeUrlWithPkce({ redirectUri: 'https://app.example/callback', signal }),
  handleCallback: (one, signal) =>
    one.handleCallback('?code=c&state=s', {
      state: 's',
      nonce: 'n',
      codeVerifier: 'v'.repeat(43),
      redirectUri: 'https://app.example/callback',
      signal,
    }),
  exchangeCode: (one, signal) =>
    one.exchangeCode('code', {
      redirectUri: 'https://app.example/callback',
      codeVerifier: 'v'.repeat(43),
      signal,
    }),
  refreshToken: (one, signal) => one.refreshToken('token', { signal }),
  revokeToken: (one, signal) => one.revokeToken('token', { signal }),
  userinfo: (one, signal) => one.userinfo('token', { signal }),
  validateToken: (one, signal, { token }) => one.validateToken(token, { signal }),
  validateIdToken: (one, signal, { token }) => one.validateIdToken(token, { nonce: 'n', signal }),
  verifyJws: (one, signal, { token }) => one.verifyJws(token, { signal }),
  endSessionUrl: (one, signal) => one.endSessionUrl({ signal }),
};

/** A client whose requests are never answered, and when the first of them is sent. */
function silent({ party }) {
  let sent;
  const first = new Promise((resolve) => (sent = resolve));
  return { one: party({ fetch: () => (sent(), new Promise(() => {})) }), first };
}

export const abort = {
  group: 'AbortSignal',
  cases: [
    ...Object.entries(WAITING).flatMap(([name, call]) => [
      [
        `${name}, aborted before`,
        'AbortError, 0 requests',
        async (t) => {
          let requests = 0;
          const one = t.party({ fetch: () => ((requests += 1), new Promise(() => {})) });
          const token = await t.sign({});
          const verdict = await t.verdicts(() => call(one, AbortSignal.abort(), { token }));
          return `${verdict}, ${requests} requests`;
        },
      ],
      [
        `${name}, aborted while it waits`,
        'reason of the caller',
        async (t) => {
          const { one, first } = silent(t);
          const controller = new AbortController();
          const token = await t.sign({});
          const working = call(one, controller.signal, { token });
          first.then(() => controller.abort('reason of the caller'));
          return working.then(
            () => '! went through',
            (reason) => reason,
          );
        },
      ],
    ]),
    [
      'the static verifyJws',
      'AbortError',
      ({ edgeward: { verifyJws }, rsaKey }) =>
        verifyJws('a.b.c', { jwks: { keys: [rsaKey] }, signal: AbortSignal.abort() }),
    ],
    [
      'what all wait for goes on',
      'AbortError, valid user-admin',
      async ({ client, sign, verdicts }) => {
        let answer;
        const held = new Promise((resolve) => (answer = resolve));
        const one = client({ fetch: async (...request) => (await held, fetch(...request)) });
        const controller = new AbortController();
        const token = await sign({});
        const first = one.validateToken(token, { signal: controller.signal });
        const second = one.validateToken(token);
        controller.abort();
        const given = await verdicts(() => first);
        answer();
        return `${given}, ${await verdicts(() => second)}`;
      },
    ],
    [
      'a signal that fires after the answer',
      'valid user-admin',
      async ({ client, sign }) => {
        const controller = new AbortController();
        const { signal } = controller;
        const user = await client().validateToken(await sign({}), { signal });
        controller.abort();
        return user;
      },
    ],
    [
      'a signal that is none',
      'TypeError signal',
      ({ client }) => client().discovery({ signal: {} }),
    ],
  ],
};
