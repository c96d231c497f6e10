// The configuration of `oidc-provider`: strict where a relying party must prove that it can be.
import { createSecretKey } from 'node:crypto';

import { accountBySub } from './accounts.mjs';
import { renderError, renderSignedOut, renderSignOut } from './pages.mjs';

/** The audience of every access token, as at Signward. */
export const AUDIENCE = 'idserver-api';
/** The scopes of the API, beside those of OpenID Connect. */
export const API_SCOPES = 'api:read api:write';

const RESOURCE = 'urn:edgeward:api';

/** Where the endpoints live, by shape. The names are the provider's own names of its routes. */
export const ROUTES = {
  standard: {
    authorization: '/authorize',
    token: '/token',
    userinfo: '/userinfo',
    end_session: '/logout',
    jwks: '/jwks',
    revocation: '/revoke',
  },
  signward: {
    authorization: '/connect/authorize',
    token: '/connect/token',
    userinfo: '/connect/userinfo',
    end_session: '/connect/endsession',
    jwks: '/.well-known/jwks',
    revocation: '/connect/revocation',
  },
};

/**
 * @param {import('../provider.mjs').State} state What can change while the provider runs.
 * @returns {object}
 */
export function configuration(state) {
  return {
    adapter: state.store.adapter,
    jwks: { keys: state.keys },
    clients: state.clients,
    cookies: { keys: [state.cookieKey] },
    // Single-page apps ask it from origins of their own.
    clientBasedCORS: () => true,
    routes: ROUTES[state.shape],
    scopes: ['openid', 'profile', 'email', 'offline_access'],
    claims: {
      openid: ['sub', 'tenant_id', 'roles', 'custom_roles'],
      profile: ['name', 'given_name', 'family_name'],
      email: ['email', 'email_verified'],
    },
    // Providers put the claims into the ID Token more often than the standard's letter asks.
    conformIdTokenClaims: false,
    enabledJWA: { idTokenSigningAlgValues: [...state.algorithms, 'HS256'] },
    pkce: { required: () => true },
    ttl: {
      AccessToken: () => state.accessTokenTtl,
      IdToken: 3600,
      AuthorizationCode: 60,
      Interaction: 3600,
      Session: 86_400,
      Grant: 86_400,
      RefreshToken: 86_400,
    },
    findAccount: async (_ctx, sub) => {
      const claims = claimsOf(state, sub);
      const claimsFor = (use) => state.claimsFor?.(use, claims) ?? claims;
      return claims && { accountId: sub, claims: async (use) => ({ sub, ...claimsFor(use) }) };
    },
    loadExistingGrant,
    issueRefreshToken: (_ctx, client) =>
      state.refreshTokens && client.grantTypeAllowed('refresh_token'),
    rotateRefreshToken: () => state.rotateRefreshTokens,
    extraTokenClaims: (_ctx, token) => claimsOf(state, token.accountId),
    formats: { customizers: { jwt: (_ctx, token, jwt) => state.customize(token, jwt) } },
    interactions: { url: (_ctx, interaction) => `/sign-in/${interaction.uid}` },
    renderError,
    features: {
      devInteractions: { enabled: false },
      dPoP: { enabled: false },
      revocation: { enabled: true },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: renderSignOut,
        postLogoutSuccessSource: renderSignedOut,
      },
      resourceIndicators: {
        enabled: true,
        // An opaque access token is one without a resource, good at the userinfo endpoint only.
        defaultResource: () => (state.accessTokens === 'jwt' ? RESOURCE : undefined),
        useGrantedResource: () => true,
        getResourceServerInfo: () => resourceServer(state),
      },
    },
  };
}

/**
 * @param {import('../provider.mjs').State} state
 * @param {string} [alg]
 * @returns {object} The API that access tokens are for.
 */
export function resourceServer(state, alg = state.accessTokenAlg) {
  const sign = alg.startsWith('HS')
    ? { alg, kid: state.sharedKey.kid, key: createSecretKey(state.sharedKey.k, 'base64url') }
    : { alg };
  return {
    identifier: () => RESOURCE,
    audience: AUDIENCE,
    scope: API_SCOPES,
    accessTokenFormat: 'jwt',
    jwt: { sign },
  };
}

// What the account has now: a test can give and take claims while somebody is signed in.
function claimsOf(state, sub) {
  const account = accountBySub(sub);
  return account && { ...account.claims, ...state.changes.get(sub) };
}

// Nobody is asked for consent: these are the house's own clients.
async function loadExistingGrant(ctx) {
  const { provider, client, session } = ctx.oidc;
  const known = ctx.oidc.result?.consent?.grantId ?? session.grantIdFor(client.clientId);
  const existing = known && (await provider.Grant.find(known));
  if (existing) return existing;
  const grant = new provider.Grant({ accountId: session.accountId, clientId: client.clientId });
  grant.addOIDCScope('openid profile email offline_access');
  grant.addResourceScope(RESOURCE, API_SCOPES);
  await grant.save();
  return grant;
}
