// What is thrown.
async function thrown(call) {
  try {
    await call();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}

const expired = ({ client, sign }) =>
  thrown(async () =>
    client({ clock: () => 1_700_000_100 }).validateToken(
      await sign({ iat: 1_600_000_000, exp: 1_700_000_000 }),
    ),
  );

export const errors = {
  group: 'errors',
  cases: [
    [
      'instances',
      'InvalidTokenError EdgewardError Error',
      async (t) => {
        const error = await expired(t);
        const { edgeward } = t;
        const classes = { ...edgeward, Error };
        const names = ['InvalidTokenError', 'ConfigError', 'EdgewardError', 'Error'];
        return names.filter((name) => error instanceof classes[name]).join(' ');
      },
    ],
    [
      'the evidence',
      'token_expired exp 1700000000 1700000100 ',
      async (t) => {
        const { code, claim, exp, now, nbf } = await expired(t);
        return [code, claim, exp, now, nbf].join(' ');
      },
    ],
    [
      'the evidence of one that is too early',
      '1700000500 1700000000, 1700000500 1700000000',
      async ({ client, sign }) => {
        const one = client({ clock: () => 1_700_000_000 });
        const late = 1_700_000_500;
        const base = { iat: 1_600_000_000, exp: 1_800_000_000 };
        const early = await thrown(async () =>
          one.validateToken(await sign({ ...base, nbf: late })),
        );
        const ahead = await thrown(async () =>
          one.validateToken(await sign({ ...base, iat: late })),
        );
        return `${early.nbf} ${early.now}, ${ahead.iat} ${ahead.now}`;
      },
    ],
    [
      'no text of the token',
      'none',
      async (t) => {
        const token = await t.sign({ sub: 'unmistakable', aud: 'unmistakable' });
        const error = await thrown(() => t.client().validateToken(token));
        const said = [error.message, error.stack, JSON.stringify({ ...error })].join(' ');
        return /unmistakable|eyJ/.test(said) ? said : 'none';
      },
    ],
    [
      'a secret is nowhere',
      'nowhere',
      async (t) => {
        const secret = 'unmistakable-secret';
        const one = t.party({ clientSecret: secret, hmacSecret: secret.repeat(4) });
        const error = await thrown(() => one.refreshToken('unmistakable-token'));
        const said = [
          error.message,
          error.stack,
          JSON.stringify({ ...error }),
          JSON.stringify(one),
        ];
        return /unmistakable/.test(said.join(' ')) ? said.join(' ') : 'nowhere';
      },
    ],
    [
      'the status of the provider',
      'DiscoveryError 418',
      async ({ client, ask }) => {
        await ask('fail', { endpoint: 'metadata', failure: { status: 418 } });
        const { name, statusCode } = await thrown(() => client().discovery());
        return `${name} ${statusCode}`;
      },
    ],
    [
      'the problems of options, frozen',
      'true authority option_missing',
      async ({ edgeward: { Client } }) => {
        const { problems } = await thrown(() => new Client({}));
        const [{ option, code }] = problems;
        return `${Object.isFrozen(problems)} ${option} ${code}`;
      },
    ],
  ],
};
