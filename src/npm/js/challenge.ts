// `Authorization` and `WWW-Authenticate` for bearer tokens (RFC 6750), in the words of the core.

/** What a challenge says beside its error: the protection space, and the scopes that would help. */
export interface ChallengeParameters {
  realm?: string | undefined;
  scope?: string | undefined;
}

/** The registered error codes (RFC 6750, section 3.1). */
export type BearerError = 'invalid_request' | 'invalid_token' | 'insufficient_scope';

const TOKEN_REFUSED = 'the access token is not valid here';

/** The value of `WWW-Authenticate` for a refused token, where nothing else is to be said. */
export const INVALID_TOKEN: string = `Bearer error="invalid_token", error_description="${TOKEN_REFUSED}"`;

/** Constant texts: nothing of a request comes back. */
const DESCRIPTIONS: Record<BearerError, string> = {
  invalid_request: 'send one bearer token in one Authorization header',
  invalid_token: TOKEN_REFUSED,
  insufficient_scope: 'the access token does not grant this',
};

/**
 * The token of a bearer credential: the scheme in any letter case, spaces, and one `b64token`
 * (RFC 6750, section 2.1). Another scheme, a second value or anything else is none.
 */
export function bearerToken(authorization: string): string | undefined {
  return /^bearer +([\w.~+/-]+={0,2}) *$/i.exec(authorization)?.[1];
}

/** The value of `WWW-Authenticate`; without an error where there was no credential. */
export function challengeHeader(
  error: BearerError | undefined,
  { realm, scope }: ChallengeParameters = {},
): string {
  const description = error && DESCRIPTIONS[error];
  const parameters = Object.entries({ realm, error, error_description: description, scope })
    .filter(([, value]) => value)
    // Nothing breaks out of the quotes, or of the line.
    .map(([name, value]) => `${name}="${value!.replace(/[^ !#-[\]-~]/g, '')}"`);
  return parameters.length > 0 ? `Bearer ${parameters.join(', ')}` : 'Bearer';
}
