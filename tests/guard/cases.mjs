// What is asked of the application, and of the gate where it has the same route.

/** A token, or whatever else stands in `Authorization`, by what it is called in the tests. */
export const CREDENTIALS = {
  nobody: async () => undefined,
  'a member': async (provider) => bearer(await provider.mint('member')),
  'an editor': async (provider) => bearer(await provider.mint('editor')),
  'an admin': async (provider) => bearer(await provider.mint('admin')),
  'an admin with the custom role billing': async (provider) =>
    bearer(await provider.mint('billing')),
  'a member with both scopes': async (provider) =>
    bearer(await provider.mint('member', { scope: 'api:read api:write' })),
  'a member with one scope': async (provider) =>
    bearer(await provider.mint('member', { scope: 'api:read' })),
  'an admin with another algorithm and a scheme in mixed case': async (provider) =>
    `bEARER   ${await provider.mint('admin', { alg: 'EdDSA' })}`,
  'an expired token': async (provider) => bearer(await provider.mint('admin', { ttl: -120 })),
  'a token for another audience': async (provider) =>
    bearer(await provider.mint('admin', { claims: { aud: 'another-api' } })),
  'a forged token': async (provider) => bearer(forged(await provider.mint('admin'))),
  'no token at all': async () => 'Bearer not.a.token',
  'an empty header': async () => '',
  'another scheme': async () => 'Basic dXNlcjpwYXNz',
  'a token without a scheme': async (provider) => provider.mint('admin'),
  'two tokens': async (provider) => {
    const token = bearer(await provider.mint('admin'));
    return [token, token];
  },
};

/** Routes that application and gate both have. */
export const SHARED_ROUTES = ['/me', '/editors-or-admins/desk', '/billing-admin-only/ledger'];

/** What each credential gets at each route. */
export const EXPECTED = {
  '/me': expected({ nobody: 401 }),
  '/editors-or-admins/desk': expected({
    nobody: 401,
    'a member': 403,
    'a member with both scopes': 403,
    'a member with one scope': 403,
  }),
  '/billing-admin-only/ledger': expected({
    nobody: 401,
    'a member': 403,
    'an editor': 403,
    'an admin': 403,
    'a member with both scopes': 403,
    'a member with one scope': 403,
    'an admin with another algorithm and a scheme in mixed case': 403,
  }),
  // The custom role does not count.
  '/built-in': expected({ nobody: 401 }, 403),
  '/scopes': expected({ nobody: 401, 'a member with both scopes': 200 }, 403),
  '/optional': expected({}),
};

/** Where a runtime's own way with a request makes another case of a credential. */
export const DIFFERENCES = [
  {
    runtime: 'workerd',
    credential: 'an empty header',
    like: 'nobody',
    reason: 'workerd drops a header field without a value before any Worker sees it',
  },
];

/** Whatever is wrong with a credential is wrong everywhere; `good` is for the others. */
function expected(given, good = 200) {
  return {
    ...Object.fromEntries(Object.keys(CREDENTIALS).map((name) => [name, good])),
    'an expired token': 401,
    'a token for another audience': 401,
    'a forged token': 401,
    'no token at all': 401,
    'an empty header': 400,
    'another scheme': 400,
    'a token without a scheme': 400,
    'two tokens': 400,
    ...(good === 200 && { nobody: 200 }),
    ...given,
  };
}

function bearer(token) {
  return `Bearer ${token}`;
}

/** One bit of the signature differs. */
function forged(token) {
  const [header, payload, signature] = token.split('.');
  const bytes = Buffer.from(signature, 'base64url');
  bytes[bytes.length >> 1] ^= 1;
  return [header, payload, bytes.toString('base64url')].join('.');
}
