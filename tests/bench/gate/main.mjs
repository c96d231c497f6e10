// The gate under load in workerd, beside an ungated pass-through and a gate in JavaScript.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { rotated, spread } from '../statistics.mjs';
import { PATH, openStage } from './stage.mjs';
import { load } from './wrk.mjs';

/** Those that let everything through. */
const UNGATED = ['pass-through', 'nothing decided'];

/** So many that none is seen twice within a round. */
const NEW_TOKENS = 20_000;

/**
 * @typedef {object} GateCell
 * @property {string} worker
 * @property {string} scenario
 * @property {import('../statistics.mjs').Spread} requests In a second.
 * @property {import('../statistics.mjs').Spread} p50 Milliseconds.
 * @property {import('../statistics.mjs').Spread} p99 Milliseconds.
 * @property {import('../statistics.mjs').Spread} cpu Microseconds that workerd worked for a request.
 * @property {number} memory MiB, afterwards.
 *
 * @param {boolean} quick
 * @returns {Promise<GateCell[]>}
 */
export async function measureGates(quick) {
  const [rounds, seconds] = quick ? [2, 1] : [7, 2];
  const folder = await mkdtemp(join(tmpdir(), 'bench-gate-'));
  const stage = await openStage();
  try {
    const tokens = join(folder, 'tokens.txt');
    await writeFile(tokens, (await stage.mint('ES256', NEW_TOKENS)).join('\n'));
    const cells = cellsOf(stage.workers, {
      RS256: (await stage.mint('RS256', 1))[0],
      ES256: (await stage.mint('ES256', 1))[0],
      tokens,
    });
    for (const cell of cells) await once(cell, { seconds: 1, start: 0 });
    const samples = new Map(cells.map((cell) => [cell, []]));
    for (let round = 0; round < rounds; round += 1) {
      console.error(`    the gate under load, round ${round + 1} of ${rounds}`);
      for (const cell of rotated(cells, round)) {
        samples.get(cell).push(await once(cell, { seconds, start: (round * 7919) % NEW_TOKENS }));
      }
    }
    return await Promise.all(cells.map((cell) => summary(cell, samples.get(cell))));
  } finally {
    await stage.close();
    await rm(folder, { recursive: true });
  }
}

function cellsOf(workers, { RS256, ES256, tokens }) {
  const bearer = (token) => ({ headers: { authorization: `Bearer ${token}` } });
  const cells = [];
  const add = (worker, scenario, options, isRefused = false) =>
    cells.push({ ...workers[worker], worker, scenario, options, isRefused });
  for (const worker of Object.keys(workers)) {
    add(worker, 'warm bearer, RS256', bearer(RS256));
    add(worker, 'warm bearer, ES256', bearer(ES256));
    if (UNGATED.includes(worker)) continue;
    add(worker, 'new bearers, ES256', { tokens });
    add(worker, 'cookie session', { headers: { cookie: workers[worker].session } });
    add(worker, 'denial', {}, true);
  }
  return cells;
}

/** One helping of load; every answer must be the expected one. */
async function once({ worker, scenario, url, running, options, isRefused }, { seconds, start }) {
  const worked = await running.cpuTime();
  const result = await load(url + PATH, { ...options, seconds, start });
  const wrong = isRefused ? result.requests - result.refused : result.refused;
  if (wrong > 0)
    throw new Error(`${worker}, ${scenario}: ${wrong} of ${result.requests} answers are wrong`);
  return { ...result, cpu: ((await running.cpuTime()) - worked) / result.requests };
}

async function summary({ worker, scenario, running }, samples) {
  const of = (what) => spread(samples.map((sample) => sample[what]));
  return {
    worker,
    scenario,
    requests: of('perSecond'),
    p50: of('p50'),
    p99: of('p99'),
    cpu: of('cpu'),
    memory: await running.memory(),
  };
}
