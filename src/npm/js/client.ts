// The relying party of one issuer.
import {
  argument,
  only,
  signal,
  table,
  take,
  text,
  texts,
  whole,
  type Taken,
  type Type,
  type Waiting,
} from './arguments.js';
import { queryOf } from './callback-address.js';
import * as calls from './calls.js';
import { core } from './core.js';
import {
  skipNonce,
  type AuthorizeOptions,
  type BoundAuthorizeOptions,
  type CallbackOptions,
  type EndSessionOptions,
  type IdTokenPolicy,
  type Metadata,
  type SignedIn,
  type SignInRequest,
  type TokenPolicy,
  type TokenResponse,
} from './messages.js';
import {
  readOptions,
  type Algorithm,
  type ClientOptions,
  type JwkSet,
  type JwkSetLike,
  type ReadOptions,
} from './options.js';
import { notReady, RelyingParty, type Expected } from './relying-party.js';
import { tokenPolicy } from './token-policy.js';
import { freeze, type User } from './user.js';
import { tokenText, verifyBy, type VerifiedJws, type Verify } from './verify-jws.js';
import { settle } from './waiting.js';

const AUTHORIZE = {
  redirectUri: text,
  scope: text,
  responseMode: text,
  prompt: text,
  maxAge: whole,
  loginHint: text,
  uiLocales: text,
  acrValues: text,
  extraParams: table,
};

/** What can stand in a header field (RFC 6750, section 2.1, says less). */
const bearer: Type<string> = only('a token: printable ASCII without spaces', (value) =>
  /^[!-~]+$/.test(text.take(value) ?? ''),
);

const ID_TOKEN_POLICY = {
  nonce: {
    expected: 'a string or `skipNonce`',
    take: (value: unknown) => (value === skipNonce ? skipNonce : text.take(value)),
  },
  maxAge: whole,
  accessToken: text,
  trustedAudiences: texts,
};

type Types = Record<string, Type<unknown>>;

/**
 * A relying party of one issuer. Make one and keep it: the provider's documents and keys live in it,
 * and nothing of any user.
 */
export class Client {
  /** The provider's address. */
  declare readonly authority: string;
  /** The client's id at the provider. */
  declare readonly clientId: string | undefined;
  /** Where people manage their data. */
  declare readonly webBaseUrl: string;

  readonly #options: ReadOptions;
  #party: RelyingParty | undefined;

