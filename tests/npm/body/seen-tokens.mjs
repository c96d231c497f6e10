// A token that is shown again: the answer is the one that a client would find that has never seen it.

/** A client whose clock stands at `start`, and can be moved, in seconds. */
function movable({ client, seconds }, options = {}, start = seconds()) {
  let moved = 0;
  return {
    one: client({ clock: () => start + moved, ...options }),
    to: (seconds) => void (moved = seconds),
  };
}

/** A token, the same with another character at a place, and the token again. */
async function besideForged(tools, placeIn) {
  const { one } = movable(tools);
  const token = await tools.sign({});
  const at = placeIn(token);
  const other = token[at] === 'A' ? 'B' : 'A';
  const forged = token.slice(0, at) + other + token.slice(at + 1);
  return tools.verdicts(
    () => one.validateToken(token),
    () => one.validateToken(forged),
    () => one.validateToken(token),
  );
}

/** Moments around every date of the token and of the keys, back and forth. */
const MOMENTS = [0, 30, 299, 301, 359, 361, 0, 599, 601, 100, -30, -59, -61, -400, 10];

export const seenTokens = {
  group: 'tokens that were seen before',
  cases: [
    [
      'it is the same user, found once',
      'the same',
      async (tools) => {
        const { one } = movable(tools);
        const token = await tools.sign({});
        const first = await one.validateToken(token);
        const again = await one.validateToken(token);
        await one.prepareSync();
        const atOnce = one.validateTokenSync(token);
        return first === again && first === atOnce ? 'the same' : '! another one';
      },
    ],
    [
      'by a secret of the client’s own, too',
      'the same, InvalidTokenError token_expired exp',
      async (tools) => {
        const key = 'thirty-two bytes of the own secret';
        const start = tools.seconds();
        const { one, to } = movable(tools, { hmacSecret: key }, start);
        const claims = { iat: start, exp: start + 300 };
        const token = await tools.sign(claims, { alg: 'HS256', key, header: { kid: undefined } });
        const first = await one.validateToken(token);
        return tools.verdicts(
          async () => ((await one.validateToken(token)) === first ? 'the same' : '! another one'),
          () => (to(361), one.validateToken(token)),
        );
      },
    ],
    [
      'at any moment, the verdict is that of a client that has never seen it',
      'the same at 15 moments',
      async (tools) => {
        const { sign, seconds, verdicts } = tools;
        const now = seconds();
        const token = await sign({ iat: now, nbf: now, exp: now + 300 });
        const seeing = movable(tools, {}, now);
        await seeing.one.validateToken(token);
        let same = 0;
        for (const moment of MOMENTS) {
          seeing.to(moment);
          const fresh = movable(tools, {}, now);
          fresh.to(moment);
          const [seen, unseen] = await Promise.all(
            [seeing, fresh].map(({ one }) => verdicts(() => one.validateToken(token))),
          );
          if (seen !== unseen) return `! at ${moment}: ${seen}, and ${unseen}`;
          same += 1;
        }
        return `the same at ${same} moments`;
      },
    ],
    [
      'with another character in it, it is another token',
      'valid user-admin, InvalidTokenError token_signature_invalid, valid user-admin',
      (tools) => besideForged(tools, (token) => token.length - 20),
    ],
    [
      'with another payload before the same signature, it is another token',
      'valid user-admin, InvalidTokenError token_signature_invalid, valid user-admin',
      (tools) => besideForged(tools, (token) => token.indexOf('.') + 20),
    ],
    [
      'for another audience it is refused all the same',
      'valid user-admin, InvalidTokenError token_audience_mismatch aud',
      async (tools) => {
        const { one } = movable(tools);
        const token = await tools.sign({});
        return tools.verdicts(
          () => one.validateToken(token),
          () => one.validateToken(token, { audience: 'somebody else' }),
        );
      },
    ],
    [
      'a client that asks for more does not know what another one has seen',
      'valid user-admin, InvalidTokenError token_audience_mismatch aud',
      async (tools) => {
        const token = await tools.sign({});
        return tools.verdicts(
          () => movable(tools).one.validateToken(token),
          () => movable(tools, { audience: 'somebody else' }).one.validateToken(token),
        );
      },
    ],
    [
      'its key is gone when the keys are fetched again by hand',
      'valid user-admin, InvalidTokenError token_key_unknown',
      async (tools) => {
        const { one } = movable(tools);
        await tools.ask('rotate');
        const token = await tools.mint('admin');
        return tools.verdicts(
          () => one.validateToken(token),
          async () => {
            await tools.ask('remove', { token });
            await one.refreshMetadata();
            return one.validateToken(token);
          },
        );
      },
    ],
    [
      'who gives up before asking is not answered',
      'aborted',
      async (tools) => {
        const { one } = movable(tools);
        const token = await tools.sign({});
        await one.validateToken(token);
        const stop = new AbortController();
        stop.abort('aborted');
        return one.validateToken(token, { signal: stop.signal }).then(
          () => '! answered',
          (reason) => reason,
        );
      },
    ],
  ],
};
