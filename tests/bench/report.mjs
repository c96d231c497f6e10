// A run as Markdown.
import { spread } from './statistics.mjs';
import { table } from './table.mjs';

/**
 * @param {object} run As `main.mjs` makes it, and `--json` writes it.
 * @returns {string}
 */
export function report(run) {
  const { machine, versions, load } = run;
  const busy = Math.max(...load) > machine.cores;
  return [
    '# Results of `cargo xtask bench`',
    'Written by the command: what is changed here by hand, its next run undoes.',
    `Commit ${run.commit}, ${run.date}. ${machine.processor}, ${machine.cores} cores, ${machine.memory}, ${machine.system}; ` +
      `load ${load.join(' before, ')} after. ${list(versions)}.`,
    ...(busy
      ? [
          '**The machine had other work.** Times on the clock are those of a busy machine; the processor times tell more.',
        ]
      : []),
    `${run.plan.rounds} rounds of ${run.plan.batch} tokens, in which everybody had a turn. A user of edgeward's knows who it is and reads all other claims when it is asked for them, which "claims read" does.`,
    '## What to reach',
    table(
      ['', 'target', 'measured', '', 'by processor time'],
      run.rows.map(({ what, target, measured, met, cpu }) => [
        what,
        target,
        measured,
        VERDICTS[met],
        cpu,
      ]),
    ),
    ...(run.gate ? ['## The gate under load', gateTable(run.gate)] : []),
    ...(run.native ? ['## Natively', NATIVE, nativeTable(run.native)] : []),
    ...Object.entries(run.runtimes).flatMap(([name, runtime]) => [
      `## ${name}`,
      ...tables(runtime),
    ]),
    '',
  ].join('\n\n');
}

const VERDICTS = { true: 'met', false: 'MISSED', undefined: 'not measured' };

const list = (entries) =>
  Object.entries(entries)
    .map((entry) => entry.join(' '))
    .join(', ');

function tables({ measured, missing }) {
  const libraries = [...new Set(measured.map(({ library }) => library))];
  const clock = rows(measured, libraries, 'wall');
  const out = [
    'Microseconds for a token on the clock: the median, and the tenth and ninetieth of a hundred.',
    table(['', ...libraries], clock),
  ];
  if (measured.some(({ samples }) => samples[0].cpu !== undefined)) {
    out.push('Microseconds of processor time, on all threads.');
    out.push(table(['', ...libraries], rows(measured, libraries, 'cpu')));
  }
  const unable = missing.map(({ library, alg, why }) => `- ${library}, ${alg}: ${why}`);
  return unable.length > 0 ? [...out, `Could not be measured:\n\n${unable.join('\n')}`] : out;
}

function rows(measured, libraries, what) {
  const keys = [...new Set(measured.map(({ alg, name }) => `${alg}, ${name}`))];
  return keys.map((key) => [
    key,
    ...libraries.map((library) => {
      const cell = measured.find(
        (one) => one.library === library && `${one.alg}, ${one.name}` === key,
      );
      return cell && written(spread(cell.samples.map((sample) => sample[what])));
    }),
  ]);
}

function written({ median, p10, p90 }) {
  return `${short(median)} (${short(p10)}–${short(p90)})`;
}

function short(value) {
  return value < 10 ? value.toFixed(1) : value.toFixed(0);
}

const NATIVE =
  'Microseconds for a token that was seen before, by Criterion: edgeward with its pure-Rust verifier, ' +
  'the `jsonwebtoken` crate with the pure-Rust cryptography that it brings.';

function nativeTable(native) {
  const algorithms = [...new Set(native.map(({ alg }) => alg))];
  const libraries = [...new Set(native.map(({ library }) => library))];
  const cell = (alg, library) => {
    const { median, low, high } = native.find((one) => one.alg === alg && one.library === library);
    return `${short(median)} (${short(low)}–${short(high)})`;
  };
  const rows = algorithms.map((alg) => [alg, ...libraries.map((library) => cell(alg, library))]);
  return table(['', ...libraries], rows);
}

function gateTable(gate) {
  const rows = gate.map(({ worker, scenario, requests, p50, p99, cpu, memory }) => [
    `${scenario}: ${worker}`,
    `${short(requests.median)} (${short(requests.p10)}–${short(requests.p90)})`,
    `${p50.median.toFixed(2)} ms`,
    `${p99.median.toFixed(2)} ms`,
    `${cpu.median.toFixed(1)} µs`,
    `${memory.toFixed(0)} MiB`,
  ]);
  const head = ['', 'requests/s', 'p50', 'p99', 'processor time per request', 'memory'];
  return table(head, rows);
}
