// `cargo xtask size`: bytes, starts, and what the bytes are. Ends with 1 where a target is missed.
import { parseArgs } from 'node:util';

import { kilobytes, milliseconds, table } from '../table.mjs';
import { artefacts } from './artefacts.mjs';
import { content } from './content.mjs';
import { leaks } from './leaks.mjs';
import { pages } from './page.mjs';
import { starts } from './starts.mjs';
import { sizeRows } from './targets.mjs';

const TOP = 25;

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '15' }, 'no-starts': { type: 'boolean' } },
});

/** What the rows about starts are called; the others are a runtime each. */
const STARTED = {
  'first token, edgeward': 'fresh page: edgeward loads and validates a token (RS256)',
  'first token, jose': 'fresh page: jose loads and validates the same token',
  'empty Worker': 'fresh workerd to the first answer: an empty Worker',
  Worker: 'fresh workerd to the first answer: the gate',
};

const missed = [];

const shipped = await artefacts();
const loaded = await pages();
say('What ships', sizeTable(shipped));
say('Everything that a page loads', sizeTable(loaded.flatMap(withParts)));

const times = values['no-starts'] ? undefined : await starts(Number(values.rounds));
if (times !== undefined) {
  const rows = Object.entries(times).map(([name, time]) => [
    STARTED[name] ?? `compile and instantiate in ${name}`,
    milliseconds(time.median),
    milliseconds(time.p10),
    milliseconds(time.p90),
    time.samples,
  ]);
  say('Starts', table(['', 'median', 'p10', 'p90', 'samples'], rows));
}

for (const module of ['edgeward.wasm', 'Worker']) {
  const { sections, crates, functions } = await content(module);
  say(`${module}: sections`, bytesTable('section', Object.entries(sections)));
  const rows = crates.map(({ crate, bytes, functions: count }) => [crate, bytes, count]);
  say(`${module}: code by crate`, table(['crate', 'bytes', 'functions'], rows));
  const largest = functions
    .slice(0, TOP)
    .map(({ name, crate, bytes }) => [short(name), crate, bytes]);
  say(`${module}: the largest functions`, table(['function', 'crate', 'bytes'], largest));
  if (module === 'edgeward.wasm') reportLeaks(leaks(functions));
}

const results = sizeRows(shipped, loaded, times).map(verdict);
say('Targets', table(['', 'target', 'measured', '', 'source'], results));
if (missed.length > 0) {
  console.error(`missed: ${missed.join('; ')}`);
  process.exitCode = 1;
}

function say(title, text) {
  console.log(`\n${title}\n\n${text}`);
}

function sizeTable(rows) {
  const cells = rows.map(({ name, bytes }) => [name, ...Object.values(bytes).map(kilobytes)]);
  return table(['', 'plain', 'gzip', 'Brotli'], cells);
}

function withParts({ name, files, bytes }) {
  const parts = files.map((file) => ({ name: `  ${file.name}`, bytes: file.bytes }));
  return [{ name, bytes }, ...(files.length > 1 ? parts : [])];
}

function bytesTable(what, rows) {
  return table([what, 'bytes'], rows);
}

function short(name) {
  return name.length > 100 ? `${name.slice(0, 97)}...` : name;
}

function reportLeaks(found) {
  const rows = found.map(({ what, known, bytes, symbols }) => [
    what,
    known ? 'known' : 'LEAKED',
    bytes,
    short(symbols[0]),
  ]);
  const all = rows.length > 0 ? table(['', '', 'bytes', 'for one'], rows) : 'Nothing.';
  say('What should not be in edgeward.wasm and is', all);
  for (const { what, symbols } of found)
    missed.push(`${what} in edgeward.wasm: ${short(symbols[0])}`);
}

function verdict({ what, target, measured, met, source }) {
  if (!met) missed.push(`${what}: ${measured}, target ${target}`);
  return [what, target, measured, met ? 'met' : 'MISSED', source];
}
