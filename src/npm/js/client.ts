// The relying party of one issuer.
import {
  argument,
  signal,
  table,
  take,
  text,
  texts,
  whole,
  type Type,
  type Waiting,
} from './arguments.js';
import { queryOf } from './callback-address.js';
import { core, type Core } from './core.js';
import { EdgewardError } from './errors.js';
import { Host } from './host.js';
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
import { tokenPolicy } from './token-policy.js';
import { freeze, User, userFrom } from './user.js';
import { tokenText, verifyBy, type VerifiedJws, type Verify } from './verify-jws.js';
import { enter, settle } from './waiting.js';

type Party = Core.RelyingParty;

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
  signal,
};

/** What can stand in a header field (RFC 6750, section 2.1, says less). */
const bearer: Type<string> = {
  expected: 'a token: printable ASCII without spaces',
  take: (value) => (/^[!-~]+$/.test(text.take(value) ?? '') ? (value as string) : undefined),
};

const ID_TOKEN = {
  nonce: {
    expected: 'a string or `skipNonce`',
    take: (value: unknown) => (value === skipNonce ? skipNonce : text.take(value)),
  },
  maxAge: whole,
  accessToken: text,
  trustedAudiences: texts,
  signal,
};

/**
 * A relying party of one issuer. Make one and keep it: the provider's documents and keys live in it,
 * and nothing of any user.
 */
export class Client {
  /** The provider's address. */
  readonly authority: string;
  /** The client's id at the provider. */
  readonly clientId: string | undefined;
  /** Where people manage their data. */
  readonly webBaseUrl: string;

  readonly #options: ReadOptions;
  #party: Party | undefined;

