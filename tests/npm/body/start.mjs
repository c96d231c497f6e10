// Before anything else of the package has been called: where the core has to be loaded first.
export const start = {
  group: 'the start',
  cases: [
    [
      'what an option means is said at once',
      'at once',
      ({ client, edgeward: { ConfigError } }) => {
        try {
          client({ algorithms: ['RS1'] });
          return 'by the first call';
        } catch (error) {
          return error instanceof ConfigError && 'at once';
        }
      },
    ],
    ['crypto.subtle', 'there', () => (globalThis.crypto.subtle ? 'there' : 'missing')],
    [
      'a synchronous call before the keys are there',
      'EdgewardError not_ready',
      async ({ client, mint }) => client().validateTokenSync(await mint('admin')),
    ],
    [
      'and what that says',
      'names the cure',
      async ({ client, mint }) => {
        const token = await mint('admin');
        try {
          return String(client().validateTokenSync(token));
        } catch ({ message }) {
          return message.includes('`await client.prepareSync()`') ? 'names the cure' : message;
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
