// What a caller can put in place of the runtime's own, and clients that know nothing of each other.
export const seams = {
  group: 'fetch, clock and several clients',
  cases: [
    [
      'what a fetch of the own is asked',
      'GET /.well-known/openid-configuration manual omit application/json',
      async ({ client }) => {
        let asked;
        const one = client({
          fetch(url, init) {
            const { method = 'GET', redirect, credentials, headers } = init;
            const accept = new Headers(headers).get('accept');
            asked ??= [method, new URL(url).pathname, redirect, credentials, accept].join(' ');
            return fetch(url, init);
          },
        });
        await one.discovery();
        return asked;
      },
    ],
    [
      'it can answer by itself',
      'valid user-admin',
      async ({ client, sign, provider: { issuer }, rsaKey }) => {
        const documents = {
          '/.well-known/openid-configuration': { issuer, jwks_uri: `${issuer}/keys` },
          '/keys': { keys: [rsaKey] },
        };
        const own = (url) => Response.json(documents[new URL(url).pathname]);
        return client({ fetch: own }).validateToken(await sign({}));
      },
    ],
    [
      'a clock of the own',
      'valid user-admin, InvalidTokenError token_expired exp',
      async ({ client, sign, verdicts }) => {
        let now = 1_700_000_000;
        const one = client({ clock: () => now });
        const token = await sign({ iat: now, exp: now + 100 });
        return verdicts(
          () => one.validateToken(token),
          () => ((now += 160), one.validateToken(token)),
        );
      },
    ],
    [
      'a clock that tells no time',
      'EdgewardError clock_unavailable',
      async ({ client, sign }) => client({ clock: () => NaN }).validateToken(await sign({})),
    ],
    [
      'clients of two issuers in turn',
      'valid user-admin, valid user-editor, InvalidTokenError token_alg_not_allowed, InvalidTokenError token_alg_not_allowed',
      async ({ client, mint, signward: { issuer }, verdicts }) => {
        const one = client({ algorithms: ['RS256'] });
        const signward = { authority: issuer, provider: 'signward', dangerSymmetricJwks: true };
        const other = client({ ...signward, algorithms: ['HS256'] });
        const tokens = await Promise.all([mint('admin'), mint('editor', { at: 'signward' })]);
        const crossed = [
          one.validateToken(tokens[0]),
          other.validateToken(tokens[1]),
          one.validateToken(tokens[1]),
          other.validateToken(tokens[0]),
        ];
        crossed.forEach((verdict) => verdict.catch(() => {}));
        return verdicts(...crossed.map((verdict) => () => verdict));
      },
    ],
    [
      'a hundred calls at once',
      '100 valid',
      async ({ client, sign }) => {
        const one = client();
        const token = await sign({});
        const users = await Promise.all(
          Array.from({ length: 100 }, () => one.validateToken(token)),
        );
        return `${users.filter(({ userId }) => userId === 'user-admin').length} valid`;
      },
    ],
  ],
};
