// A certified OpenID provider on loopback, with what tests need to disturb it.
import { createSecretKey, randomBytes } from 'node:crypto';

import { accountByLogin } from './provider/accounts.mjs';
import { CLIENT_SECRET, createClients } from './provider/clients.mjs';
import { AUDIENCE, configuration, resourceServer, ROUTES } from './provider/configuration.mjs';
import { createOidcProvider } from './provider/engine.mjs';
import { ALGORITHMS, createKey, createKeys } from './provider/keys.mjs';
import { signIn } from './provider/pages.mjs';
import { Store } from './provider/store.mjs';
import { Traffic } from './provider/traffic.mjs';
import { listen } from './server.mjs';

export { ACCOUNTS } from './provider/accounts.mjs';
export { CLIENT_SECRET } from './provider/clients.mjs';
export { API_SCOPES, AUDIENCE } from './provider/configuration.mjs';
export { ALGORITHMS } from './provider/keys.mjs';

/**
 * What can change while the provider runs. `startProvider` hands it out as `state`.
 *
 * @typedef {object} State
 * @property {'standard' | 'signward'} shape
 * @property {Store} store
 * @property {import('./provider/keys.mjs').PrivateJwk[]} keys The first that fits signs.
 * @property {{ kty: 'oct', k: string, kid: string, alg: string, use: string }} sharedKey
 * @property {string[]} algorithms
 * @property {object[]} clients
 * @property {string} cookieKey
 * @property {number} accessTokenTtl Seconds.
 * @property {string} accessTokenAlg
 * @property {'jwt' | 'opaque'} accessTokens
 * @property {boolean} rotateRefreshTokens
 * @property {boolean} refreshTokens
 * @property {Map<string, Record<string, unknown>>} changes Claims over the account's own, by `sub`.
 * @property {(use: 'id_token' | 'userinfo', claims: object) => object} [claimsFor]
 * @property {(token: object, jwt: object) => void} customize
 */

/**
 * @typedef {object} MintOptions
 * @property {string} [alg] One of `ALGORITHMS`, or HS256 with the shared key.
 * @property {number} [ttl] Seconds, may be negative: then it has expired already.
 * @property {string} [scope]
 * @property {string} [client]
 * @property {Record<string, unknown>} [claims] Over the account's own; undefined removes one.
 * @property {Record<string, unknown>} [header] Over `alg`, `kid` and `typ`.
 */

/**
 * Starts a provider. In the `signward` shape the discovery document omits the endpoints, which live
 * under `/connect`, all tokens are HS256, and their key stands in the JWKS for everybody to read.
 *
 * @param {object} [options]
 * @param {number} [options.port]
 * @param {'standard' | 'signward'} [options.shape]
 * @param {string} [options.clientSecret]
 * @param {string[]} [options.redirectUris]
 * @param {string[]} [options.postLogoutRedirectUris]
 * @param {number} [options.accessTokenTtl] Seconds.
 * @param {string} [options.accessTokenAlg]
 * @param {'jwt' | 'opaque'} [options.accessTokens]
 * @param {string} [options.idTokenAlg]
 * @param {State['claimsFor']} [options.claimsFor] What ID Token and userinfo say of an account: all
 *   of its claims if it is not given.
 * @param {boolean} [options.rotateRefreshTokens]
 * @param {boolean} [options.refreshTokens] Whether there are any; yes if not said.
 * @param {import('./provider/keys.mjs').PrivateJwk[]} [options.signingKeys]
 * @param {import('./provider/keys.mjs').PrivateJwk} [options.clientKey] Of `gate-pkjwt`.
 * @param {object[]} [options.clients] In place of the four of `createClients`.
 */
