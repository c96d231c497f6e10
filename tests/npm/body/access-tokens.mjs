// What an access token must be, apart from its algorithm.

/** The signature is made in the real present, the claims are about this. */
const NOW = 1_700_000_000;

const at = (seconds, options) => ({ clock: () => seconds, ...options });

const dated = { iat: NOW, exp: NOW + 600 };

/** A token with claims changed, at a client with options. */
const about =
  (claims, options = {}, asked = undefined, signed = {}) =>
  async ({ client, sign }) =>
    client(at(NOW, options)).validateToken(await sign({ ...dated, ...claims }, signed), asked);

const invalid = (code, claim) => ['InvalidTokenError', code, claim].filter(Boolean).join(' ');

export const accessTokens = {
  group: 'the claims of access tokens',
  cases: [
    ['as it should be', 'valid user-admin', about({})],
    ['an array of audiences', 'valid user-admin', about({ aud: ['x', 'idserver-api'] })],
    ['an audience of several', 'valid user-admin', about({}, { audience: ['x', 'idserver-api'] })],
    ['another audience', invalid('token_audience_mismatch', 'aud'), about({ aud: 'other' })],
    ['no audience', invalid('token_claim_missing', 'aud'), about({ aud: undefined })],
    [
      'for the client itself',
      invalid('token_wrong_kind'),
      about({ aud: 'app' }, { clientId: 'app' }),
    ],
    [
      "a call's own audience",
      'valid user-admin',
      about({ aud: 'b' }, {}, { audience: ['a', 'b'] }),
    ],
    [
      "a call's own audience counts alone",
      invalid('token_audience_mismatch', 'aud'),
      about({}, {}, { audience: 'a' }),
    ],
    [
      'no audience anywhere',
      'ConfigError client_not_configured',
      about({}, { audience: undefined }),
    ],
    [
      'an audience in the call alone',
      'valid user-admin',
      about({}, { audience: undefined }, { audience: 'idserver-api' }),
    ],
    [
      'another issuer',
      invalid('token_issuer_mismatch', 'iss'),
      about({ iss: 'https://x.example' }),
    ],
    ['no subject', invalid('token_claim_missing', 'sub'), about({ sub: undefined })],
    ['no end', invalid('token_claim_missing', 'exp'), about({ exp: undefined })],
    ['an end that is no number', invalid('token_claim_invalid', 'exp'), about({ exp: 'soon' })],
    ['59 seconds after its end', 'valid user-admin', about({ exp: NOW - 59 })],
    ['60 seconds after its end', invalid('token_expired', 'exp'), about({ exp: NOW - 60 })],
    [
      'at its end, without tolerance',
      invalid('token_expired', 'exp'),
      about({ exp: NOW }, { clockTolerance: 0 }),
    ],
    ['a second before that', 'valid user-admin', about({ exp: NOW + 1 }, { clockTolerance: 0 })],
    [
      "a call's own tolerance",
      'valid user-admin',
      about({ exp: NOW - 299 }, {}, { clockTolerance: 300 }),
    ],
    ['a tolerance over 300', 'TypeError clockTolerance', about({}, {}, { clockTolerance: 301 })],
    ['60 seconds before its time', 'valid user-admin', about({ nbf: NOW + 60 })],
    ['61 seconds before its time', invalid('token_not_yet_valid', 'nbf'), about({ nbf: NOW + 61 })],
    ['60 seconds before its issue', 'valid user-admin', about({ iat: NOW + 60 })],
    [
      '61 seconds before its issue',
      invalid('token_issued_in_the_future', 'iat'),
      about({ iat: NOW + 61 }),
    ],
    [
      'a fraction of a second',
      'valid user-admin',
      about({ exp: NOW + 0.5 }, { clockTolerance: 1 }),
    ],
    [
      'the typ of an ID Token',
      invalid('token_typ_mismatch'),
      about({}, { tokenType: 'at+jwt' }, undefined, { header: { typ: 'JWT' } }),
    ],
    [
      'the typ of an access token',
      'valid user-admin',
      about({}, { tokenType: 'at+jwt' }, undefined, { header: { typ: 'at+jwt' } }),
    ],
    ['a logout token', invalid('token_wrong_kind'), about({ events: {} })],
    [
      'crit',
      invalid('token_header_forbidden'),
      about({}, {}, undefined, { header: { crit: ['b64'], b64: true } }),
    ],
    ['an empty text', invalid('token_not_compact_jws'), ({ client }) => client().validateToken('')],
    ['no token', invalid('token_not_compact_jws'), ({ client }) => client().validateToken('a.b')],
    [
      'an encrypted token',
      invalid('token_encrypted'),
      ({ client }) => client().validateToken('a.b.c.d.e'),
    ],
    [
      'no base64url',
      invalid('token_base64url_invalid'),
      ({ client }) => client().validateToken('a+.b.c'),
    ],
    [
      'ten megabytes',
      invalid('token_too_long'),
      ({ client }) => client().validateToken('x'.repeat(10_000_000)),
    ],
    ['something else', 'TypeError token', ({ client }) => client().validateToken({})],
    ['an unknown option', 'TypeError audiance', about({}, {}, { audiance: 'x' })],
  ],
};
