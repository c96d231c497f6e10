// Where providers put roles, and what they do differently.
const seen = ({ roles, customRoles, tenantId }) =>
  `${roles.join(',')} / ${customRoles.join(',')} / ${tenantId}`;

const shape =
  (claims, options) =>
  async ({ client, sign }) =>
    seen(await client(options).validateToken(await sign(claims)));

export const providers = {
  group: 'the shapes of providers',
  cases: [
    [
      'generic',
      'admin / billing / t',
      shape({ roles: ['admin'], custom_roles: 'billing', tenant_id: 't' }),
    ],
    [
      'signward',
      'admin / billing / t',
      shape(
        { roles: ['admin'], custom_roles: ['billing'], tenant_id: 't' },
        { provider: 'signward', audience: undefined },
      ),
    ],
    [
      'keycloak',
      'admin,user / editor / undefined',
      shape(
        {
          realm_access: { roles: ['admin', 'user'] },
          resource_access: { app: { roles: ['editor'] }, other: { roles: ['x'] } },
        },
        { provider: 'keycloak', clientId: 'app' },
      ),
    ],
    ['entra', 'Admin /  / t', shape({ roles: ['Admin'], tid: 't' }, { provider: 'entra' })],
    [
      'auth0',
      'admin / read:x / org',
      shape({ roles: 'admin', permissions: ['read:x'], org_id: 'org' }, { provider: 'auth0' }),
    ],
    [
      'okta',
      'Everyone,Admins /  / undefined',
      shape({ groups: ['Everyone', 'Admins'] }, { provider: 'okta' }),
    ],
    [
      'cognito',
      'admins /  / undefined',
      shape(
        {
          'cognito:groups': ['admins'],
          aud: undefined,
          client_id: 'idserver-api',
          token_use: 'access',
        },
        { provider: 'cognito' },
      ),
    ],
    [
      'google',
      ' /  / example.com',
      shape({ roles: ['admin'], hd: 'example.com' }, { provider: 'google' }),
    ],
    [
      'rolesFrom and customRolesFrom',
      'a,b,c / d / undefined',
      shape(
        { one: { two: ['a', 'b'] }, 'https://x.example/roles': 'c', mine: ['d'], roles: ['no'] },
        { rolesFrom: ['one.two', 'https://x.example/roles'], customRolesFrom: 'mine' },
      ),
    ],
    ['roles that are none', ' /  / undefined', shape({ roles: { admin: true }, custom_roles: 7 })],
    [
      'HS256 by the key that Signward publishes, in writing',
      'valid user-billing',
      async ({ client, mint, signward: { issuer } }) => {
        const options = { authority: issuer, provider: 'signward', dangerSymmetricJwks: true };
        return client(options).validateToken(await mint('billing', { at: 'signward' }));
      },
    ],
    [
      'and without it',
      'InvalidTokenError token_alg_not_allowed',
      async ({ client, mint, signward: { issuer } }) =>
        client({ authority: issuer, provider: 'signward' }).validateToken(
          await mint('billing', { at: 'signward' }),
        ),
    ],
    [
      'the keys of it, and without it',
      'DiscoveryError provider_only_symmetric_keys',
      ({ client, signward: { issuer } }) => client({ authority: issuer }).jwks(),
    ],
    [
      'the endpoints that Signward leaves out',
      '/connect/authorize /connect/endsession',
      async ({ party, signward: { issuer }, redirectUri }) => {
        const one = party({ authority: issuer, provider: 'signward', dangerSymmetricJwks: true });
        const { url } = await one.authorizeUrlWithPkce({ redirectUri });
        return [url, await one.endSessionUrl()].map((text) => new URL(text).pathname).join(' ');
      },
    ],
  ],
};
