// `cargo xtask bench`: everybody's tokens in every runtime, and the gate under load.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { ROOT } from '../support/root.mjs';
import { measureGates } from './gate/main.mjs';
import { gateRows } from './gate/targets.mjs';
import { commit, load, machine, versions } from './machine.mjs';
import { native } from './native.mjs';
import { writeFigures } from './readme.mjs';
import { report } from './report.mjs';
import { inChromium, inWorkerd } from './rooms.mjs';
import { distinct } from './rounds.mjs';
import { RUNTIMES, runIn } from './runtimes.mjs';
import { artefacts } from './size/artefacts.mjs';
import { pages } from './size/page.mjs';
import { starts } from './size/starts.mjs';
import { sizeRows } from './size/targets.mjs';
import { tokenRows } from './targets.mjs';
import { ALGORITHMS, AUDIENCE, ISSUER, createTokens } from './tokens.mjs';

const RESULTS = 'tests/bench/RESULTS.md';

/** The whole, and what a minute allows. */
const PLANS = {
  full: {
    algorithms: ALGORITHMS,
    rounds: 15,
    lead: 5,
    batch: 25,
    warmup: 1000,
    warmMilliseconds: 150,
    memory: 1_000_000,
  },
  quick: {
    algorithms: ['HS256', 'RS256', 'ES256', 'EdDSA'],
    rounds: 6,
    lead: 5,
    batch: 20,
    warmup: 100,
    warmMilliseconds: 40,
    memory: 20_000,
  },
};

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    json: { type: 'string' },
    native: { type: 'string' },
    only: { type: 'string', multiple: true },
  },
});

const plan = values.quick ? PLANS.quick : PLANS.full;
const folder = await mkdtemp(join(tmpdir(), 'bench-'));
try {
  await main();
} finally {
  await rm(folder, { recursive: true });
}

async function main() {
  const begun = load();
  const file = join(folder, 'question.json');
  const question = [...RUNTIMES, 'Chromium', 'workerd'].some(isAsked) ? await ask() : undefined;
  await writeFile(file, JSON.stringify(question ?? null));
  const places = {
    ...Object.fromEntries(
      RUNTIMES.map((name) => [name, () => runIn(name, 'tests/bench/doors/process.mjs', file)]),
    ),
    Chromium: () => inChromium(question),
    workerd: () => inWorkerd(question),
  };
  const runtimes = {};
  const chromium = {};
  for (const [name, measure] of Object.entries(places)) {
    if (!isAsked(name)) continue;
    console.error(`    tokens in ${name}`);
    const { version, ...measured } = await measure();
    if (version) chromium.Chromium = version;
    runtimes[name] = measured;
  }
  const rows = tokenRows(runtimes);
  if (isAsked('memory')) rows.push(await memory());
  const gate = isAsked('gate') ? await measureGates(values.quick) : undefined;
  if (gate) rows.push(...gateRows(gate));
  if (isAsked('size')) rows.push(...(await sizes()));
  await write({
    commit: await commit(),
    date: new Date().toISOString().slice(0, 10),
    machine: machine(),
    versions: { ...(await versions()), ...chromium },
    load: [begun, load()],
    plan,
    rows,
    gate,
    native: values.native && (await native(values.native)),
    runtimes,
  });
}

/** `--only` names runtimes, `memory`, `gate`, `size` and `native`; left out, it is all of them. */
function isAsked(name) {
  return values.only === undefined || values.only.includes(name);
}

async function ask() {
  console.error('    making tokens');
  const tokens = {};
  for (const alg of plan.algorithms) tokens[alg] = await createTokens(alg, distinct(plan));
  return { plan, data: { issuer: ISSUER, audience: AUDIENCE, tokens } };
}

async function sizes() {
  console.error('    sizes and starts');
  return sizeRows(await artefacts(), await pages(), await starts(plan.rounds));
}

async function memory() {
  console.error(`    memory after ${plan.memory} tokens`);
  const { count, before, after } = await runIn(
    'Node',
    'tests/bench/memory-process.mjs',
    String(plan.memory),
  );
  return {
    what: `Node: memory after ${count.toLocaleString('en')} distinct tokens`,
    target: '≤ 32 MiB',
    measured: `${after.toFixed(1)} MiB (${before.toFixed(1)} before)`,
    met: count >= PLANS.full.memory ? after <= 32 : undefined,
  };
}

async function write(run) {
  const text = report(run);
  console.log(text);
  if (values.json) await writeFile(values.json, `${JSON.stringify(run, null, 1)}\n`);
  // Only a whole run is worth keeping.
  if (values.quick || values.only !== undefined) return;
  await writeFile(join(ROOT, RESULTS), text);
  await writeFigures();
}
