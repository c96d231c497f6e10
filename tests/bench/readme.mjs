// The figures in README.md, which are those of RESULTS.md. `node tests/bench/readme.mjs` writes them, and
// so does `cargo xtask bench`.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { ROOT } from '../support/root.mjs';

const README = join(ROOT, 'README.md');
const RESULTS = join(ROOT, 'tests/bench/RESULTS.md');

/** What stands around them in README.md. */
const FIGURES = /(?<=<!-- Figures: [^\n]*-->\n\n)[\s\S]*?(?=\n\n<!-- End of the figures. -->)/;

const RUNTIMES = ['Node', 'Deno', 'Bun', 'Chromium', 'workerd'];

/** Rows of README.md, each with its row and column of a runtime's table. */
const TOKENS = [
  ['edgeward, a new token', 'RS256, first', 'edgeward'],
  ['edgeward, a token seen before', 'RS256, seen', 'edgeward'],
  ['jose, any token', 'RS256, first', 'jose'],
  ['`crypto.subtle`, the signature alone', 'RS256, first', 'crypto.subtle alone'],
];

/** Columns of README.md, each with a Worker of the gate's table. */
const WORKERS = [
  ['no gate', 'pass-through'],
  ['Hono and jose', 'Hono and jose'],
  ["the same with the gate's duties", 'Hono and jose, all duties'],
  ['edgeward', 'edgeward'],
];

/** Rows of README.md, each with a scenario of the gate's table. */
const SCENARIOS = [
  ['a token seen before, RS256', 'warm bearer, RS256'],
  ['new tokens, ES256', 'new bearers, ES256'],
  ['a session cookie', 'cookie session'],
  ['a refusal', 'denial'],
];

/**
 * The figures as README.md has them.
 *
 * @param {string} results RESULTS.md.
 * @returns {string}
 */
export function figures(results) {
  const [head, ...parts] = results.split('\n## ');
  const tables = new Map(parts.map((part) => [part.slice(0, part.indexOf('\n')), cellsOf(part)]));
  const [, commit, date, processor] = /^Commit (\w+), ([\d-]+)\. (.+?, \d+ cores), /m.exec(head);
  const busy = head.includes('had other work') ? '; the machine had other work' : '';
  const tokens = TOKENS.map(([name, row, column]) => [
    name,
    ...RUNTIMES.map((runtime) => rounded(tables.get(runtime).get(row).get(column))),
  ]);
  const gate = tables.get('The gate under load');
  const loads = SCENARIOS.map(([name, scenario]) => [
    name,
    ...WORKERS.map(([, worker]) => median(gate.get(`${scenario}: ${worker}`)?.get('requests/s'))),
  ]);
  const size = (what) => tables.get('What to reach').get(what).get('measured');
  const count = (verdict) => results.match(new RegExp(`\\| +${verdict} \\|`, 'g'))?.length ?? 0;
  const [met, missed] = [count('met'), count('MISSED')];
  return [
    `Medians of ${date}, commit ${commit}; ${processor}${busy}.`,
    'Microseconds until it is known who a token with RS256 is about:',
    '',
    ...lines(['', ...RUNTIMES], tokens),
    '',
    'Requests a second that a Worker in workerd answers, with all else on the same machine:',
    '',
    ...lines(['', ...WORKERS.map(([name]) => name)], loads),
    '',
    `Gzipped, the Worker has ${size('the Worker')}, and a page loads ${size('everything that a page loads')}.`,
    `Of the ${met + missed} targets that we set ourselves, ${missed} are missed.`,
  ].join('\n');
}

/** README.md with the figures of RESULTS.md. */
export async function withFigures() {
  const [readme, results] = await Promise.all([README, RESULTS].map((it) => readFile(it, 'utf8')));
  if (!FIGURES.test(readme)) throw new Error('README.md has no place for the figures');
  return { readme, expected: readme.replace(FIGURES, () => figures(results)) };
}

/** Writes them. */
export async function writeFigures() {
  await writeFile(README, (await withFigures()).expected);
}

/** The cells of a part's first table, by row and column. */
function cellsOf(part) {
  const rows = part
    .split('\n\n')
    .find((it) => it.startsWith('|'))
    .split('\n')
    .map((line) => line.split('|').slice(1, -1))
    .map((cells) => cells.map((cell) => cell.trim()));
  const [[, ...columns], , ...rest] = rows;
  return new Map(
    rest.map(([name, ...cells]) => [name, new Map(cells.map((cell, at) => [columns[at], cell]))]),
  );
}

/** `24 (23–26)` is 24. */
function median(cell) {
  return cell === undefined ? '' : cell.split(' ')[0];
}

/** Below half a microsecond clocks say little. */
function rounded(cell) {
  const value = Number(median(cell));
  return value < 0.5 ? '< 0.5' : String(Math.round(value));
}

function lines(head, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`.replaceAll('|  |', '| |');
  return [line(head), `|${'---|'.repeat(head.length)}`, ...rows.map(line)];
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await writeFigures();
