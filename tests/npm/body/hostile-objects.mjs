// Objects that are not what they seem: prototypes with something in them, other realms, options that
// change while they are used.
const own = (text) => JSON.parse(text);

/** Runs with members in everybody's prototype. */
async function polluted(members, work) {
  Object.assign(Object.prototype, members);
  try {
    return await work();
  } finally {
    for (const name of Object.keys(members)) delete Object.prototype[name];
  }
}

/** A case that needs values of another realm. */
const foreignly = (call) => (t) =>
  t.realm.foreign ? call({ ...t, foreign: t.realm.foreign }) : 'no other realm';

const SECRET = 'a secret of everybody, of 32 bytes or more';

export const hostileObjects = {
  group: 'objects that are not what they seem',
  cases: [
    [
      '__proto__ as an option',
      'ConfigError config_invalid __proto__: option_unknown',
      ({ edgeward: { Client }, usual }) =>
        new Client(Object.assign(own('{"__proto__":{"hmacSecret":"x"}}'), usual)) && 'taken',
    ],
    [
      '__proto__ as an option of a call',
      'TypeError __proto__',
      ({ client }) => client().validateToken('a.b.c', own('{"__proto__":{"audience":"x"}}')),
    ],
    [
      '__proto__ as an extra parameter',
      'own',
      async ({ party }) => {
        const extraParams = own('{"__proto__":"x"}');
        const redirectUri = 'https://app.example/';
        const { url } = await party().authorizeUrlWithPkce({ redirectUri, extraParams });
        return new URL(url).searchParams.get('__proto__') === 'x' ? 'own' : 'lost';
      },
    ],
    [
      'a secret in the prototype of all objects',
      'InvalidTokenError token_alg_not_allowed',
      async ({ client, sign, verdicts }) => {
        const token = await sign({}, { alg: 'HS256', key: SECRET });
        return polluted({ hmacSecret: SECRET, algorithms: ['HS256'] }, () =>
          verdicts(() => client().validateToken(token)),
        );
      },
    ],
    [
      'an audience in the prototype of all objects',
      'InvalidTokenError token_audience_mismatch aud',
      async ({ client, sign, verdicts }) => {
        const token = await sign({ aud: 'evil' });
        return polluted({ audience: 'evil', clockTolerance: 300 }, () =>
          verdicts(() => client().validateToken(token, {})),
        );
      },
    ],
    [
      'a person in the prototype of all objects',
      'the same',
      async ({ client, sign }) => {
        const token = await sign({});
        const person = async () => JSON.stringify(await client().validateToken(token));
        const honest = await person();
        const evil = { claims: { sub: 'evil' }, email: 'evil@evil.example', tenantId: 'evil' };
        const said = await polluted({ ...evil, authorization: 'evil', form: 'evil=1' }, person);
        return said === honest ? 'the same' : said;
      },
    ],
    [
      'what a property is in the prototype of all objects',
      'valid user-admin',
      async ({ client, sign }) => {
        const token = await sign({});
        return polluted({ value: 'evil' }, () => client().validateToken(token));
      },
    ],
    [
      'options that change while they are used',
      'valid user-admin',
      async ({ client, sign }) => {
        const audience = ['idserver-api'];
        const options = { audience };
        const working = client({ audience: 'x' }).validateToken(await sign({}), options);
        options.audience = 'x';
        audience[0] = 'x';
        return working;
      },
    ],
    [
      'bytes of a secret that change afterwards',
      'valid user-admin',
      async ({ client, sign }) => {
        const token = await sign({}, { alg: 'HS256', key: SECRET });
        const hmacSecret = new TextEncoder().encode(SECRET);
        const one = client({ hmacSecret });
        hmacSecret.fill(0);
        return one.validateToken(token);
      },
    ],
    [
      'an option whose getter says something else each time',
      'read once, valid user-admin',
      async ({ client, sign, verdicts }) => {
        let reads = 0;
        const options = {
          get audience() {
            reads += 1;
            return reads === 1 ? 'idserver-api' : 'x';
          },
        };
        const token = await sign({});
        const verdict = await verdicts(() => client().validateToken(token, options));
        return `${reads === 1 ? 'read once' : `read ${reads} times`}, ${verdict}`;
      },
    ],
    [
      'frozen options, and a proxy for them',
      'valid user-admin, valid user-admin',
      async ({ edgeward: { Client }, usual, sign, verdicts }) => {
        const token = await sign({});
        const frozen = Object.freeze({ ...usual });
        return verdicts(
          () => new Client(frozen).validateToken(token),
          () => new Client(new Proxy(frozen, {})).validateToken(token),
        );
      },
    ],
    [
      'a getter that calls the client',
      'valid user-admin',
      async ({ client, sign }) => {
        const one = client();
        const token = await sign({});
        const options = {
          get audience() {
            one.validateToken(token).catch(() => {});
            return 'idserver-api';
          },
        };
        return one.validateToken(token, options);
      },
    ],
    [
      'options, lists and functions of another realm',
      'valid user-admin, valid user-admin',
      foreignly(async ({ edgeward: { Client }, usual, sign, verdicts, foreign }) => {
        const options = foreign('({ audience: ["idserver-api"], clock: () => Date.now() / 1000 })');
        const one = new Client(Object.assign(options, { ...usual, ...options }));
        const token = await sign({});
        return verdicts(
          () => one.validateToken(token),
          () => one.validateToken(token, foreign('({ audience: ["x", "idserver-api"] })')),
        );
      }),
    ],
    [
      'bytes of another realm',
      'valid user-admin',
      foreignly(async ({ client, sign, foreign }) => {
        const token = await sign({}, { alg: 'HS256', key: SECRET });
        const hmacSecret = foreign(`Uint8Array.from('${SECRET}', (it) => it.charCodeAt(0))`);
        return client({ hmacSecret }).validateToken(token);
      }),
    ],
    [
      'a value of another realm in the wrong place',
      'TypeError token, TypeError audience, TypeError options',
      foreignly(async ({ client, sign, verdicts, foreign }) => {
        const one = client();
        const token = await sign({});
        return verdicts(
          () => one.validateToken(foreign('new String("x")')),
          () => one.validateToken(token, { audience: foreign('[1]') }),
          () => one.validateToken(token, foreign('[]')),
        );
      }),
    ],
  ],
};
