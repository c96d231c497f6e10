// Who a token is about.
const claims = {
  sub: 'ada',
  given_name: 'Ada',
  family_name: 'Lovelace',
  email: 'ada@example.com',
  email_verified: true,
  roles: ['Admin', 'STRASSE', 'Kelvin', 'İstanbul'],
  custom_roles: ['Billing'],
  scope: 'read write',
  nested: { list: [{ deep: 1 }] },
};

const ada = async ({ client, sign }, more) =>
  client().validateToken(await sign({ ...claims, ...more }));

const frozen = (value) =>
  typeof value !== 'object' ||
  value === null ||
  (Object.isFrozen(value) && Object.values(value).every(frozen));

export const user = {
  group: 'User',
  cases: [
    [
      'the fields',
      'ada ada@example.com true Ada Lovelace Ada Lovelace  Admin Billing read,write',
      async (t) => {
        const it = await ada(t, { roles: 'Admin' });
        const names = [it.userId, it.email, it.emailVerified, it.name, it.givenName, it.familyName];
        return [...names, it.tenantId, it.roles, it.customRoles, it.scopes].join(' ');
      },
    ],
    [
      'what the token does not say is left out',
      'emailVerified,roles,customRoles,scopes,claims,userId',
      async ({ client, sign }) => {
        const names = Object.keys(await client().validateToken(await sign({ sub: 'x' })));
        const order = ['emailVerified', 'roles', 'customRoles', 'scopes', 'claims', 'userId'];
        return order
          .filter((name) => names.includes(name))
          .concat(names.filter((name) => !order.includes(name)))
          .join(',');
      },
    ],
    [
      'the lists of one user after the other, all frozen',
      'a,b/c/r a,b/c/r a/c/r a,c/c/r //r c/a/r',
      async (t) => {
        const said = [];
        const asked = [
          [['a', 'b'], ['c']],
          [['a', 'b'], ['c']],
          [['a'], ['c']],
          [['a', 'c'], ['c']],
          [[], []],
          [['c'], ['a']],
        ];
        for (const [roles, custom_roles] of asked) {
          const it = await ada(t, { roles, custom_roles, scope: 'r' });
          const lists = [it.roles, it.customRoles, it.scopes];
          said.push(lists.every(frozen) ? lists.join('/') : 'not frozen');
        }
        return said.join(' ');
      },
    ],
    [
      'a list that is the caller’s own, though another user has the same',
      'true false',
      async (t) => {
        const { roles } = await ada(t);
        const own = [...roles];
        const it = new t.edgeward.User({ ...(await ada(t)).toJSON(), roles: own });
        const next = await ada(t);
        return `${it.roles === own && frozen(own)} ${next.roles === own}`;
      },
    ],
    [
      'roles, whatever their letter case',
      'true true true false false',
      async (t) => {
        const it = await ada(t);
        const asked = ['admin', 'ADMIN', 'strasse', 'straße', 'editor'];
        return asked.map((role) => it.hasRole(role)).join(' ');
      },
    ],
    [
      'but of ASCII alone',
      'true false false',
      async (t) => {
        const it = await ada(t);
        // The Kelvin sign, and the i without its dot.
        return ['kelvin', '\u212Aelvin', 'istanbul'].map((role) => it.hasRole(role)).join(' ');
      },
    ],
    [
      'custom roles',
      'true false true false',
      async (t) => {
        const it = await ada(t);
        const asked = [it.hasCustomRole('billing'), it.hasCustomRole('admin')];
        return [
          ...asked,
          it.hasAnyRole(['billing']),
          it.hasAnyRole(['billing'], { includeCustom: false }),
        ].join(' ');
      },
    ],
    [
      'any and all',
      'true false true false false true',
      async (t) => {
        const it = await ada(t);
        return [
          it.hasAnyRole(['x', 'admin']),
          it.hasAnyRole(['x', 'y']),
          it.hasAllRoles(['admin', 'billing']),
          it.hasAllRoles(['admin', 'billing'], { includeCustom: false }),
          it.hasAnyRole([]),
          it.hasAllRoles([]),
        ].join(' ');
      },
    ],
    [
      'a role that is none',
      'TypeError role, TypeError roles, TypeError roles, TypeError options, TypeError includeCustom',
      async (t) => {
        const it = await ada(t);
        return t.verdicts(
          () => it.hasRole(undefined),
          () => it.hasAnyRole(undefined),
          () => it.hasAllRoles([7]),
          () => it.hasAnyRole(['x'], 7),
          () => it.hasAnyRole(['x'], { includeCustom: 'no' }),
        );
      },
    ],
    ['frozen to the ground', 'true', async (t) => String(frozen(await ada(t)))],
    [
      'toJSON is a clone of the values',
      'true true false',
      async (t) => {
        const it = await ada(t);
        const clone = structuredClone(it.toJSON());
        const same = JSON.stringify(clone) === JSON.stringify(it);
        return `${same} ${clone.claims.nested.list[0].deep === 1} ${clone instanceof t.edgeward.User}`;
      },
    ],
    [
      'claims in the spelling of the provider',
      'Ada undefined',
      async (t) => {
        const { claims: seen } = await ada(t);
        return `${seen.given_name} ${seen.givenName}`;
      },
    ],
    [
      'claims are one object, and a copy has it too',
      'true true true',
      async (t) => {
        const it = await ada(t);
        const { claims: seen } = it;
        return [
          it.claims === seen,
          { ...it }.claims === seen,
          structuredClone(it).claims.sub === 'ada',
        ].join(' ');
      },
    ],
    [
      'claims in every script',
      'true true',
      async (t) => {
        const texts = ['é', '€ß', '𝄞😀', '\u0000\u007f\u0080\ufeff', '"\\/', '???>>>~~~'];
        const it = await ada(t, { texts, 'é😀': 'name' });
        const { texts: seen, 'é😀': named } = it.claims;
        return `${JSON.stringify(seen) === JSON.stringify(texts)} ${named === 'name'}`;
      },
    ],
    [
      'a large integer is its digits',
      '9007199254740993 string 9007199254740991 number',
      async ({ client, signBytes, seconds, provider: { issuer, audience } }) => {
        const { sub: _, ...rest } = claims;
        const plain = { ...rest, iss: issuer, aud: audience, exp: seconds() + 60 };
        const numbers = '"large":9007199254740993,"safe":9007199254740991,"sub":"x"';
        const json = `${JSON.stringify(plain).slice(0, -1)},${numbers}}`;
        const { claims: seen } = await client().validateToken(await signBytes(json));
        return [seen.large, typeof seen.large, seen.safe, typeof seen.safe].join(' ');
      },
    ],
    [
      'a claim that JavaScript knows',
      'own own',
      async ({ client, signBytes, seconds, provider: { issuer: iss, audience: aud } }) => {
        const plain = JSON.stringify({ iss, aud, sub: 'x', exp: seconds() + 60 });
        const json = `${plain.slice(0, -1)},"__proto__":{"isAdmin":true},"constructor":1}`;
        const { claims: seen, isAdmin } = await client().validateToken(await signBytes(json));
        const own = ['__proto__', 'constructor'].map((name) => Object.hasOwn(seen, name));
        if (isAdmin || seen.isAdmin || {}.isAdmin) return 'polluted';
        return own.map((is) => (is ? 'own' : 'lost')).join(' ');
      },
    ],
  ],
};
