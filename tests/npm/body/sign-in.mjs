// A person signs in at the provider, and everything that follows from it.

/** Begins, sends the person through the provider's pages, and comes back. */
async function come(t, options, login = 'admin') {
  const { redirectUri } = t;
  const one = t.party(options);
  const { url, ...kept } = await one.authorizeUrlWithPkce({ redirectUri });
  return { one, address: await t.signIn(url, login), kept: { ...kept, redirectUri } };
}

async function signedIn(t, options, login) {
  const { one, address, kept } = await come(t, options, login);
  return { one, ...(await one.handleCallback(address, kept)) };
}

const changed = (address, name, value) => {
  const url = new URL(address);
  if (value === undefined) url.searchParams.delete(name);
  else url.searchParams.set(name, value);
  return url;
};

export const signIn = {
  group: 'the sign-in',
  cases: [
    [
      'from the first address to the user',
      'valid user-billing',
      async (t) => (await signedIn(t, {}, 'billing')).user,
    ],
    [
      'the tokens that it brings, frozen',
      'true Bearer 600 true true',
      async (t) => {
        const { tokens } = await signedIn(t);
        const { tokenType, expiresIn, idToken, refreshToken } = tokens;
        const texts = [Object.isFrozen(tokens), tokenType, expiresIn];
        return [...texts, idToken.startsWith('eyJ'), refreshToken.length > 20].join(' ');
      },
    ],
    [
      'its access token is good',
      'valid user-editor',
      async (t) => {
        const { one, tokens } = await signedIn(t, {}, 'editor');
        return one.validateToken(tokens.accessToken);
      },
    ],
    [
      'client_secret_post',
      'valid user-admin',
      async (t) =>
        (await signedIn(t, { clientId: 'gate-post', clientAuth: 'client_secret_post' })).user,
    ],
    [
      'a client without a secret',
      'valid user-admin',
      async (t) => (await signedIn(t, { clientId: 'gate-public', clientSecret: undefined })).user,
    ],
    [
      'a wrong secret',
      'TokenExchangeError token_endpoint_refused invalid_client 401',
      async (t) => signedIn(t, { clientSecret: 'wrong' }),
    ],
    [
      'the address as URL, as query and as form',
      'valid user-admin, valid user-admin, valid user-admin',
      async (t) =>
        t.verdicts(
          ...[
            (address) => new URL(address),
            (address) => new URL(address).search,
            (address) => new URL(address).searchParams,
          ].map((form) => async () => {
            const { one, address, kept } = await come(t);
            return (await one.handleCallback(form(address), kept)).user;
          }),
        ),
    ],
    [
      "another sign-in's state",
      'CallbackError callback_state_mismatch',
      async (t) => {
        const { one, address, kept } = await come(t);
        return one.handleCallback(changed(address, 'state', 'x'.repeat(43)), kept);
      },
    ],
    [
      'no state',
      'CallbackError callback_state_missing',
      async (t) => {
        const { one, address, kept } = await come(t);
        return one.handleCallback(changed(address, 'state'), kept);
      },
    ],
    [
      "another issuer's answer",
      'CallbackError callback_issuer_mismatch',
      async (t) => {
        const { one, address, kept } = await come(t);
        return one.handleCallback(changed(address, 'iss', 'https://x.example'), kept);
      },
    ],
    [
      'no issuer, from a provider that says it',
      'CallbackError callback_issuer_missing',
      async (t) => {
        const { one, address, kept } = await come(t);
        return one.handleCallback(changed(address, 'iss'), kept);
      },
    ],
    [
      "another sign-in's nonce",
      'InvalidTokenError token_nonce_mismatch nonce',
      async (t) => {
        const { one, address, kept } = await come(t);
        return one.handleCallback(address, { ...kept, nonce: 'x'.repeat(43) });
      },
    ],
    [
      "another sign-in's verifier",
      'TokenExchangeError token_endpoint_refused invalid_grant 400',
      async (t) => {
        const { one, address, kept } = await come(t);
        return one.handleCallback(address, { ...kept, codeVerifier: 'x'.repeat(43) });
      },
    ],
    [
      'the same code twice',
      'valid user-admin, TokenExchangeError token_endpoint_refused invalid_grant 400',
      async (t) => {
        const { one, address, kept } = await come(t);
        const redeem = async () => (await one.handleCallback(address, kept)).user;
        return t.verdicts(redeem, redeem);
      },
    ],
    [
      'a refusal of the provider',
      'CallbackError callback_refused access_denied',
      async (t) => {
        const { one, kept } = await come(t);
        const { state } = kept;
        const iss = t.provider.issuer;
        return one.handleCallback(
          new URLSearchParams({ error: 'access_denied', state, iss }),
          kept,
        );
      },
    ],
    [
      'an address without an answer',
      'CallbackError callback_state_missing',
      async (t) => {
        const { one, kept } = await come(t);
        return one.handleCallback('https://app.example/callback', kept);
      },
    ],
    [
      'exchangeCode, step by step',
      'valid user-admin',
      async (t) => {
        const { one, address, kept } = await come(t);
        const { nonce, codeVerifier, redirectUri } = kept;
        const code = new URL(address).searchParams.get('code');
        const { idToken, accessToken } = await one.exchangeCode(code, {
          codeVerifier,
          redirectUri,
        });
        return one.validateIdToken(idToken, { nonce, accessToken });
      },
    ],
    [
      'bindings of the own',
      'valid user-admin',
      async (t) => {
        const { redirectUri } = t;
        // RFC 7636, appendix B.
        const codeVerifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
        const codeChallenge = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM';
        const [state, nonce] = ['s'.repeat(43), 'n'.repeat(43)];
        const one = t.party();
        const url = await one.authorizeUrl({ redirectUri, state, nonce, codeChallenge });
        const address = await t.signIn(url);
        return (await one.handleCallback(address, { state, nonce, codeVerifier, redirectUri }))
          .user;
      },
    ],
  ],
};
