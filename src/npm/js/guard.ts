// Who is asking, and whether they may: the bearer token of a request.
import { argument, flag, signal, take, type Type, type Waiting } from './arguments.js';
import { bearerToken } from './challenge.js';
import type { Client } from './client.js';
import { ChallengeError, InvalidTokenError } from './errors.js';
import { forRoles, forScopes, type Requirement, type RoleRequirement } from './requirement.js';
import type { User } from './user.js';

/** What is read of a request: a Fetch `Request` is one, and so is what has headers of that kind. */
export interface GuardedRequest {
  /** Its header fields. */
  readonly headers: {
    /** The value of the field of this name, in any letter case. */
    get(name: string): string | null | undefined;
  };
}

/** What a guard says of itself. */
export interface GuardOptions {
  /**
   * The protection space that challenges name (RFC 9110, section 11.5): 1 to 128 characters of
   * printable ASCII without `"` and `\`. Left out: none.
   */
  realm?: string | undefined;
}

/**
 * Lets requests pass by their bearer token. What it throws says what to answer:
 * `error.toResponse()`.
 *
 * ```ts
 * const guard = new Guard(client);
 * try {
 *   const user = await guard.requireRole(request, ['admin', 'editor']);
 *   return Response.json({ hello: user.name });
 * } catch (error) {
 *   if (error instanceof EdgewardError) return error.toResponse();
 *   throw error;
 * }
 * ```
 */
export class Guard {
  readonly #client: Client;
  readonly #realm: string | undefined;

  /** @throws {TypeError} `client` is no client, or `realm` no realm. */
  constructor(client: Client, options?: GuardOptions) {
    this.#client = argument('client', client, aClient);
    this.#realm = take(options, { realm }).realm;
  }

  /**
   * The user of the request's token.
   *
   * @throws {ChallengeError} There is no credential, or a bad one.
   * @throws {DiscoveryError} The provider cannot be asked, so nothing is known of the token.
   * @throws {ConfigError} The client is not set up to validate access tokens.
   */
  async currentUser(request: GuardedRequest, options?: Waiting): Promise<User> {
    return this.admit(await this.optionalUser(request, options));
  }

  /**
   * The user of the request's token, or `undefined` where the request has no credential. One that is
   * there and bad is refused all the same: it is never taken for nobody.
   *
   * @throws {ChallengeError} There is a bad credential.
   * @throws {DiscoveryError} The provider cannot be asked, so nothing is known of the token.
   * @throws {ConfigError} The client is not set up to validate access tokens.
   */
  async optionalUser(request: GuardedRequest, options?: Waiting): Promise<User | undefined> {
    const waiting = take(options, { signal });
    const [authorization] = argument('request', request, aRequest);
    if (authorization === undefined) return undefined;
    const token = bearerToken(authorization);
    if (token === undefined) {
      const message = '`Authorization` is not one bearer token: write `Bearer`, a space, the token';
      throw this.#challenge('authorization_malformed', message);
    }
    try {
      return await this.#client.validateToken(token, waiting);
    } catch (error) {
      if (!(error instanceof InvalidTokenError)) throw error;
      throw this.#challenge(error.code, error.message, { cause: error });
    }
  }

  /**
   * The user of the request's token, if they have one of the roles, or each of them. Letter case
   * does not count.
   *
   * @param roles At least one.
   * @throws {ChallengeError} There is no credential, a bad one, or one without the roles.
   * @throws {DiscoveryError} The provider cannot be asked, so nothing is known of the token.
   * @throws {ConfigError} The client is not set up to validate access tokens.
   * @throws {TypeError} There is no role to ask for.
   */
  async requireRole(
    request: GuardedRequest,
    roles: string | readonly string[],
    options?: RoleRequirement & Waiting,
  ): Promise<User> {
    const types = { requireAll: flag, includeCustom: flag, signal };
    const { signal: stop, ...asked } = take(options, types);
    const requirement = forRoles(roles, asked);
    return this.admit(await this.optionalUser(request, { signal: stop }), requirement);
  }

  /**
   * The user of the request's token, if it has every one of the scopes. Letter case counts.
   *
   * @param scopes At least one. The challenge names those that are missing.
   * @throws {ChallengeError} There is no credential, a bad one, or one without the scopes.
   * @throws {DiscoveryError} The provider cannot be asked, so nothing is known of the token.
   * @throws {ConfigError} The client is not set up to validate access tokens.
   * @throws {TypeError} There is no scope to ask for.
   */
  async requireScope(
    request: GuardedRequest,
    scopes: string | readonly string[],
    options?: Waiting,
  ): Promise<User> {
    const requirement = forScopes(scopes);
    return this.admit(await this.optionalUser(request, options), requirement);
  }

  /** @internal The user, if there is one and the requirement is met. */
  admit(user: User | undefined, requirement?: Requirement): User {
    if (user === undefined)
      throw this.#challenge('credentials_missing', 'the request has no `Authorization`');
    const scope = requirement?.(user);
    if (scope !== undefined) {
      const message = "the token is good, but its user's roles or its scopes are not enough";
      throw this.#challenge('role_or_scope_missing', message, { scope });
    }
    return user;
  }

  #challenge(
    code: ChallengeError['code'],
    message: string,
    more?: { cause?: InvalidTokenError; scope?: string },
  ): ChallengeError {
    return new ChallengeError(code, message, { realm: this.#realm, ...more });
  }
}

/** @internal */
export const aClient: Type<Client> = {
  expected: 'a Client',
  take: (value) =>
    typeof (value as Client | undefined)?.validateToken === 'function'
      ? (value as Client)
      : undefined,
};

/** The value of `Authorization`, if there is one. */
const aRequest: Type<[authorization: string | undefined]> = {
  expected: 'a Request, or something with `headers.get`',
  take(value) {
    const headers = (value as GuardedRequest | undefined)?.headers;
    if (typeof headers?.get !== 'function') return undefined;
    const authorization = headers.get('authorization') ?? undefined;
    return authorization === undefined || typeof authorization === 'string'
      ? [authorization]
      : undefined;
  },
};

const realm: Type<string> = {
  expected: '1 to 128 characters of printable ASCII without `"` and `\\`',
  take: (value) =>
    typeof value === 'string' && /^[ !#-[\]-~]{1,128}$/.test(value) ? value : undefined,
};
