// Validation without waiting.
const notReady = 'EdgewardError not_ready';

export const synchronous = {
  group: 'synchronous validation',
  cases: [
    [
      'before the keys are there, and after prepareSync',
      `${notReady}, valid user-admin`,
      async ({ client, mint, verdicts }) => {
        const one = client();
        const token = await mint('admin');
        return verdicts(
          () => one.validateTokenSync(token),
          async () => {
            await one.prepareSync();
            return one.validateTokenSync(token);
          },
        );
      },
    ],
    ...['RS512', 'PS256', 'ES256', 'ES512', 'EdDSA'].map((alg) => [
      alg,
      'valid user-admin, InvalidTokenError token_signature_invalid',
      async ({ client, sign, verdicts }) => {
        const one = client();
        await one.prepareSync();
        const [good, bad] = [await sign({}, { alg }), await sign({}, { alg, key: 'stranger' })];
        return verdicts(
          () => one.validateTokenSync(good),
          () => one.validateTokenSync(bad),
        );
      },
    ]),
    [
      'HS256 needs no preparation once the core is there',
      'valid user-admin',
      async ({ client, sign }) => {
        const key = 'a secret of at least 32 bytes, long';
        const token = await sign({}, { alg: 'HS256', key });
        return client({ hmacSecret: key, algorithms: ['HS256'] }).validateTokenSync(token);
      },
    ],
    [
      'a refusal is the same as that of the asynchronous call',
      'InvalidTokenError token_expired exp, InvalidTokenError token_expired exp',
      async ({ client, mint, verdicts }) => {
        const one = client();
        await one.prepareSync();
        const token = await mint('admin', { ttl: -100 });
        return verdicts(
          () => one.validateTokenSync(token),
          () => one.validateToken(token),
        );
      },
    ],
    [
      'options of the call',
      'InvalidTokenError token_audience_mismatch aud, valid user-admin, TypeError signal',
      async ({ client, mint, verdicts }) => {
        const one = client();
        await one.prepareSync();
        const token = await mint('admin', { ttl: -100 });
        return verdicts(
          () => one.validateTokenSync(token, { audience: 'x', clockTolerance: 300 }),
          () => one.validateTokenSync(token, { clockTolerance: 300 }),
          () => one.validateTokenSync(token, { signal: AbortSignal.abort() }),
        );
      },
    ],
    [
      'a rotated key is fetched in the background',
      'InvalidTokenError token_key_unknown, valid user-admin',
      async ({ client, mint, ask, verdicts, seconds }) => {
        let later = 0;
        const one = client({ clock: () => seconds() + later });
        await one.prepareSync();
        await ask('rotate');
        const token = await mint('admin');
        later = 31;
        return verdicts(
          () => one.validateTokenSync(token),
          async () => {
            await one.validateToken(token);
            return one.validateTokenSync(token);
          },
        );
      },
    ],
  ],
};
