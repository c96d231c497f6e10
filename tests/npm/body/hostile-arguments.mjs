// Every hostile value in every place of every public function. A refusal is an error of the package
// or a `TypeError`, and names the argument; the same client then still tells a good token.
import { VALUES } from './hostile-values.mjs';
import { complaint } from './verdict.mjs';
import { CLIENT_OPTIONS, PLACES } from './hostile-places.mjs';

/** Which values a place takes, and whatever was no proper refusal. */
async function probe(t, argument, call) {
  const [taken, wrong] = [[], []];
  for (const [name, make] of Object.entries(VALUES)) {
    try {
      await call(make());
      taken.push(name);
    } catch (error) {
      const refusal = complaint(t.edgeward, error);
      if (!isProper(refusal, argument)) wrong.push(`${name}: ${refusal}`);
    }
  }
  const verdict = `takes ${taken.join(', ') || 'nothing'}`;
  return wrong.length > 0 ? `! ${wrong.join('; ')}; ${verdict}` : verdict;
}

/** An options object is named by its members: `*` is any name. */
function isProper(refusal, argument) {
  if (refusal.startsWith('!')) return false;
  if (refusal.startsWith('TypeError'))
    return argument === '*' || refusal === `TypeError ${argument}`;
  // Without the option for it, it is the address that is wrong.
  const named = argument === 'dangerAllowHttp' ? ['authority', argument] : [argument];
  return (
    !refusal.startsWith('ConfigError config_invalid') ||
    named.some((name) => refusal.includes(` ${name}: `))
  );
}

async function stillGood(t, one, verdict) {
  const { userId } = await one.validateToken(await t.sign({}));
  return userId === 'user-admin' ? verdict : `! ${userId}`;
}

export const hostileOptions = {
  group: 'hostile options of a client',
  cases: CLIENT_OPTIONS.map(([option, takes]) => [
    option,
    `takes ${takes}`,
    async (t) => {
      const { Client } = t.edgeward;
      const other = t.client();
      const token = await t.sign({});
      await other.validateToken(token);
      const verdict = await probe(t, option, async (value) => {
        const one = new Client({ timeout: 300, ...t.usual, [option]: value });
        // Whatever it makes of the token: nothing but an error of the package.
        await one.validateToken(token).catch((error) => {
          if (complaint(t.edgeward, error).startsWith('!')) throw error;
        });
      });
      return stillGood(t, other, verdict);
    },
  ]),
};

export const hostileArguments = {
  group: 'hostile arguments',
  cases: PLACES.map(([place, takes, call]) => [
    place,
    `takes ${takes}`,
    async (t) => {
      const one = t.party({ timeout: 1000 });
      const token = await t.sign({ roles: ['x'], scope: 'x' });
      await one.prepareSync();
      const user = await one.validateToken(token);
      const guard = new t.edgeward.Guard(one);
      const bearer = { headers: new Headers({ authorization: `Bearer ${token}` }) };
      const tools = { ...t, one, token, user, guard, bearer };
      const argument = place
        .split(' ')
        .at(-1)
        .replace(/^options$/, '*');
      const verdict = await probe(t, argument, (value) => call(tools, value));
      return stillGood(t, one, verdict);
    },
  ]),
};
