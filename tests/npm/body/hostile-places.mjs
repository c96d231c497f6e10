// Where a caller can put a value, and which of the hostile values are no mistake there.

/** The options of a client, with what each takes. */
export const CLIENT_OPTIONS = [
  ['authority', 'nothing'],
  ['clientId', 'undefined'],
  ['clientSecret', 'undefined'],
  ['clientAuth', 'undefined'],
  ['scopes', 'undefined, an array without end'],
  ['audience', 'undefined, an array without end'],
  ['issuer', 'undefined'],
  ['algorithms', 'undefined'],
  ['timeout', 'undefined, zero'],
  ['webBaseUrl', 'undefined'],
  ['fetch', 'undefined, a function'],
  ['provider', 'undefined'],
  ['rolesFrom', 'undefined, an array without end'],
  ['customRolesFrom', 'undefined, an array without end'],
  ['jwks', 'undefined'],
  ['hmacSecret', 'undefined, shared memory'],
  ['clock', 'undefined, a function'],
  ['clockTolerance', 'undefined, zero'],
  ['tokenType', 'undefined'],
  ['staleKeys', 'undefined, zero'],
  ['dangerSymmetricJwks', 'undefined, true'],
  ['dangerAllowHttp', 'true'],
];

/** What has no members is an object of options, none of which is given. */
const OBJECTS = [
  'undefined',
  'an empty object',
  'a date',
  'a regular expression',
  'a promise',
  'what only has the prototype of a signal',
  'what only has the prototype of bytes',
  'what only has the prototype of a URL',
].join(', ');

/** Texts that nobody but the provider understands, and that go there percent-encoded. */
const TEXTS = ['an empty text', 'a space', 'NUL', 'a line break'].join(', ');

const redirectUri = 'https://app.example/callback';
const codeVerifier = 'v'.repeat(43);
const request = { redirectUri };
const bound = {
  redirectUri,
  state: 's',
  nonce: 'n',
  codeChallenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
};
const callback = { state: 's', nonce: 'n', codeVerifier, redirectUri };

const options = (name, call, takes = {}, whole = OBJECTS) => [
  [`${name} options`, whole, call],
  ...Object.entries(takes).map(([option, taken]) => [
    `${name} ${option}`,
    taken,
    (t, value) => call(t, { [option]: value }),
  ]),
];

