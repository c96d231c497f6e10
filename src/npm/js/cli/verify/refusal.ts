// Why a token is refused, in words, with what would mend it.
import type { InvalidTokenError } from '../../errors.js';
import type { Invocation } from '../command.js';
import { inWords } from '../dates.js';
import { takeApart, type Members } from '../decode/take-apart.js';
import { gate } from '../gate.js';
import { printable } from '../page.js';

/** Why a token is refused. */
export interface Refusal {
  reason: string;
  cure: string;
  /** What the token says, and what was expected. */
  evidence: (readonly [name: string, value: string])[];
}

/** Puts the error into words. What the token says is shown only for the claim that is at fault. */
export function refusal(error: InvalidTokenError, token: string, invocation: Invocation): Refusal {
  const { header, claims } = takeApart(token, gate());
  return {
    reason: reasonOf(error),
    cure: CURES[error.code] ?? 'get a new token from the provider',
    evidence: evidence(error, header ?? {}, claims ?? {}, invocation),
  };
}

/** Dates are said in words here, and as numbers in the JSON. */
function reasonOf({ code, exp, nbf, iat, now, message }: InvalidTokenError): string {
  const from = now ?? 0;
  if (code === 'token_expired' && exp !== undefined) return `it expired ${inWords(exp, from)}`;
  if (code === 'token_not_yet_valid' && nbf !== undefined)
    return `it is not valid before ${inWords(nbf, from)}`;
  if (code === 'token_issued_in_the_future' && iat !== undefined)
    return `it says that it was issued ${inWords(iat, from)}`;
  return message;
}

function evidence(
  { code, claim }: InvalidTokenError,
  header: Members,
  claims: Members,
  invocation: Invocation,
): (readonly [string, string])[] {
  const expected: Record<string, string | undefined> = {
    iss: invocation.text('issuer') ?? invocation.text('authority'),
    aud: invocation.list('audience')?.join(' or ') ?? invocation.text('client-id'),
    azp: invocation.text('client-id'),
    nonce: invocation.text('nonce'),
  };
  const rows: (readonly [string, string])[] = [];
  const says = (value: unknown) => printable(JSON.stringify(value).slice(0, 512));
  if (KEYS.includes(code)) {
    for (const name of ['alg', 'kid'])
      if (header[name] !== undefined) rows.push([name, says(header[name])]);
  }
  if (code === 'token_typ_mismatch') rows.push(['typ', says(header['typ'] ?? null)]);
  if (claim === undefined || !Object.hasOwn(expected, claim)) return rows;
  if (claims[claim] !== undefined) rows.push(['the token says', says(claims[claim])]);
  const wanted = expected[claim];
  if (wanted !== undefined) rows.push(['expected', says(wanted)]);
  return rows;
}

/** The refusals that are about the choice of a key. */
const KEYS = [
  'token_key_unknown',
  'token_key_ambiguous',
  'token_alg_unsupported',
  'token_alg_not_allowed',
];

const MALFORMED =
  'copy the whole token, and nothing else: `edgeward decode` says where it is wrong';

const CURES: Readonly<Record<string, string>> = {
  token_too_long: 'ask the provider for a token with fewer claims',
  token_not_compact_jws: MALFORMED,
  token_encrypted: 'let the provider issue signed tokens for this audience, not encrypted ones',
  token_base64url_invalid: MALFORMED,
  token_json_invalid: MALFORMED,
  token_alg_missing: MALFORMED,
  token_alg_unsupported: 'let the provider sign with RS256, PS256, ES256 or EdDSA',
  token_alg_not_allowed:
    'add it to `--algorithms` if it is meant; HS ones need `--hmac-secret-env`',
  token_header_forbidden: 'let the provider issue plain signed tokens without it',
  token_header_invalid: MALFORMED,
  token_key_unknown: 'see whether `--authority` is the provider that issued it, with its keys',
  token_key_ambiguous: 'let the provider name the key in `kid`',
  token_signature_invalid:
    'it was changed, or another provider signed it: get a new one, and see `--authority`',
  token_typ_mismatch: 'leave `--token-type` out, or let the provider issue `at+jwt`',
  token_wrong_kind: 'write `--id-token` for an ID Token, and leave it out for an access token',
  token_claim_missing: 'let the provider put the claim into its tokens',
  token_claim_invalid: 'let the provider put a right value into the claim',
  token_issuer_mismatch: 'write the issuer as `--issuer`, if it is the one that you trust',
  token_audience_mismatch: 'write `--audience` as the token says, if it is for you at all',
  token_azp_mismatch: 'write the client that the token was issued to as `--client-id`',
  token_expired: 'get a new token; where clocks differ, set them, or raise `--clock-tolerance`',
  token_not_yet_valid: 'wait; where clocks differ, set them, or raise `--clock-tolerance`',
  token_issued_in_the_future: 'set the clocks, or raise `--clock-tolerance`',
  token_nonce_mismatch: 'write the nonce of the sign-in that this token is from',
};