  /**
   * @throws {ConfigError} With everything that is wrong with the options. In a browser, where the core
   *   loads with the first call, what an option means is said by that call.
   * @throws {TypeError} There is no options object, or it cannot be read.
   */
  constructor(options: ClientOptions) {
    this.#options = readOptions(options);
    ({
      authority: this.authority,
      clientId: this.clientId,
      webBaseUrl: this.webBaseUrl,
    } = this.#options.shown);
    if (core.now() !== undefined) this.#now();
  }

  /**
   * The provider's metadata, the whole document. It is fetched once and kept fresh.
   *
   * @throws {DiscoveryError} It cannot be had, or is refused.
   */
  async discovery(options?: Waiting): Promise<Metadata> {
    return freeze(JSON.parse(await this.#ask('discovery', options)));
  }

  /**
   * The provider's keys that can be used, public members only.
   *
   * @throws {DiscoveryError} They cannot be had, or are refused.
   */
  async jwks(options?: Waiting): Promise<JwkSet> {
    return freeze(JSON.parse(await this.#ask('jwks', options)));
  }

  /**
   * Fetches metadata and keys anew, whatever their age. What was known stays if that fails.
   *
   * @throws {DiscoveryError} They cannot be had, or are refused.
   */
  async refreshMetadata(options?: Waiting): Promise<void> {
    await this.#ask('refreshMetadata', options);
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
    };
    const { signal, codeChallengeMethod = 'S256', ...request } = take('options', options, types);
    if (codeChallengeMethod !== 'S256') throw new TypeError('`codeChallengeMethod` must be `S256`');
    return JSON.parse(await this.#call('authorizeUrl', signal, request));
  }

  /**
   * The authorization request with fresh `state`, `nonce` and PKCE. Keep all three for the callback.
   *
   * @throws {DiscoveryError} The provider's metadata cannot be had, or are refused.
   * @throws {ConfigError} The client has no id.
   * @throws {TypeError} An option is none.
   */
  async authorizeUrlWithPkce(options: AuthorizeOptions): Promise<SignInRequest> {
    const { signal, ...request } = take('options', options, AUTHORIZE);
    return JSON.parse(await this.#call('authorizeUrlWithPkce', signal, request));
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
      signal,
    };
    const { signal: stop, ...expected } = take('options', options, types);
    const json = await this.#call('handleCallback', stop, { response, ...expected });
    const { user, tokens } = JSON.parse(json);
    return { user: new User(user), tokens: Object.freeze(tokens) };
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
    const types = { redirectUri: text, codeVerifier: text, signal };
    const { signal: stop, ...request } = take('options', options, types);
    return Object.freeze(JSON.parse(await this.#call('exchangeCode', stop, { code, ...request })));
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
    const answer = this.#ask('refreshToken', options, { refreshToken });
    return Object.freeze(JSON.parse(await answer));
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
    const { signal: stop, hint } = take('options', options, { hint: text, signal });
    await this.#call('revokeToken', stop, { token, hint });
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
    const { signal: stop, sub } = take('options', options, { sub: text, signal });
    return userFrom(await this.#call('userinfo', stop, { accessToken, sub }));
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
  async validateToken(token: string, options?: TokenPolicy & Waiting): Promise<User> {
    const bounded = tokenText('token', token);
    const { signal: stop, policy } = tokenPolicy(options, { waits: true });
    return userFrom(await this.#wait(stop, (party) => party.validateToken(bounded, policy)));
  }

  /**
   * Validates an access token without waiting. Node and Bun need the keys to be here, other runtimes
   * the pure-Rust verifier too: `prepareSync` brings both.
   *
   * @throws {InvalidTokenError} The token is refused.
   * @throws {EdgewardError} `not_ready`: something that it takes is not here.
   * @throws {ConfigError} Neither the client nor the call names an audience.
   * @throws {TypeError} An argument is none.
   */
  validateTokenSync(token: string, options?: TokenPolicy): User {
    const bounded = tokenText('token', token);
    const { policy } = tokenPolicy(options, { waits: false });
    return userFrom(enter(() => this.#now().validateTokenSync(bounded, policy)));
  }

  /**
   * Brings what a synchronous call needs: the core, the keys, and a verifier for each of them.
   *
   * @throws {DiscoveryError} The provider's metadata or keys cannot be had, or are refused.
   */
  async prepareSync(options?: Waiting): Promise<void> {
    await this.#ask('prepareSync', options);
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
    const { signal: stop, nonce, ...rest } = take('options', options, ID_TOKEN);
    const expected = nonce === skipNonce ? { skipNonce: true } : { nonce };
    // Half of a character is none in JSON: the token is refused for what stands in its place.
    const request = { idToken: bounded.replace(/\p{Surrogate}/gu, '?'), ...rest, ...expected };
    return userFrom(await this.#call('validateIdToken', stop, request));
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
    const own: Verify = async (bounded, request) =>
      (await this.#load()).verifyJws(bounded, request);
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
      signal,
    };
    const { signal: stop, ...request } = take('options', options, types);
    return JSON.parse(await this.#call('endSessionUrl', stop, request));
  }

  /** The address where people see and manage their data at a Signward server. */
  privacyCenterUrl(): string {
    return `${this.webBaseUrl.replace(/\/+$/, '')}/Auth/MyPrivacy`;
  }

  /** A call whose options are nothing but a signal. */
  #ask(name: string, options: Waiting | undefined, request?: object): Promise<string> {
    return this.#call(name, take('options', options, { signal }).signal, request);
  }

  /** A call of the core's, by its name; what it takes crosses as JSON. */
  #call(name: string, stop: AbortSignal | undefined, request: object = {}): Promise<string> {
    const json = JSON.stringify(request);
    return this.#wait(stop, (party) => party.call(name, json));
  }

  /** Calls the core, which may have to be loaded first. */
  async #wait(stop: AbortSignal | undefined, call: (party: Party) => unknown): Promise<string> {
    stop?.throwIfAborted();
    const party = this.#party ?? (await settle(this.#load(), stop));
    return settle(enter(() => call(party)) as string | Promise<string>, stop);
  }

  async #load(): Promise<Party> {
    await core.load();
    return this.#now();
  }

  #now(): Party {
    if (this.#party !== undefined) return this.#party;
    const loaded = core.now();
    if (loaded === undefined) {
      throw new EdgewardError(
        'not_ready',
        'the core is not loaded yet: `await client.prepareSync()` first',
      );
    }
    const { json, hmacSecret, ...host } = this.#options;
    return (this.#party = enter(() => new loaded.RelyingParty(json, hmacSecret, new Host(host))));
  }
}
