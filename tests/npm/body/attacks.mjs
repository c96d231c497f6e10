// Tokens and key sets that tests/vectors/attacks.mjs has made: refused with an error of the package, or
// accepted, and nothing else.

/** @param {ReturnType<typeof import('../../vectors/attacks.mjs').createAttacks>} attacks */
export const attackGroups = ({ tokens, keys, claims, idTokens, client, wycheproof }) => [
  { group: 'attack tokens', cases: tokens.map(verified) },
  { group: 'attack keys', cases: keys.map(verified) },
  {
    group: 'attack claims',
    cases: claims.map(({ name, token, valid }) =>
      judged(name, valid, ({ edgeward: { Client } }) =>
        new Client({ ...client.options, clock: () => client.now }).validateToken(token),
      ),
    ),
  },
  {
    group: 'attack ID Tokens',
    cases: idTokens.map(({ name, token, valid }) =>
      judged(name, valid, ({ edgeward: { Client } }) =>
        new Client({ ...client.options, clock: () => client.now }).validateIdToken(token, {
          nonce: client.nonce,
        }),
      ),
    ),
  },
  ...(wycheproof ? [{ group: 'Wycheproof', cases: wycheproof.map(verified) }] : []),
];

const verified = ({ name, jwks, token, valid }) =>
  judged(name, valid, ({ edgeward: { verifyJws } }) => verifyJws(token, { jwks }));

const judged = (name, valid, ask) => [
  name,
  valid ? 'accepted' : 'refused',
  async (tools) => {
    try {
      await ask(tools);
      return 'accepted';
    } catch (error) {
      const { EdgewardError } = tools.edgeward;
      const isOurs = error instanceof EdgewardError || error instanceof TypeError;
      return isOurs ? 'refused' : `! ${error}`;
    }
  },
];
