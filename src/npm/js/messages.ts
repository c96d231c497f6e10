// What goes into the calls of a client, and what comes out of them.
import type { Waiting } from './arguments.js';
import type { JsonValue, User } from './user.js';

/** What access tokens must be, where a call asks for something else than the client's options. */
export interface TokenPolicy {
  /** The audience, or several of which one must be named. */
  audience?: string | readonly string[] | undefined;
  /** By how many seconds clocks may differ, at most 300. */
  clockTolerance?: number | undefined;
}

/** What an ID Token is validated against. */
export interface IdTokenPolicy extends Waiting {
  /** The nonce of the sign-in; `skipNonce` where no sign-in sent one, as with a refreshed ID Token. */
  nonce: string | typeof skipNonce;
  /** Seconds that the sign-in may be ago. */
  maxAge?: number | undefined;
  /** The access token that came along: an `at_hash` must fit it. */
  accessToken?: string | undefined;
  /** Audiences that may stand beside the client. One of them may be the authorized party (`azp`) of a token
   * that is for the client alone, as with Google's Android apps. */
  trustedAudiences?: readonly string[] | undefined;
}

/** Says in writing that no `nonce` is expected. */
export const skipNonce: unique symbol = Symbol('skipNonce');

/** What an authorization request says. */
export interface AuthorizeOptions extends Waiting {
  /** The redirection endpoint, as registered at the provider. */
  redirectUri: string;
  /** The scope, if not the client's. */
  scope?: string | undefined;
  /** How the response comes back. */
  responseMode?: 'query' | 'form_post' | undefined;
  /** Whether and for what the provider asks the person. */
  prompt?: string | undefined;
  /** Seconds that the sign-in may be ago. */
  maxAge?: number | undefined;
  /** Who probably signs in. */
  loginHint?: string | undefined;
  /** The person's languages (BCP 47), separated by spaces. */
  uiLocales?: string | undefined;
  /** Authentication context classes, separated by spaces. */
  acrValues?: string | undefined;
  /** Parameters of the provider's own. */
  extraParams?: Readonly<Record<string, string>> | undefined;
}

/** An authorization request whose bindings the caller makes and keeps. */
export interface BoundAuthorizeOptions extends AuthorizeOptions {
  /** Comes back with the response; unguessable. */
  state: string;
  /** Comes back in the ID Token; unguessable. */
  nonce: string;
  /** SHA-256 of the code verifier, base64url. */
  codeChallenge: string;
  /** S256 is the only method. */
  codeChallengeMethod?: 'S256' | undefined;
}

/** A sign-in that begins: where the person goes, and what must be kept until they come back. */
export interface SignInRequest {
  /** The authorization request. */
  readonly url: string;
  /** Goes to the token endpoint with the code, and nowhere else. */
  readonly codeVerifier: string;
  /** Comes back with the response. */
  readonly state: string;
  /** Comes back in the ID Token. */
  readonly nonce: string;
}

/** What the token endpoint answers (RFC 6749, section 5.1). */
export interface TokenResponse {
  /** What the API gets. For everybody but the API it is a text without a meaning. */
  readonly accessToken: string;
  /** The one type that is taken. */
  readonly tokenType: 'Bearer';
  /** Seconds from now on that the access token is valid. */
  readonly expiresIn?: number;
  /** Renews the tokens; left out where the old one stays good, or there is none. */
  readonly refreshToken?: string;
  /** Not validated yet: `validateIdToken` does that, and `handleCallback` has done it. */
  readonly idToken?: string;
  /** The scope, where it is not the one that was asked for. */
  readonly scope?: string;
}

/** What a sign-in expects of its end. */
export interface CallbackOptions extends Waiting {
  /** `state` of the sign-in. */
  state: string;
  /** `nonce` of the sign-in. */
  nonce: string;
  /** `codeVerifier` of the sign-in. */
  codeVerifier: string;
  /** The redirection endpoint that the sign-in named. */
  redirectUri: string;
  /** Seconds that the sign-in may be ago, if the request asked for that. */
  maxAge?: number | undefined;
}

/** A sign-in that ended well. */
export interface SignedIn {
  /** Who signed in, by the validated ID Token. */
  readonly user: User;
  /** What the token endpoint gave. */
  readonly tokens: TokenResponse;
}

/** Where a person is sent to sign out. */
export interface EndSessionOptions extends Waiting {
  /** The ID Token of the session that ends; it may have expired. */
  idTokenHint?: string | undefined;
  /** Where the person comes back to, as registered at the provider. */
  postLogoutRedirectUri?: string | undefined;
  /** What the person comes back with. */
  state?: string | undefined;
  /** The person's languages (BCP 47), separated by spaces. */
  uiLocales?: string | undefined;
}

/** The provider's metadata (RFC 8414, OpenID Connect Discovery), in its own spelling. */
export type Metadata = { readonly [name: string]: JsonValue } & {
  /** The issuer identifier: the text that `iss` of its tokens is. */
  readonly issuer: string;
  /** Where its keys are. */
  readonly jwks_uri: string;
};
