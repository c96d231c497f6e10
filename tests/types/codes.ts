// Errors and their codes: a `switch` can be exhaustive.
import {
  CallbackError,
  ChallengeError,
  ConfigError,
  DiscoveryError,
  EdgewardError,
  InvalidTokenError,
  TokenExchangeError,
  UserInfoError,
  type Code,
  type OptionCode,
  type TokenCode,
} from 'edgeward';

function never(value: never): never {
  throw new Error(String(value));
}

export function status(error: EdgewardError): number {
  if (error instanceof ChallengeError) return error.status;
  if (error instanceof InvalidTokenError) return whose(error.code) ? 403 : 401;
  if (error instanceof DiscoveryError) return error.statusCode ?? 503;
  if (error instanceof TokenExchangeError) return error.error === 'invalid_grant' ? 401 : 502;
  if (error instanceof CallbackError) return error.description ? 400 : 401;
  if (error instanceof UserInfoError) return 502;
  if (error instanceof ConfigError) return error.problems.length;
  return 500;
}

/** Every code of a token's error. */
export function whose(code: TokenCode): boolean {
  switch (code) {
    case 'token_too_long':
    case 'token_not_compact_jws':
    case 'token_encrypted':
    case 'token_base64url_invalid':
    case 'token_json_invalid':
    case 'token_alg_missing':
    case 'token_alg_unsupported':
    case 'token_alg_not_allowed':
    case 'token_header_forbidden':
    case 'token_header_invalid':
    case 'token_key_unknown':
    case 'token_key_ambiguous':
    case 'token_signature_invalid':
    case 'token_typ_mismatch':
    case 'token_wrong_kind':
    case 'token_claim_missing':
    case 'token_claim_invalid':
      return false;
    case 'token_issuer_mismatch':
    case 'token_audience_mismatch':
    case 'token_azp_mismatch':
    case 'token_nonce_mismatch':
    case 'token_at_hash_mismatch':
    case 'token_subject_mismatch':
    case 'token_expired':
    case 'token_not_yet_valid':
    case 'token_issued_in_the_future':
    case 'token_authentication_too_old':
      return true;
    default:
      return never(code);
  }
}

export function incomplete(code: OptionCode): boolean {
  switch (code) {
    case 'option_unknown':
    case 'option_missing':
      return true;
    default:
      // @ts-expect-error There are more codes.
      return never(code);
  }
}

export function challenge({ code, cause, wwwAuthenticate }: ChallengeError): string {
  // @ts-expect-error A challenge is never about a sign-in's response.
  if (code === 'callback_code_missing') return '';
  const expired: number | undefined = cause?.exp;
  return code === 'credentials_missing' ? wwwAuthenticate : String(expired);
}

const code: Code = 'token_expired';
// @ts-expect-error There is no such code.
const slip: Code = 'token_expried';
// @ts-expect-error A token's error has a token's code.
new InvalidTokenError('provider_unreachable', '');
// @ts-expect-error An error says what happened, and keeps to it.
new InvalidTokenError('token_expired', '').code = 'token_too_long';

export const answer: Response = new DiscoveryError('provider_unreachable', '').toResponse();
export { code, slip };