export async function startProvider(options = {}) {
  const { shape = 'standard', port = 0 } = options;
  const traffic = new Traffic(ROUTES[shape]);
  // The issuer holds the port, so the server is there before the provider is.
  let handle = (_request, response) => response.destroy();
  const listener = await listen(
    (request, response) => {
      traffic.pass(request, response, () => handle(request, response));
    },
    { port },
  );
  const issuer = `http://127.0.0.1:${listener.port}`;

  const state = await createState(shape, options);
  const overrides = new WeakMap();
  state.customize = (token, jwt) => override(jwt, overrides.get(token));

  let engine;
  const rebuild = async () => {
    engine = await createOidcProvider(issuer, configuration(state));
    if (shape === 'signward') engine.use(asSignward(state));
    const oidc = engine.callback();
    const current = engine;
    handle = (request, response) => {
      if (!request.url.startsWith('/sign-in/')) return oidc(request, response);
      return signIn(current, request, response).catch((error) => {
        response.writeHead(400, { 'content-type': 'text/plain' }).end(String(error));
      });
    };
  };
  await rebuild();

  return {
    issuer,
    state,
    audience: AUDIENCE,
    clientSecret: options.clientSecret ?? CLIENT_SECRET,
    /** Requests by endpoint: metadata, jwks, authorization, token, userinfo, end_session. */
    counts: traffic.counts,
    /** Every request: `{ endpoint, method, url, headers }`. */
    requests: traffic.requests,
    /** @see Traffic.nextRequest */
    nextRequest: (endpoint) => traffic.nextRequest(endpoint),
    /** @see Traffic.failNext */
    failNext: (endpoint, failure) => traffic.failNext(endpoint, failure),
    /** @see Traffic.mend */
    mend: (endpoint) => traffic.mend(endpoint),

    /**
     * An access token as the token endpoint would give it, without a browser.
     *
     * @param {string} login
     * @param {MintOptions} [options]
     * @returns {Promise<string>}
     */
    async mint(login, { alg, ttl, scope, client = 'gate', claims, header } = {}) {
      const token = new engine.AccessToken({
        accountId: accountByLogin(login).sub,
        client: await engine.Client.find(client),
        resourceServer: resourceServer(state, alg),
        scope,
      });
      const now = Math.floor(Date.now() / 1000);
      const lifetime = ttl === undefined ? {} : { exp: now + ttl, iat: now + Math.min(0, ttl - 1) };
      overrides.set(token, { header, claims: { ...lifetime, ...claims } });
      return token.save();
    },

    /**
     * New keys sign from now on. The old ones stay in the JWKS until they are removed.
     *
     * @returns {Promise<string[]>} The `kid`s of the old keys.
     */
    async rotateKeys() {
      const old = state.keys.map((key) => key.kid);
      state.keys = [...(await createKeys()), ...state.keys];
      await rebuild();
      return old;
    },

    /** @param {string} kid */
    async removeKey(kid) {
      state.keys = state.keys.filter((key) => key.kid !== kid);
      await rebuild();
    },

    /**
     * The account has these claims over its own from now on; nothing said, its own again.
     *
     * @param {string} login
     * @param {Record<string, unknown>} [claims]
     */
    change: (login, claims = {}) => void state.changes.set(accountByLogin(login).sub, claims),

    /** The next refresh of this account's tokens is answered `invalid_grant`. */
    revokeGrant: (login) => state.store.revokeGrants(accountByLogin(login).sub),

    pause: listener.pause,
    resume: listener.resume,
    close: listener.close,
  };
}

async function createState(shape, options) {
  const signward = shape === 'signward';
  const clientKey = options.clientKey ?? (await createKey('ec', { namedCurve: 'P-256' }));
  const { d: _private, ...publicJwk } = clientKey;
  const secret = options.clientSecret ?? CLIENT_SECRET;
  const idTokenAlg = options.idTokenAlg ?? (signward ? 'HS256' : 'RS256');
  return {
    shape,
    store: new Store(),
    changes: new Map(),
    keys: options.signingKeys ?? (await createKeys()),
    // The client's secret is what the provider signs an HS256 ID Token with.
    sharedKey: {
      ...createSecretKey(secret, 'utf8').export({ format: 'jwk' }),
      kid: 'shared',
      alg: 'HS256',
      use: 'sig',
    },
    algorithms: ALGORITHMS,
    clients:
      options.clients ??
      createClients({
        redirectUris: options.redirectUris ?? ['http://127.0.0.1/auth/callback'],
        postLogoutRedirectUris: options.postLogoutRedirectUris ?? [],
        idTokenAlg,
        secret,
        publicJwk,
      }),
    cookieKey: randomBytes(32).toString('base64url'),
    accessTokenTtl: options.accessTokenTtl ?? 600,
    accessTokenAlg: options.accessTokenAlg ?? (signward ? 'HS256' : 'RS256'),
    accessTokens: options.accessTokens ?? 'jwt',
    claimsFor: options.claimsFor,
    rotateRefreshTokens: options.rotateRefreshTokens ?? true,
    refreshTokens: options.refreshTokens ?? true,
  };
}

function override(jwt, change) {
  if (!change) return;
  Object.assign(jwt.payload, change.claims);
  jwt.header = { ...jwt.header, ...change.header };
}

function asSignward(state) {
  return async (ctx, next) => {
    await next();
    if (ctx.oidc?.route === 'discovery') {
      for (const name of ['authorization', 'token', 'userinfo', 'end_session']) {
        delete ctx.body[`${name}_endpoint`];
      }
      ctx.body.id_token_signing_alg_values_supported = ['HS256'];
    }
    if (ctx.oidc?.route === 'jwks') ctx.body = { keys: [state.sharedKey] };
  };
}
