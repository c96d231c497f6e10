// What a client says about its options.

/** Where the core loads with the first call, that call says what the options mean. */
async function made({ client }, options) {
  await client(options).discovery();
  return 'works';
}

/** The sentence of the error, whoever found what is wrong: JavaScript in types, the core in values. */
async function sentence(t, options) {
  try {
    return await made(t, options);
  } catch (error) {
    return error.message;
  }
}

const refused = (...problems) => `ConfigError config_invalid ${problems.join(' + ')}`;

const WRONG = [
  ['authority', 'ftp://idp.example', 'option_invalid'],
  ['authority', 'http://idp.example.com', 'plain_http'],
  ['authority', '', 'option_empty'],
  ['authority', 7, 'option_type_wrong'],
  ['clientId', ' gate', 'option_character'],
  ['clientId', 7, 'option_type_wrong'],
  ['clientSecret', '', 'option_empty'],
  ['clientAuth', 'client_secret_jwt', 'option_not_one_of'],
  ['scopes', 'openid "x"', 'option_invalid'],
  ['scopes', [], 'option_empty'],
  ['audience', '', 'option_empty'],
  ['audience', [7], 'option_type_wrong'],
  ['issuer', 'idp.example', 'option_invalid'],
  ['algorithms', ['RS1'], 'option_not_one_of'],
  ['algorithms', ['HS256'], 'symmetric_without_key'],
  ['timeout', -1, 'option_type_wrong'],
  ['timeout', 1.5, 'option_type_wrong'],
  ['timeout', 60_001, 'option_type_wrong'],
  ['webBaseUrl', 'javascript:0', 'option_invalid'],
  ['fetch', 'fetch', 'option_type_wrong'],
  ['provider', 'Keycloak', 'option_not_one_of'],
  ['rolesFrom', 'a b', 'option_invalid'],
  ['customRolesFrom', [''], 'option_empty'],
  ['jwks', 'keys', 'option_type_wrong'],
  ['jwks', { keys: [] }, 'option_invalid'],
  ['hmacSecret', 'short', 'option_invalid'],
  ['clock', 1_700_000_000, 'option_type_wrong'],
  ['clockTolerance', 301, 'option_type_wrong'],
  ['tokenType', 'jwt', 'option_not_one_of'],
  ['staleKeys', 86_401, 'option_type_wrong'],
  ['dangerSymmetricJwks', 1, 'option_type_wrong'],
  ['dangerAllowHttp', 'yes', 'option_type_wrong'],
];

const shown = (value) => (typeof value === 'string' ? `'${value}'` : JSON.stringify(value));

export const construction = {
  group: 'the options of a client',
  cases: [
    ['the least that there must be', 'works', (t) => made(t)],
    [
      'everything at once',
      'works',
      (t) =>
        made(t, {
          clientId: 'gate',
          clientSecret: 'secret',
          clientAuth: 'client_secret_post',
          scopes: ['openid', 'email'],
          audience: ['a', 'b'],
          issuer: t.provider.issuer,
          algorithms: ['RS256', 'HS256'],
          timeout: 5000,
          webBaseUrl: 'https://www.example.com',
          fetch: (...request) => fetch(...request),
          provider: 'keycloak',
          rolesFrom: ['a.b', 'c'],
          customRolesFrom: 'd',
          hmacSecret: new Uint8Array(32).fill(7),
          clock: () => Date.now() / 1000,
          clockTolerance: 0,
          tokenType: 'at+jwt',
          staleKeys: 0,
          dangerSymmetricJwks: false,
        }),
    ],
    ['what is undefined counts as left out', 'works', (t) => made(t, { clientId: undefined })],
    [
      'what a client shows of itself',
      'https://idp.example app https://idp.example https://www.example',
      ({ edgeward: { Client } }) => {
        const options = { authority: 'https://idp.example', clientId: 'app' };
        const { authority, clientId, webBaseUrl } = new Client(options);
        const other = new Client({ ...options, webBaseUrl: 'https://www.example' });
        return [authority, clientId, webBaseUrl, other.webBaseUrl].join(' ');
      },
    ],
    [
      'no options',
      refused('authority: option_missing'),
      ({ edgeward: { Client } }) => new Client(),
    ],
    [
      'no authority',
      refused('authority: option_missing'),
      ({ edgeward: { Client } }) => new Client({}),
    ],
    [
      'plain http without the word for it',
      refused('authority: plain_http'),
      (t) => made(t, { dangerAllowHttp: false }),
    ],
    ...WRONG.map(([option, value, code]) => [
      `${option}: ${shown(value)}`,
      refused(`${option}: ${code}`),
      (t) => made(t, { [option]: value }),
    ]),
    [
      'several of the wrong type at once',
      refused(
        'authority: option_type_wrong',
        'timeout: option_type_wrong',
        'clock: option_type_wrong',
      ),
      (t) => made(t, { authority: 1, timeout: '3', clock: {} }),
    ],
    [
      'several without sense at once',
      refused('provider: option_not_one_of', 'tokenType: option_not_one_of'),
      (t) => made(t, { provider: 'acme', tokenType: 'x' }),
    ],
    ...[
      ['of the wrong type', { timeout: 1.5, clock: 7 }, /^2 .*:\n- `timeout` .*\n- `clock` .*$/],
      ['without sense', { audience: '', issuer: '' }, /^2 .*:\n- `issuer` .*\n- `audience` .*$/],
      ['of the wrong type', { clock: 7 }, /^`clock` must be a function, got a number$/],
      ['without sense', { audience: '' }, /^`audience` is empty$/],
    ].map(([what, options, expected]) => [
      `the sentence of ${Object.keys(options).length} ${what}`,
      'says so',
      async (t) => {
        const said = await sentence(t, options);
        return expected.test(said) ? 'says so' : said;
      },
    ]),
    [
      'an option that there is not, and the one that was meant',
      'did you mean `audience`?',
      (t) => {
        try {
          return String(t.client({ audiance: 'x' }));
        } catch ({ problems: [{ option, message }] }) {
          return option === 'audiance' && /did you mean `audience`\?/.exec(message)?.[0];
        }
      },
    ],
    [
      'options that prototypes have',
      refused('constructor: option_unknown', 'toString: option_unknown'),
      (t) => made(t, { constructor: 1, toString: 1 }),
    ],
    [
      'an issuer that the metadata do not say',
      'DiscoveryError provider_issuer_mismatch',
      (t) => made(t, { issuer: 'http://127.0.0.1:1' }),
    ],
  ],
};
