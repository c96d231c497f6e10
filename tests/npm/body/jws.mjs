// Signatures alone.
const text = (bytes) => new TextDecoder().decode(bytes);

const shown = ({ header, payload }) =>
  `${header.alg} ${header.kid} ${payload instanceof Uint8Array} ${text(payload)}`;

const payloads = { 'no JSON': 'not JSON, ünd\0', nothing: '', 'a JSON array': '[1]' };

export const jws = {
  group: 'verifyJws',
  cases: [
    ...Object.entries(payloads).map(([name, payload]) => [
      `a payload that is ${name}`,
      `RS256 kid true ${payload}`,
      async ({ edgeward: { verifyJws }, signBytes, rsaKey }) => {
        const token = await signBytes(payload, { header: { kid: 'kid' } });
        return shown(await verifyJws(token, { jwks: { keys: [{ ...rsaKey, kid: 'kid' }] } }));
      },
    ]),
    [
      "by a client's keys",
      'ES384 true',
      async ({ client, signBytes }) => {
        const { header, payload } = await client().verifyJws(
          await signBytes('hello', { alg: 'ES384' }),
        );
        return `${header.alg} ${text(payload) === 'hello'}`;
      },
    ],
    [
      'by a client and other keys',
      'InvalidTokenError token_key_unknown',
      async ({ client, signBytes, otherRsaKey }) =>
        client().verifyJws(await signBytes('x'), { jwks: { keys: [otherRsaKey] } }),
    ],
    [
      'algorithms',
      'RS256, InvalidTokenError token_alg_not_allowed, TypeError algorithms, InvalidTokenError token_alg_not_allowed',
      async ({ edgeward: { verifyJws }, client, signBytes, rsaKey, verdicts }) => {
        const token = await signBytes('x');
        const jwks = { keys: [rsaKey] };
        return verdicts(
          async () => (await verifyJws(token, { jwks, algorithms: ['RS256'] })).header.alg,
          () => verifyJws(token, { jwks, algorithms: ['PS256'] }),
          () => verifyJws(token, { jwks, algorithms: ['RS1'] }),
          () => client().verifyJws(token, { algorithms: ['ES256'] }),
        );
      },
    ],
    [
      'a header that holds members of its own, frozen',
      'true 9007199254740993',
      async ({ edgeward: { verifyJws }, signBytes, rsaKey }) => {
        const header = { mine: { deep: 1 }, big: '9007199254740993' };
        const { header: seen } = await verifyJws(await signBytes('x', { header }), {
          jwks: { keys: [rsaKey] },
        });
        return `${Object.isFrozen(seen.mine)} ${seen.big}`;
      },
    ],
    ['no keys', 'TypeError jwks', ({ edgeward: { verifyJws } }) => verifyJws('a.b.c', {})],
    ['no options', 'TypeError jwks', ({ edgeward: { verifyJws } }) => verifyJws('a.b.c')],
    [
      'a key set that is none',
      'TypeError jwks',
      ({ edgeward: { verifyJws } }) => verifyJws('a.b.c', { jwks: { keys: 7 } }),
    ],
    [
      'a private key',
      'ConfigError provider_no_usable_key',
      ({ edgeward: { verifyJws }, rsaKey }) =>
        verifyJws('a.b.c', { jwks: { keys: [{ ...rsaKey, d: 'AQAB' }] } }),
    ],
    ['no token', 'TypeError token', ({ edgeward: { verifyJws } }) => verifyJws(undefined, {})],
    [
      'a broken header',
      'InvalidTokenError token_json_invalid',
      ({ edgeward: { verifyJws }, rsaKey }) =>
        verifyJws('e30x.e30.AA', { jwks: { keys: [rsaKey] } }),
    ],
  ],
};
