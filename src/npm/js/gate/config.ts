// The configuration of a gate: what `[vars]` and secrets are to the Worker.
import type { Algorithm, ProviderName } from '../options.js';

/** Who may pass where. */
export interface Route {
  /** Which paths: literal segments, `*` for exactly one, `**` at the end for all below. */
  path: string;
  /** Which methods; others are refused on these paths. Left out: all. `GET` brings `HEAD`. */
  methods?: readonly string[] | undefined;
  /** Which of the hosts of `PUBLIC_URL`. Left out: all. */
  hosts?: readonly string[] | undefined;
  /** `public` lets everybody in; `optional` too, and tells the origin who is signed in. */
  access?: 'public' | 'optional' | undefined;
  /** One of these roles is needed, in any letter case. Left out: any signed-in user. */
  roles?: readonly string[] | undefined;
  /** All of the roles are needed. */
  require_all?: boolean | undefined;
  /** Whether custom roles count too. Left out: they do. */
  include_custom?: boolean | undefined;
  /** All of these scopes are needed. */
  scopes?: readonly string[] | undefined;
}

/** Exactly what the Worker reads from `[vars]` and its secrets, by the same names. */
export interface GateConfig {
  /** The provider's address. Its metadata is read from `/.well-known/openid-configuration` below it. */
  AUTHORITY: string;
  /** The issuer identifier, where it is not the same text as `AUTHORITY`. */
  ISSUER?: string | undefined;
  /** A preset: where this provider puts roles, and what it does differently. */
  PROVIDER?: ProviderName | undefined;
  /** The audience that access tokens must name in `aud`, or several of which one must be named. */
  AUDIENCE?: string | readonly string[] | undefined;
  /** The server behind the gate: scheme, host and port. Left out where a function is the origin. */
  ORIGIN?: string | undefined;
  /** Who may pass where. The most specific path wins; what no route names needs a sign-in. */
  ROUTES?: readonly Route[] | undefined;
  /** Whether people can sign in. With `false` the gate takes bearer tokens only. */
  SIGN_IN?: boolean | undefined;
  /** Where people reach the gate: scheme, host and port, one or several. */
  PUBLIC_URL?: string | readonly string[] | undefined;
  /** The gate's client identifier at the provider. Needed for sign-in. */
  CLIENT_ID?: string | undefined;
  /** The client's secret. */
  CLIENT_SECRET?: string | undefined;
  /** The client's private key as a JWK in JSON, for `private_key_jwt`. */
  CLIENT_PRIVATE_KEY?: string | undefined;
  /** How the client proves itself at the token endpoint. Left out: by the credential. */
  CLIENT_AUTH?:
    'client_secret_basic' | 'client_secret_post' | 'private_key_jwt' | 'none' | undefined;
  /** Seals the gate's cookies: base64url of at least 32 random bytes. Several rotate. */
  COOKIE_KEY?: string | undefined;
  /** The longest session, in seconds, however often it is refreshed. Left out: 43,200. */
  SESSION_LIFETIME?: number | undefined;
  /** The scopes that sign-in asks for. Left out: `openid profile email`. */
  SCOPES?: string | readonly string[] | undefined;
  /** How the provider sends the answer back. Left out: `query`. */
  RESPONSE_MODE?: 'query' | 'form_post' | undefined;
  /** Further parameters of the authorization request. */
  LOGIN_PARAMS?: Readonly<Record<string, string>> | undefined;
  /** Where the gate's own pages are. Left out: `/auth`. */
  AUTH_PATH?: string | undefined;
  /** Where people land after signing out. Left out: a page of the gate. */
  SIGNED_OUT_PATH?: string | undefined;
  /** The claims that hold roles, dots between the names of nested ones. Left out: by the preset. */
  ROLES_FROM?: string | readonly string[] | undefined;
  /** The claims that hold custom roles. Left out: by the preset. */
  CUSTOM_ROLES_FROM?: string | readonly string[] | undefined;
  /** What `typ` of an access token may be. */
  TOKEN_TYPE?: 'any' | 'at+jwt' | undefined;
  /** The signature algorithms that tokens may use. Left out: every asymmetric one. */
  ALGORITHMS?: readonly Algorithm[] | undefined;
  /** The key of tokens with HS256, HS384 or HS512: at least 32, 48 or 64 bytes. */
  HMAC_SECRET?: string | undefined;
  /** Takes HS keys from the provider's public key set: whoever reads it can make tokens. */
  DANGER_SYMMETRIC_JWKS?: boolean | undefined;
  /** How far clocks may differ, in seconds, at most 300. Left out: 60. */
  CLOCK_TOLERANCE?: number | undefined;
  /** Seconds that keys go on serving while the provider is down, at most a day. Left out: 3600. */
  STALE_KEYS?: number | undefined;
  /** Whether the origin gets the `Authorization` header of the request. */
  FORWARD_AUTHORIZATION?: boolean | undefined;
  /** Whether the origin gets the session's access token as `Authorization`. */
  FORWARD_ACCESS_TOKEN?: boolean | undefined;
  /** The sites whose pages may call through the gate; the gate answers their preflights. */
  CORS_ORIGINS?: readonly string[] | undefined;
  /** How `sub` shows in the log. Left out: not at all. */
  LOG_SUBJECT?: 'none' | 'hash' | 'plain' | undefined;
  /** Lets the provider be http on an internal network, and the origin anywhere. For development. */
  DANGER_ALLOW_HTTP?: boolean | undefined;
}
