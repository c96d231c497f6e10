// What a relying party does with a person who is signed in, and addresses that it makes.
const redirectUri = 'https://app.example/callback';

async function signedIn(t, login = 'admin') {
  const one = t.party();
  const { url, ...kept } = await one.authorizeUrlWithPkce({ redirectUri: t.redirectUri });
  const address = await t.signIn(url, login);
  const answer = await one.handleCallback(address, { ...kept, redirectUri: t.redirectUri });
  return { one, ...answer };
}

const parameters = (url, ...names) => {
  const { searchParams } = new URL(url);
  return names.map((name) => searchParams.get(name)).join(' ');
};

export const afterSignIn = {
  group: 'refresh, userinfo, revocation, addresses',
  cases: [
    [
      'refreshToken',
      'valid user-admin, true',
      async (t) => {
        const { one, tokens } = await signedIn(t);
        const renewed = await one.refreshToken(tokens.refreshToken);
        const { userId } = await one.validateToken(renewed.accessToken);
        return `valid ${userId}, ${renewed.refreshToken !== tokens.refreshToken}`;
      },
    ],
    [
      'a refresh token that is none',
      'TokenExchangeError token_endpoint_refused invalid_grant 400',
      (t) => t.party().refreshToken('nonsense'),
    ],
    [
      'the ID Token of a refresh has no nonce that was asked for',
      'valid user-admin',
      async (t) => {
        const { one, tokens } = await signedIn(t);
        const { idToken } = await one.refreshToken(tokens.refreshToken);
        return one.validateIdToken(idToken, { nonce: t.edgeward.skipNonce });
      },
    ],
    [
      'userinfo',
      'valid user-editor, valid user-editor, UserInfoError token_subject_mismatch',
      async (t) => {
        // One for an API is none for this endpoint.
        await t.ask('access-tokens', { form: 'opaque' });
        const { one, tokens } = await signedIn(t, 'editor');
        await t.ask('access-tokens', { form: 'jwt' });
        return t.verdicts(
          () => one.userinfo(tokens.accessToken),
          () => one.userinfo(tokens.accessToken, { sub: 'user-editor' }),
          () => one.userinfo(tokens.accessToken, { sub: 'user-admin' }),
        );
      },
    ],
    [
      'userinfo with a token that is none',
      'UserInfoError provider_status_unexpected 401',
      (t) => t.party().userinfo('nonsense'),
    ],
    [
      'revokeToken',
      'revoked, TokenExchangeError token_endpoint_refused invalid_grant 400',
      async (t) => {
        const { one, tokens } = await signedIn(t);
        return t.verdicts(
          async () => {
            await one.revokeToken(tokens.refreshToken, { hint: 'refresh_token' });
            return 'revoked';
          },
          () => one.refreshToken(tokens.refreshToken),
        );
      },
    ],
    [
      'a hint that is none',
      'TypeError hint',
      (t) => t.party().revokeToken('t', { hint: 'id_token' }),
    ],
    [
      'the parameters of an authorization request',
      'code gate https://app.example/callback S256 openid x form_post login 7 ada de en gold api1',
      async (t) => {
        const { url } = await t.party().authorizeUrlWithPkce({
          redirectUri,
          scope: 'openid x',
          responseMode: 'form_post',
          prompt: 'login',
          maxAge: 7,
          loginHint: 'ada',
          uiLocales: 'de en',
          acrValues: 'gold',
          extraParams: { audience: 'api1' },
        });
        const first = parameters(
          url,
          'response_type',
          'client_id',
          'redirect_uri',
          'code_challenge_method',
          'scope',
          'response_mode',
        );
        return `${first} ${parameters(url, 'prompt', 'max_age', 'login_hint', 'ui_locales', 'acr_values', 'audience')}`;
      },
    ],
    [
      'texts of any length and any script, on their way into the core and back',
      'the same',
      async (t) => {
        for (const character of ['a', 'é', '€', '😀']) {
          for (const length of [1, 127, 128, 129, 130, 700]) {
            for (const text of [
              character.repeat(length),
              'a'.repeat(length) + character,
              character + 'a'.repeat(length),
            ]) {
              const { url } = await t
                .party()
                .authorizeUrlWithPkce({ redirectUri, loginHint: text });
              if (parameters(url, 'login_hint') !== text)
                return `${length} characters with ${character}`;
            }
          }
        }
        return 'the same';
      },
    ],
    [
      'state, nonce, verifier and challenge are fresh, and each its own',
      'true 43 43 43 43',
      async (t) => {
        const one = t.party();
        const begun = [];
        for (let i = 0; i < 3; i += 1) begun.push(await one.authorizeUrlWithPkce({ redirectUri }));
        const challenge = ({ url }) => parameters(url, 'code_challenge');
        const values = begun.flatMap((it) => [it.state, it.nonce, it.codeVerifier, challenge(it)]);
        return [
          new Set(values).size === 12,
          ...values.slice(0, 4).map(({ length }) => length),
        ].join(' ');
      },
    ],
    [
      'what it gives back is what it sends',
      'true true',
      async (t) => {
        const { url, state, nonce } = await t.party().authorizeUrlWithPkce({ redirectUri });
        return parameters(url, 'state', 'nonce')
          .split(' ')
          .map((sent, index) => sent === [state, nonce][index])
          .join(' ');
      },
    ],
    ...['state', 'client_secret', 'code_verifier', 'redirect_uri', 'request'].map((name) => [
      `the extra parameter ${name}`,
      'TypeError extraParams',
      (t) => t.party().authorizeUrlWithPkce({ redirectUri, extraParams: { [name]: 'x' } }),
    ]),
    ['no redirect URI', 'TypeError redirectUri', (t) => t.party().authorizeUrlWithPkce({})],
    ['no options at all', 'TypeError redirectUri', (t) => t.party().authorizeUrlWithPkce()],
    [
      'another method than S256',
      'TypeError codeChallengeMethod',
      (t) =>
        t.party().authorizeUrl({
          redirectUri,
          state: 's',
          nonce: 'n',
          codeChallenge: 'c',
          codeChallengeMethod: 'plain',
        }),
    ],
    [
      'a client without an id',
      'ConfigError client_not_configured',
      (t) => t.client().authorizeUrlWithPkce({ redirectUri }),
    ],
    [
      'endSessionUrl',
      '/logout gate hint https://app.example/ back de',
      async (t) => {
        const url = await t.party().endSessionUrl({
          idTokenHint: 'hint',
          postLogoutRedirectUri: 'https://app.example/',
          state: 'back',
          uiLocales: 'de',
        });
        const names = [
          'client_id',
          'id_token_hint',
          'post_logout_redirect_uri',
          'state',
          'ui_locales',
        ];
        return `${new URL(url).pathname} ${parameters(url, ...names)}`;
      },
    ],
    [
      'privacyCenterUrl',
      'https://idp.example/Auth/MyPrivacy https://www.example/x/Auth/MyPrivacy',
      ({ edgeward: { Client } }) => {
        const authority = 'https://idp.example';
        const clients = [{ authority }, { authority, webBaseUrl: 'https://www.example/x/' }];
        return clients.map((options) => new Client(options).privacyCenterUrl()).join(' ');
      },
    ],
  ],
};
