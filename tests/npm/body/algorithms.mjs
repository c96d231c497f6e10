// A token of every algorithm.
const ASYMMETRIC = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
];

const SYMMETRIC = ['HS256', 'HS384', 'HS512'];

const SECRET = '64 bytes that both sides know, for HS512 asks for as many as it.';

export const algorithms = {
  group: 'the algorithms of access tokens',
  cases: [
    ...ASYMMETRIC.flatMap((alg) => [
      [
        `${alg}, the provider's`,
        'valid user-admin',
        async ({ client, mint }) => client().validateToken(await mint('admin', { alg })),
      ],
      [
        `${alg}, jose's`,
        'valid ada',
        async ({ client, sign }) => client().validateToken(await sign({ sub: 'ada' }, { alg })),
      ],
      [
        `${alg} by a stranger's key`,
        'InvalidTokenError token_signature_invalid',
        async ({ client, sign }) =>
          client().validateToken(await sign({}, { alg, key: 'stranger' })),
      ],
      [
        `${alg} where it is not allowed`,
        'InvalidTokenError token_alg_not_allowed',
        async ({ client, sign }) => {
          const algorithms = ASYMMETRIC.filter((other) => other !== alg);
          return client({ algorithms }).validateToken(await sign({}, { alg }));
        },
      ],
    ]),
    ...SYMMETRIC.flatMap((alg) => [
      [
        `${alg} with a text`,
        'valid ada',
        async ({ client, sign }) => {
          const token = await sign({ sub: 'ada' }, { alg, key: SECRET });
          return client({ hmacSecret: SECRET }).validateToken(token);
        },
      ],
      [
        `${alg} with bytes`,
        'valid ada',
        async ({ client, sign }) => {
          const token = await sign({ sub: 'ada' }, { alg, key: SECRET });
          const hmacSecret = new TextEncoder().encode(SECRET);
          return client({ hmacSecret, algorithms: [alg] }).validateToken(token);
        },
      ],
      [
        `${alg} with another secret`,
        'InvalidTokenError token_signature_invalid',
        async ({ client, sign }) => {
          const token = await sign({}, { alg, key: SECRET });
          return client({ hmacSecret: SECRET.toUpperCase() }).validateToken(token);
        },
      ],
      [
        `${alg} without a secret`,
        'InvalidTokenError token_alg_not_allowed',
        async ({ client, sign }) => client().validateToken(await sign({}, { alg, key: SECRET })),
      ],
    ]),
    [
      'a secret of 32 bytes is for HS256 alone',
      'valid ada, InvalidTokenError token_alg_not_allowed',
      async ({ client, sign, verdicts }) => {
        const key = SECRET.slice(0, 32);
        const one = client({ hmacSecret: key });
        const token = (alg) => sign({ sub: 'ada' }, { alg, key });
        return verdicts(
          async () => one.validateToken(await token('HS256')),
          async () => one.validateToken(await token('HS384')),
        );
      },
    ],
    [
      'the public key as a secret',
      'InvalidTokenError token_alg_not_allowed',
      async ({ client, sign, rsaKey }) =>
        client().validateToken(await sign({}, { alg: 'HS256', key: JSON.stringify(rsaKey) })),
    ],
    [
      'none',
      'InvalidTokenError token_alg_unsupported',
      ({ client }) => client().validateToken('eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZGEifQ.'),
    ],
  ],
};
