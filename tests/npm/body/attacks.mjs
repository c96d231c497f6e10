// Tokens and key sets that tests/vectors/attacks.mjs has made: refused with an error of the package, or
// accepted, and nothing else.

/**
 * @param {ReturnType<typeof import('../../vectors/attacks.mjs').createAttacks> & {
 *   wycheproof: Awaited<ReturnType<typeof import('../../vectors/wycheproof.mjs').readWycheproof>>,
 * }} attacks
 */
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
  { group: 'Wycheproof signatures', cases: wycheproof.signatures.map(verified) },
  { group: 'Wycheproof keys', cases: wycheproof.keys.map(verified) },
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
