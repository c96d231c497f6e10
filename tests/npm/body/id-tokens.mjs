// What an ID Token must be.
const invalid = (code, claim) => ['InvalidTokenError', code, claim].filter(Boolean).join(' ');

const good = { aud: 'app', nonce: 'n-0S6_WzA2Mj' };

/** An ID Token with claims changed, by a policy. */
const about =
  (claims, policy, signed = {}) =>
  async ({ client, sign, edgeward: { skipNonce } }) => {
    const token = await sign({ ...good, ...claims }, { header: { typ: 'JWT' }, ...signed });
    const asked = policy === 'skip' ? { nonce: skipNonce } : { nonce: good.nonce, ...policy };
    return client({ clientId: 'app' }).validateIdToken(token, asked);
  };

/** RFC and appendix A.3 of OpenID Connect Core: this access token has this hash under RS256. */
const accessToken = 'jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y';
const atHash = '77QmUPtjPfzWtF2AnpK9RQ';

const now = Math.floor(Date.now() / 1000);

export const idTokens = {
  group: 'ID Tokens',
  cases: [
    ['as it should be', 'valid user-admin', about({})],
    ['another nonce', invalid('token_nonce_mismatch', 'nonce'), about({ nonce: 'other' })],
    ['no nonce', invalid('token_claim_missing', 'nonce'), about({ nonce: undefined })],
    ['no nonce, and that in writing', 'valid user-admin', about({ nonce: undefined }, 'skip')],
    ['no nonce expected, and it is not said', 'TypeError nonce', about({}, { nonce: undefined })],
    [
      'a nonce that is a symbol of its own',
      'TypeError nonce',
      about({}, { nonce: Symbol('skipNonce') }),
    ],
    ['a nonce that is empty', 'TypeError nonce', about({}, { nonce: '' })],
    ['for another client', invalid('token_audience_mismatch', 'aud'), about({ aud: 'other' })],
    [
      'for a second audience',
      invalid('token_audience_mismatch', 'aud'),
      about({ aud: ['app', 'api'], azp: 'app' }),
    ],
    [
      'for one that is trusted',
      'valid user-admin',
      about({ aud: ['app', 'api'], azp: 'app' }, { trustedAudiences: ['api'] }),
    ],
    [
      'and without azp',
      invalid('token_azp_mismatch', 'azp'),
      about({ aud: ['app', 'api'] }, { trustedAudiences: ['api'] }),
    ],
    ["another party's azp", invalid('token_azp_mismatch', 'azp'), about({ azp: 'other' })],
    [
      'at_hash of the access token',
      'valid user-admin',
      about({ at_hash: atHash }, { accessToken }),
    ],
    [
      'at_hash of another',
      invalid('token_at_hash_mismatch', 'at_hash'),
      about({ at_hash: atHash }, { accessToken: 'other' }),
    ],
    ['at_hash, and no access token', 'valid user-admin', about({ at_hash: 'x' })],
    ['a fresh sign-in', 'valid user-admin', about({ auth_time: now - 60 }, { maxAge: 300 })],
    [
      'an old sign-in',
      invalid('token_authentication_too_old', 'auth_time'),
      about({ auth_time: now - 600 }, { maxAge: 300 }),
    ],
    [
      'a sign-in of no time',
      invalid('token_claim_missing', 'auth_time'),
      about({}, { maxAge: 300 }),
    ],
    ['no iat', invalid('token_claim_missing', 'iat'), about({ iat: undefined })],
    ['expired', invalid('token_expired', 'exp'), about({ exp: now - 600 })],
    [
      'an access token',
      invalid('token_typ_mismatch'),
      about({}, {}, { header: { typ: 'at+jwt' } }),
    ],
    ['by a stranger', invalid('token_signature_invalid'), about({}, {}, { key: 'stranger' })],
    [
      'no policy',
      'TypeError nonce',
      ({ client }) => client({ clientId: 'app' }).validateIdToken('a.b.c'),
    ],
    [
      'a client without an id',
      'ConfigError client_not_configured',
      ({ client }) => client().validateIdToken('a.b.c', { nonce: 'n' }),
    ],
  ],
};
