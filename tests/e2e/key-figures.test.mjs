// The figures of key rotation: floods of made-up key ids, a provider that is down, new keys and removed ones,
// counted at the provider. The gate with a real clock, the npm package with one that a test moves.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, describe, test } from 'node:test';

import { startFaultyProvider } from '../support/faulty-provider.mjs';
import { createFigures, shown } from '../support/figures.mjs';
import { createConnections } from '../support/keep-alive.mjs';
import { ROOT } from '../support/root.mjs';
import { startStack } from '../support/stack.mjs';
import { encode } from '../vectors/attacks/sign.mjs';

const { Client, InvalidTokenError } = await import(`${ROOT}/target/npm/edgeward/js/doors/node.js`);

/** How many requests: `cargo xtask security` asks for ten thousand. */
const FLOOD = Number(process.env.EDGEWARD_FLOOD ?? 2000);
/** Of the flood, every so manieth token is a good one. */
const GOOD_EVERY = 50;
const WINDOW = 30_000;
const figures = createFigures('key-figures');

after(figures.write);

const STATES = {
  'that is healthy': {},
  'that is down': { deliver: { jwks: (response) => response.writeHead(503).end() } },
};

/** A token that names a key that nobody has. */
function madeUp() {
  const header = encode(JSON.stringify({ alg: 'RS256', kid: randomBytes(8).toString('hex') }));
  return `${header}.${encode('{"sub":"x"}')}.${encode(randomBytes(256))}`;
}

/** Puts the flood to `accepts`, some at a time. */
async function flood(good, accepts) {
  const tally = { good: 0, accepted: 0, forged: 0 };
  let left = FLOOD;
  const sender = async () => {
    while (left > 0) {
      left -= 1;
      const isGood = left % GOOD_EVERY === 0;
      const isAccepted = await accepts(isGood ? good : madeUp());
      if (isGood) tally.good += 1;
      if (isGood && isAccepted) tally.accepted += 1;
      if (!isGood && isAccepted) tally.forged += 1;
    }
  };
  await Promise.all(Array.from({ length: 32 }, sender));
  return tally;
}

/** The most requests that came within any half minute. */
function mostInWindow(requests) {
  const times = requests.filter(({ endpoint }) => endpoint === 'jwks').map(({ at }) => at);
  const within = times.map((from) => times.filter((at) => at >= from && at < from + WINDOW).length);
  return Math.max(0, ...within);
}

function addFlood(where, state, { good, accepted, forged }, most) {
  figures.add({
    row: `Unknown kid flood, ${where}`,
    target: `<= 2 fetches per 30 s for ${shown(FLOOD)} requests, good tokens all accepted`,
    measured: `provider ${state}: ${most} fetches, ${accepted} of ${good} good tokens accepted, ${forged} forged`,
    met: most <= 2 && accepted === good && good >= FLOOD / GOOD_EVERY && forged === 0,
  });
}

describe('a flood of made-up key ids', () => {
  for (const [state, faults] of Object.entries(STATES)) {
    test(`at the gate, with a provider ${state}`, async () => {
      const stack = await startStack({ start: startFaultyProvider });
      const connections = createConnections(32);
      try {
        const { provider } = stack;
        const good = provider.mint();
        const accepts = async (token) => (await status(stack, connections, token)) === 200;
        assert.ok(await accepts(good));
        provider.faults = faults;
        const tally = await flood(good, accepts);
        const most = mostInWindow(provider.requests);
        addFlood('the gate', state, tally, most);
        assert.deepEqual([tally.accepted, tally.forged], [tally.good, 0]);
        assert.ok(most <= 2, String(most));
      } finally {
        connections.close();
        await stack.close();
      }
    });

    test(`at the npm package, with a provider ${state}`, async () => {
      const provider = await startFaultyProvider();
      try {
        const client = clientOf(provider);
        const good = provider.mint();
        await client.validateToken(good);
        provider.faults = faults;
        const tally = await flood(good, (token) => accepted(client, token));
        const most = mostInWindow(provider.requests);
        addFlood('the npm package', state, tally, most);
        assert.deepEqual([tally.accepted, tally.forged], [tally.good, 0]);
        assert.ok(most <= 2, String(most));
      } finally {
        await provider.close();
      }
    });
  }
});

