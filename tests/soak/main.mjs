// `cargo xtask soak`: everything at once at the Worker in workerd, for minutes, while the provider
// fails on and off. No decision may be wrong, no 5xx of our own making, and memory stays flat.
import { setMaxListeners } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';

import { startStack } from '../support/stack.mjs';
import { ask, bearerKinds } from './bearer.mjs';
import { Memory } from './memory.mjs';
import { visit } from './people.mjs';
import { print, rows } from './report.mjs';
import { Tally } from './tally.mjs';
import { Weather, pause } from './weather.mjs';

const RESULTS = 'target/security';

/** Programs and people at once. */
const PROGRAMS = 6;
const PEOPLE = 2;

/** Seconds a program waits after an answer: the load is to last, not to be the greatest. */
const BREATH = 0.02;

/** Seconds that access tokens live: sessions are refreshed all the time. */
const ACCESS_TOKEN_TTL = 90;

const { values } = parseArgs({ options: { minutes: { type: 'string', default: '10' } } });
const seconds = Number(values.minutes) * 60;
if (!(seconds > 0)) throw new Error('`--minutes` is a number above 0');

const stack = await startStack({ provider: { accessTokenTtl: ACCESS_TOKEN_TTL } });
try {
  const tally = new Tally();
  const weather = new Weather(stack.provider);
  const memory = new Memory();
  const kinds = await bearerKinds(stack.provider);
  // The gate knows the keys before the first storm.
  await ask(
    stack.url,
    kinds.find(({ name }) => name === 'valid, RS256'),
  );
  const before = { ...stack.provider.counts };
  const began = Date.now();

  const end = AbortSignal.timeout(seconds * 1000);
  const fail = new AbortController();
  const signal = AbortSignal.any([end, fail.signal]);
  setMaxListeners(0, signal);
  const lanes = [
    weather.change(signal),
    memory.watch(stack.gate.memory, signal),
    forget(signal),
    ...Array.from({ length: PROGRAMS }, (_, lane) => program(lane)),
    ...Array.from({ length: PEOPLE }, (_, lane) => people(lane)),
  ];
  await Promise.all(
    lanes.map((lane) => lane.catch((error) => (fail.abort(), Promise.reject(error)))),
  );
  const took = (Date.now() - began) / 1000;
  const fetched = stack.provider.counts.jwks - before.jwks;
  const result = {
    tally,
    weather,
    memory: memory.verdict(),
    samples: memory.samples,
    took,
    fetched,
  };
  print(result);
  await mkdir(RESULTS, { recursive: true });
  const table = rows(result);
  await writeFile(`${RESULTS}/soak.json`, `${JSON.stringify(table, undefined, 2)}\n`);
  if (!table.every(({ met }) => met)) process.exitCode = 1;

  async function program(lane) {
    for (let turn = lane; !signal.aborted; turn += 1) {
      const kind = kinds[turn % kinds.length];
      const since = Date.now();
      try {
        const { status, fault } = await ask(stack.url, kind);
        if (status >= 500)
          tally.add5xx(kind.name === 'unknown kid' && !weather.wasFairSince(since));
        tally.add(kind.name, status, fault);
      } catch (error) {
        tally.addUnanswered(error);
      }
      await pause(BREATH, signal);
    }
  }

  async function people(lane) {
    for (let turn = lane; !signal.aborted; turn += 1) {
      const told = (kind, { status }, fault, since) => {
        if (status >= 500) tally.add5xx(!weather.wasFairSince(since));
        tally.add(kind, status, fault);
      };
      try {
        await visit(stack.url, turn, weather, told);
      } catch (error) {
        tally.addUnanswered(error);
      }
      await pause(BREATH, signal);
    }
  }
} finally {
  await stack.close();
}

/** What provider, origin and log remember for tests would fill this process. */
async function forget(signal) {
  while (!signal.aborted) {
    await pause(1, signal);
    for (const list of [stack.provider.requests, stack.origin.requests, stack.gate.logs]) {
      list.length = 0;
    }
  }
}