/** `[place, what it takes, call]`: the last word of the place is the argument's name. */
export const PLACES = [
  ...options('discovery', ({ one }, value) => one.discovery(value), { signal: 'undefined' }),
  ...options('jwks', ({ one }, value) => one.jwks(value), { signal: 'undefined' }),
  ...options('refreshMetadata', ({ one }, value) => one.refreshMetadata(value)),
  ...options('prepareSync', ({ one }, value) => one.prepareSync(value)),
  ...options(
    'authorizeUrlWithPkce',
    ({ one }, value) => one.authorizeUrlWithPkce(value),
    {},
    'nothing',
  ),
  ...Object.entries({ redirectUri: 'nothing', extraParams: OBJECTS, signal: 'undefined' }).map(
    ([name, takes]) => [
      `authorizeUrlWithPkce ${name}`,
      takes,
      ({ one }, value) => one.authorizeUrlWithPkce({ ...request, [name]: value }),
    ],
  ),
  ...Object.entries({
    redirectUri: 'nothing',
    scope: 'undefined',
    responseMode: 'undefined',
    prompt: 'undefined',
    maxAge: 'undefined, zero',
    loginHint: `undefined, ${TEXTS}`,
    uiLocales: `undefined, ${TEXTS}`,
    acrValues: `undefined, ${TEXTS}`,
    extraParams: OBJECTS,
    state: 'nothing',
    nonce: 'nothing',
    codeChallenge: 'nothing',
    codeChallengeMethod: 'undefined',
    signal: 'undefined',
  }).map(([name, takes]) => [
    `authorizeUrl ${name}`,
    takes,
    ({ one }, value) => one.authorizeUrl({ ...bound, [name]: value }),
  ]),
  ['handleCallback url', 'nothing', ({ one }, value) => one.handleCallback(value, callback)],
  ...['state', 'nonce', 'codeVerifier', 'redirectUri', 'maxAge', 'signal'].map((name) => [
    `handleCallback ${name}`,
    'nothing',
    ({ one }, value) => one.handleCallback('?code=c&state=s', { ...callback, [name]: value }),
  ]),
  [
    'exchangeCode code',
    'nothing',
    ({ one }, value) => one.exchangeCode(value, { redirectUri, codeVerifier }),
  ],
  ...['redirectUri', 'codeVerifier'].map((name) => [
    `exchangeCode ${name}`,
    'nothing',
    ({ one }, value) => one.exchangeCode('c', { redirectUri, codeVerifier, [name]: value }),
  ]),
  ['refreshToken refreshToken', 'nothing', ({ one }, value) => one.refreshToken(value)],
  ['revokeToken token', 'a space, NUL, a line break', ({ one }, value) => one.revokeToken(value)],
  ['revokeToken hint', 'undefined', ({ one }, value) => one.revokeToken('t', { hint: value })],
  ['userinfo accessToken', 'nothing', ({ one }, value) => one.userinfo(value)],
  ['userinfo sub', 'nothing', ({ one }, value) => one.userinfo('t', { sub: value })],
  ['validateToken token', 'nothing', ({ one }, value) => one.validateToken(value)],
  ...options('validateToken', ({ one, token }, value) => one.validateToken(token, value), {
    audience: 'undefined',
    clockTolerance: 'undefined, zero',
    signal: 'undefined',
  }),
  ['validateTokenSync token', 'nothing', ({ one }, value) => one.validateTokenSync(value)],
  ...options('validateTokenSync', ({ one, token }, value) => one.validateTokenSync(token, value), {
    audience: 'undefined',
    clockTolerance: 'undefined, zero',
  }),
  [
    'validateIdToken idToken',
    'nothing',
    ({ one }, value) => one.validateIdToken(value, { nonce: 'n' }),
  ],
  ...['nonce', 'maxAge', 'accessToken', 'trustedAudiences'].map((name) => [
    `validateIdToken ${name}`,
    'nothing',
    ({ one, token, edgeward: { skipNonce } }, value) =>
      one.validateIdToken(token, { nonce: skipNonce, [name]: value }),
  ]),
  [
    'verifyJws token',
    'nothing',
    ({ edgeward, rsaKey }, value) => edgeward.verifyJws(value, { jwks: { keys: [rsaKey] } }),
  ],
  [
    'verifyJws jwks',
    'nothing',
    ({ edgeward, token }, value) => edgeward.verifyJws(token, { jwks: value }),
  ],
  ...options('Client.verifyJws', ({ one, token }, value) => one.verifyJws(token, value), {
    jwks: 'undefined',
    algorithms: 'undefined',
    signal: 'undefined',
  }),
  ...options('endSessionUrl', ({ one }, value) => one.endSessionUrl(value), {
    idTokenHint: `undefined, ${TEXTS}`,
    postLogoutRedirectUri: 'undefined',
    state: 'undefined',
    uiLocales: `undefined, ${TEXTS}`,
  }),
  ['Guard client', 'nothing', ({ edgeward: { Guard } }, value) => new Guard(value)],
  ...options('Guard', ({ edgeward: { Guard }, one }, value) => new Guard(one, value), {
    realm: 'undefined, a space',
  }),
  ['optionalUser request', 'nothing', ({ guard }, value) => guard.optionalUser(value)],
  [
    'the headers of a request',
    'nothing',
    ({ guard }, value) => guard.optionalUser({ headers: value }),
  ],
  [
    'the header of a request',
    'undefined, null',
    ({ guard }, value) => guard.optionalUser({ headers: { get: () => value } }),
  ],
  [
    'requireRole roles',
    'an array without end',
    ({ guard, bearer }, value) => guard.requireRole(bearer, value),
  ],
  ...options('requireRole', ({ guard, bearer }, value) => guard.requireRole(bearer, 'x', value), {
    requireAll: 'undefined, true',
    includeCustom: 'undefined, true',
    signal: 'undefined',
  }),
  [
    'requireScope scopes',
    'an array without end',
    ({ guard, bearer }, value) => guard.requireScope(bearer, value),
  ],
  ['hasRole role', TEXTS, ({ user }, value) => user.hasRole(value)],
  ['hasCustomRole role', TEXTS, ({ user }, value) => user.hasCustomRole(value)],
  [
    'hasAnyRole roles',
    `an empty array, an array without end, ${TEXTS}`,
    ({ user }, value) => user.hasAnyRole(value),
  ],
  ...options('hasAllRoles', ({ user }, value) => user.hasAllRoles(['x'], value), {
    includeCustom: 'undefined, true',
  }),
];