describe('an outage', () => {
  for (const [what, options, stale] of [
    ['an hour by default', {}, 3600],
    ['a day if it is configured', { staleKeys: 86_400 }, 86_400],
  ]) {
    test(`good tokens are accepted for ${what}, and not a second longer`, async () => {
      await withClock(options, async ({ provider, client, clock }) => {
        const token = provider.mint({ exp: 4_000_000_000 });
        assert.ok(await accepted(client, token));
        await provider.pause();
        const last = 600 + stale - 1;
        clock.later = last;
        const before = await accepted(client, token);
        clock.later = last + 1;
        const after = await outcome(client, token);
        figures.add({
          row: 'Outage',
          target: 'good tokens accepted for 1 h (settable to 24 h) of stale keys, then closed',
          measured: `${(last + 1 - 600) / 3600} h: accepted in its last second ${before}, then ${after}`,
          met: before && after === 'provider_unavailable',
        });
        assert.deepEqual([before, after], [true, 'provider_unavailable']);
        await provider.resume();
        clock.later += 60;
        assert.ok(await accepted(client, token));
      });
    });
  }
});

describe('a rotation', () => {
  test('a new key works within half a minute, though made-up key ids come all the time', async () => {
    await withClock({}, async ({ provider, client, clock }) => {
      const old = provider.mint({ exp: 4_000_000_000 });
      assert.ok(await accepted(client, old));
      // The worst moment: somebody has just asked for a key that nobody has.
      clock.later = 100;
      assert.equal(await accepted(client, madeUp()), false);
      provider.rotate();
      const token = provider.mint({ exp: 4_000_000_000 });
      let seconds = 0;
      while (!(await accepted(client, token)) && seconds < 120) {
        seconds += 1;
        clock.later += 1;
        await accepted(client, madeUp());
        assert.ok(await accepted(client, old));
      }
      figures.add({
        row: 'Rotation, a new key',
        target: 'works within 30 s, even under flood',
        measured: `${seconds} s`,
        met: seconds <= 30,
      });
      assert.ok(seconds <= 30, String(seconds));
    });
  });

  test('a removed key stops within ten minutes', async () => {
    await withClock({}, async ({ provider, client, clock }) => {
      const old = provider.mint({ exp: 4_000_000_000 });
      assert.ok(await accepted(client, old));
      provider.rotate();
      provider.keys.length = 2;
      const token = provider.mint({ exp: 4_000_000_000 });
      let seconds = 0;
      while ((await accepted(client, old)) && seconds < 1200) {
        seconds += 5;
        clock.later += 5;
      }
      figures.add({
        row: 'Rotation, a removed key',
        target: 'stops within 10 min',
        measured: `${seconds} s`,
        met: seconds <= 600,
      });
      assert.ok(seconds <= 600, String(seconds));
      assert.ok(await accepted(client, token));
    });
  });
});

function clientOf(provider, options) {
  const { issuer, audience } = provider;
  return new Client({ authority: issuer, audience, dangerAllowHttp: true, ...options });
}

async function withClock(options, run) {
  const provider = await startFaultyProvider();
  const clock = { later: 0 };
  const now = () => Math.floor(Date.now() / 1000) + clock.later;
  try {
    await run({ provider, clock, client: clientOf(provider, { ...options, clock: now }) });
  } finally {
    await provider.close();
  }
}

async function outcome(client, token) {
  try {
    await client.validateToken(token);
    return 'accepted';
  } catch (error) {
    return error.code;
  }
}

async function accepted(client, token) {
  try {
    await client.validateToken(token);
    return true;
  } catch (error) {
    if (error instanceof InvalidTokenError) return false;
    throw error;
  }
}

async function status(stack, connections, token) {
  const headers = { authorization: `Bearer ${token}` };
  return (await connections.ask(`${stack.url}/me`, { headers })).status;
}
