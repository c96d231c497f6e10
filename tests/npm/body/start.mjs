// Before anything else of the package has been called: where the core has to be loaded first.
export const start = {
  group: 'the start',
  cases: [
    [
      'what an option means is said at once',
      'ConfigError config_invalid algorithms: option_not_one_of',
      ({ client }) => {
        client({ algorithms: ['RS1'] });
        return 'not yet';
      },
    ],
    [
      'a synchronous call before the keys are there',
      'EdgewardError not_ready',
      async ({ client, mint }) => client().validateTokenSync(await mint('admin')),
    ],
    [
      'and what that says',
      'names the cure',
      ({ client }) => {
        try {
          return client({ hmacSecret: 'x'.repeat(64) }).validateTokenSync('a.b.c');
        } catch (error) {
          const says = /prepareSync|keys|not compact|base64url/.test(error.message);
          return says ? 'names the cure' : error.message;
        }
      },
    ],
    [
      'many first calls at once load one core',
      'valid user-admin, valid user-editor, valid user-member',
      async ({ client, mint }) => {
        const logins = ['admin', 'editor', 'member'];
        const tokens = await Promise.all(logins.map((login) => mint(login)));
        const users = await Promise.all(tokens.map((token) => client().validateToken(token)));
        return users.map(({ userId }) => `valid ${userId}`).join(', ');
      },
    ],
  ],
};