  /**
   * @throws {ConfigError} With everything that is wrong with the options. In a browser, where the core
   *   loads with the first call, what an option means is said by that call.
   * @throws {TypeError} There is no options object, or it cannot be read.
   */
  constructor(options: ClientOptions) {
    this.#options = readOptions(options);
    Object.assign(this, this.#options.shown);
    if (core.now() !== undefined) this.#now();
  }

  /**
   * The provider's metadata, the whole document. It is fetched once and kept fresh.
   *
   * @throws {DiscoveryError} It cannot be had, or is refused.
   */
  async discovery(options?: Waiting): Promise<Metadata> {
    return freeze(await this.#with(options, {}, (party) => party.ask<Metadata>(calls.DISCOVERY)));
  }

  /**
   * The provider's keys that can be used, public members only.
   *
   * @throws {DiscoveryError} They cannot be had, or are refused.
   */
  async jwks(options?: Waiting): Promise<JwkSet> {
    return freeze(await this.#with(options, {}, (party) => party.jwks<JwkSet>()));
  }

  /**
   * Fetches metadata and keys anew, whatever their age. What was known stays if that fails.
   *
   * @throws {DiscoveryError} They cannot be had, or are refused.
   */
  async refreshMetadata(options?: Waiting): Promise<void> {
    await this.#with(options, {}, (party) => party.refresh(this.#options.hasStaticKeys));
  }

  /**
   * The authorization request with bindings of the caller's own. `authorizeUrlWithPkce` makes them
   * itself, which is harder to get wrong.
   *
   * @throws {DiscoveryError} The provider's metadata cannot be had, or are refused.
   * @throws {ConfigError} The client has no id.
   * @throws {TypeError} An option is none.
   */
  async authorizeUrl(options: BoundAuthorizeOptions): Promise<string> {
    const types = {
      ...AUTHORIZE,
      state: text,
      nonce: text,
      codeChallenge: text,
      codeChallengeMethod: text,
      signal,
    };
    const { signal: stop, codeChallengeMethod = 'S256', ...request } = take(options, types);
    if (codeChallengeMethod !== 'S256') throw new TypeError('`codeChallengeMethod` must be `S256`');
    return this.#wait(stop, (party) => party.ask<string>(calls.AUTHORIZE_URL, request));
  }

  /**
   * The authorization request with fresh `state`, `nonce` and PKCE. Keep all three for the callback.
   *
   * @throws {DiscoveryError} The provider's metadata cannot be had, or are refused.
   * @throws {ConfigError} The client has no id.
   * @throws {TypeError} An option is none.
   */
  async authorizeUrlWithPkce(options: AuthorizeOptions): Promise<SignInRequest> {
    return this.#with(options, AUTHORIZE, (party, request) => party.begin<SignInRequest>(request));
  }

  /**
   * Validates the response to a sign-in, redeems its code and validates the ID Token.
   *
   * @param url The address that the person came back to, or the posted form.
   * @throws {CallbackError} The response is another sign-in's, forged, or the provider's refusal.
   * @throws {TokenExchangeError} The token endpoint refused or failed.
   * @throws {InvalidTokenError} The ID Token is missing or refused.
   * @throws {DiscoveryError} The provider's metadata or keys cannot be had, or are refused.
   * @throws {TypeError} An argument is none.
   */
  async handleCallback(
    url: string | URL | URLSearchParams,
    options: CallbackOptions,
  ): Promise<SignedIn> {
    const response = queryOf(url);
    const types = {
      state: text,
      nonce: text,
      codeVerifier: text,
      redirectUri: text,
      maxAge: whole,
    };
    return this.#with(options, types, (party, expected) =>
      party.finish(response, expected as Expected),
    );
  }

  /**
   * Redeems a code, once. The ID Token in the answer is not validated: `handleCallback` does it all.
   *
   * @throws {TokenExchangeError} The token endpoint refused or failed.
   * @throws {DiscoveryError} The provider's metadata cannot be had, or are refused.
   * @throws {TypeError} An argument is none.
   */
  async exchangeCode(
    code: string,
    options: { redirectUri: string; codeVerifier: string } & Waiting,
  ): Promise<TokenResponse> {
    argument('code', code, text);
    const types = { redirectUri: text, codeVerifier: text };
    return this.#with(options, types, (party, request) =>
      party.tokens(calls.EXCHANGE_CODE, { code, ...request }),
    );
  }

  /**
   * Renews tokens. An answer without a refresh token means that the old one stays good.
   *
   * @throws {TokenExchangeError} The token endpoint refused or failed.
   * @throws {DiscoveryError} The provider's metadata cannot be had, or are refused.
   * @throws {TypeError} An argument is none.
   */
  async refreshToken(refreshToken: string, options?: Waiting): Promise<TokenResponse> {
    argument('refreshToken', refreshToken, text);
    return this.#with(options, {}, (party) => party.tokens(calls.REFRESH_TOKEN, { refreshToken }));
  }

  /**
   * Revokes a token (RFC 7009).
   *
   * @throws {TokenExchangeError} The revocation endpoint refused or failed, or there is none.
   * @throws {DiscoveryError} The provider's metadata cannot be had, or are refused.
   * @throws {TypeError} An argument is none.
   */
  async revokeToken(
    token: string,
    options?: { hint?: 'access_token' | 'refresh_token' | undefined } & Waiting,
  ): Promise<void> {
    argument('token', token, text);
    await this.#with(options, { hint: text }, (party, { hint }) =>
      party.exchange(calls.REVOKE_TOKEN, calls.REVOKED, { token, hint }),
    );
  }

  /**
   * Asks who the person of an access token is.
   *
   * @param options `sub` of the ID Token, if there is one: an answer about somebody else is refused.
   * @throws {UserInfoError} The userinfo endpoint failed, or its answer is about somebody else.
   * @throws {DiscoveryError} The provider's metadata cannot be had, or are refused.
   * @throws {TypeError} An argument is none.
   */
  async userinfo(
    accessToken: string,
    options?: { sub?: string | undefined } & Waiting,
  ): Promise<User> {
    argument('accessToken', accessToken, bearer);
    return this.#with(options, { sub: text }, (party, { sub }) => party.userinfo(accessToken, sub));
  }

  /**
   * Validates an access token, and says who its user is. Roles are looked at by `Guard`, or by the
   * methods of the user.
   *
   * @throws {InvalidTokenError} The token is refused.
   * @throws {DiscoveryError} The provider cannot be asked, so nothing is known of the token.
   * @throws {ConfigError} Neither the client nor the call names an audience.
   * @throws {TypeError} An argument is none.
   */
  validateToken(token: string, options?: TokenPolicy & Waiting): Promise<User> {
    // Neither `async` nor by `#wait`: each would be a promise or a function more for every token, and a
    // line more in the stack of each error.
    try {
      const bounded = tokenText('token', token);
      const { signal: stop, policy } = tokenPolicy(options, { signal });
      stop?.throwIfAborted();
      const party = this.#party;
      const seen = policy === undefined ? party?.seen(bounded) : undefined;
      const user =
        seen ??
        party?.user(calls.ACCESS_TOKEN, bounded, policy) ??
        this.#wait(stop, (loaded) => loaded.user(calls.ACCESS_TOKEN, bounded, policy));
      return user instanceof Promise ? settle(user, stop) : Promise.resolve(user);
    } catch (error) {
      // A moment later: a promise that is rejected before anybody waits for it goes into the host's records
      // of such, which takes a browser a fifth of the whole refusal or more.
      return Promise.resolve().then(() => {
        throw error;
      });
    }
  }

