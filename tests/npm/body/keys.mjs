// Which key a token is verified with, and when keys are fetched.
const unknown = 'InvalidTokenError token_key_unknown';

export const keys = {
  group: 'the keys of access tokens',
  cases: [
    [
      'a token without a kid, and one key that fits',
      'valid user-admin',
      async ({ client, sign }) =>
        client().validateToken(await sign({}, { header: { kid: undefined } })),
    ],
    [
      'an unknown kid',
      unknown,
      async ({ client, sign }) => client().validateToken(await sign({}, { header: { kid: 'x' } })),
    ],
    [
      "another key's kid",
      unknown,
      async ({ client, sign, ask }) => {
        const kid = await ask('kid', { alg: 'ES256' });
        return client().validateToken(await sign({}, { header: { kid } }));
      },
    ],
    [
      'many unknown ones ask the provider once in half a minute',
      '2',
      async ({ client, sign, counted, seconds }) => {
        let later = 0;
        const one = client({ clock: () => seconds() + later });
        const strange = await Promise.all(
          ['a', 'b', 'c', 'd'].map((kid) => sign({}, { header: { kid } })),
        );
        return counted('jwks', async () => {
          await one.jwks();
          later = 31;
          for (const token of strange) await one.validateToken(token).catch(() => {});
        });
      },
    ],
    [
      'the provider rotates its keys',
      'valid user-admin, valid user-admin, valid user-admin',
      async ({ client, mint, ask, verdicts, seconds }) => {
        let later = 0;
        const one = client({ clock: () => seconds() + later });
        const old = await mint('admin');
        return verdicts(
          () => one.validateToken(old),
          async () => {
            await ask('rotate');
            later = 31;
            return one.validateToken(await mint('admin'));
          },
          () => one.validateToken(old),
        );
      },
    ],
    [
      'a removed key stops when the keys are no longer fresh',
      `valid user-admin, ${unknown}`,
      async ({ client, mint, ask, verdicts, seconds }) => {
        let later = 0;
        const one = client({ clock: () => seconds() + later });
        await ask('rotate');
        const token = await mint('admin', { ttl: 3600 });
        return verdicts(
          () => one.validateToken(token),
          async () => {
            await ask('remove', { token });
            later = 601;
            return one.validateToken(token);
          },
        );
      },
    ],
    [
      'a provider that is down, within the hour and after it',
      'valid user-admin, DiscoveryError provider_status_unexpected 503',
      async ({ client, mint, ask, verdicts, seconds }) => {
        let later = 0;
        const one = client({ clock: () => seconds() + later });
        const token = await mint('admin', { ttl: 20_000 });
        await one.validateToken(token);
        await ask('fail', { endpoint: 'jwks', failure: { times: 100 } });
        await ask('fail', { endpoint: 'metadata', failure: { times: 100 } });
        const answer = await verdicts(
          () => ((later = 1200), one.validateToken(token)),
          () => ((later = 10_000), one.validateToken(token)),
        );
        await ask('mend');
        return answer;
      },
    ],
    [
      'a static set fetches nothing',
      'valid user-admin, 0 fetches',
      async ({ client, sign, edgeward, rsaKey }) => {
        let fetches = 0;
        const refuse = () => ((fetches += 1), Promise.reject(new Error('nothing may be fetched')));
        const one = client({ jwks: { keys: [rsaKey] }, fetch: refuse });
        const user = await one.validateToken(await sign({}));
        return user instanceof edgeward.User && `valid ${user.userId}, ${fetches} fetches`;
      },
    ],
    [
      'a static set with two keys that fit, and no kid',
      'InvalidTokenError token_key_ambiguous',
      async ({ client, sign, rsaKey, otherRsaKey }) => {
        const { kid: _, ...unnamed } = rsaKey;
        const jwks = { keys: [unnamed, { ...otherRsaKey, kid: undefined }] };
        return client({ jwks }).validateToken(await sign({}, { header: { kid: undefined } }));
      },
    ],
    [
      'a symmetric key in a static set',
      'valid user-admin',
      async ({ client, sign }) => {
        const key = 'thirty-two bytes of a static key';
        const jwks = { keys: [{ kty: 'oct', kid: 'own', k: btoa(key).replace(/=+$/, '') }] };
        const token = await sign({}, { alg: 'HS256', key, header: { kid: 'own' } });
        return client({ jwks }).validateToken(token);
      },
    ],
  ],
};