  /**
   * Validates an access token without waiting. Node, Bun and Deno need the keys to be here, other runtimes
   * the pure-Rust verifier too: `prepareSync` brings both.
   *
   * @throws {InvalidTokenError} The token is refused.
   * @throws {EdgewardError} `not_ready`: something that it takes is not here.
   * @throws {ConfigError} Neither the client nor the call names an audience.
   * @throws {TypeError} An argument is none.
   */
  validateTokenSync(token: string, options?: TokenPolicy): User {
    const bounded = tokenText('token', token);
    const { policy } = tokenPolicy(options, {});
    const seen = policy === undefined ? this.#party?.seen(bounded) : undefined;
    return seen ?? this.#now().userNow(bounded, policy);
  }

  /**
   * Brings what a synchronous call needs: the core, the keys, and a verifier for each of them.
   *
   * @throws {DiscoveryError} The provider's metadata or keys cannot be had, or are refused.
   */
  async prepareSync(options?: Waiting): Promise<void> {
    await this.#with(options, {}, (party) => party.prepareSync());
  }

  /**
   * Validates an ID Token, and says who it is about.
   *
   * @throws {InvalidTokenError} The token is refused.
   * @throws {DiscoveryError} The provider's keys cannot be had, or are refused.
   * @throws {ConfigError} The client has no id.
   * @throws {TypeError} An argument is none.
   */
  async validateIdToken(idToken: string, options: IdTokenPolicy): Promise<User> {
    const bounded = tokenText('idToken', idToken);
    return this.#with(options, ID_TOKEN_POLICY, (party, { nonce, ...rest }) => {
      const expected = nonce === skipNonce ? { skipNonce: true } : { nonce };
      return party.user(calls.ID_TOKEN, bounded, { ...rest, ...expected });
    });
  }

  /**
   * Verifies the signature of a compact JWS, by the provider's keys or by `jwks`. It does not look at
   * the payload, which can be anything: no claim is validated.
   *
   * @throws {InvalidTokenError} The JWS is refused.
   * @throws {DiscoveryError} The provider's keys cannot be had, or are refused.
   * @throws {ConfigError} `jwks` is refused.
   * @throws {TypeError} An argument is none.
   */
  async verifyJws(
    token: string,
    options?: {
      jwks?: JwkSetLike | undefined;
      algorithms?: readonly Algorithm[] | undefined;
    } & Waiting,
  ): Promise<VerifiedJws> {
    const own: Verify = async (bounded, policy) => (await this.#load()).jws(bounded, policy);
    return verifyBy(own, token, options);
  }

  /**
   * Where a person is sent to sign out at the provider too (RP-Initiated Logout 1.0).
   *
   * @throws {DiscoveryError} The provider's metadata cannot be had, or name no such endpoint.
   * @throws {ConfigError} The client has no id.
   * @throws {TypeError} An option is none.
   */
  async endSessionUrl(options?: EndSessionOptions): Promise<string> {
    const types = {
      idTokenHint: text,
      postLogoutRedirectUri: text,
      state: text,
      uiLocales: text,
    };
    return this.#with(options, types, (party, request) =>
      party.ask<string>(calls.END_SESSION_URL, request),
    );
  }

  /** The address where people see and manage their data at a Signward server. */
  privacyCenterUrl(): string {
    return `${this.webBaseUrl.replace(/\/+$/, '')}/Auth/MyPrivacy`;
  }

  /** A call with options of these types, and a signal among them. */
  async #with<S extends Types, T>(
    options: unknown,
    types: S,
    work: (party: RelyingParty, taken: Taken<S>) => T | Promise<T>,
  ): Promise<T> {
    const { signal: stop, ...taken } = take(options, { ...types, signal } as Types);
    return this.#wait(stop as AbortSignal | undefined, (party) => work(party, taken as Taken<S>));
  }

  /** Works with the core, which may have to be loaded first. */
  #wait<T>(
    stop: AbortSignal | undefined,
    work: (party: RelyingParty) => T | Promise<T>,
  ): T | Promise<T> {
    stop?.throwIfAborted();
    const party = this.#party;
    // A promise in between would be one more for every token.
    if (party === undefined) return settle(this.#load(), stop).then(() => this.#wait(stop, work));
    const answer = work(party);
    return answer instanceof Promise ? settle(answer, stop) : answer;
  }

  async #load(): Promise<RelyingParty> {
    await core.load();
    return this.#now();
  }

  #now(): RelyingParty {
    if (this.#party !== undefined) return this.#party;
    if (core.now() === undefined) throw notReady();
    return (this.#party = new RelyingParty(this.#options));
  }
}
