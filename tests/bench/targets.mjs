// The targets about tokens (issue 5, "What to reach"), each with what a run says about it.
import { median } from './statistics.mjs';

/** The algorithms that the targets speak of. */
const ASYMMETRIC = ['RS256', 'ES256', 'EdDSA'];

/**
 * @typedef {object} Row
 * @property {string} what
 * @property {string} target
 * @property {string} measured
 * @property {string} [cpu] The same by processor time, which other work on the machine does not change.
 * @property {boolean} [met] By the clock; undefined where it was not measured.
 *
 * @param {Record<string, { measured: object[] }>} runtimes
 * @returns {Row[]}
 */
export function tokenRows(runtimes) {
  return Object.entries(runtimes).flatMap(([runtime, { measured }]) => {
    const rows = rowsOf(runtime, new Cells(measured, 'wall'));
    const isKnown = measured.some(({ samples }) => samples[0].cpu !== undefined);
    const worked = isKnown ? rowsOf(runtime, new Cells(measured, 'cpu')) : [];
    return rows.map((row, index) => ({
      ...row,
      what: `${runtime}: ${row.what}`,
      cpu: worked[index]?.measured,
    }));
  });
}

function rowsOf(runtime, cells) {
  // No row about nothing: the maximum of no times is below every limit.
  if (cells.algorithms.length === 0) {
    return [{ what: 'tokens', target: 'measured', measured: 'not at all', met: false }];
  }
  return [
    seen(runtime, cells),
    hmac(runtime, cells),
    ...ASYMMETRIC.flatMap((alg) => [ratio(runtime, alg, cells), floor(runtime, alg, cells)]),
    refused(cells),
  ].filter((row) => row !== undefined);
}

/** Medians by library, algorithm and case. */
class Cells {
  #medians = new Map();

  constructor(measured, what) {
    for (const { library, alg, name, samples } of measured) {
      this.#medians.set(`${library} ${alg} ${name}`, median(samples.map((sample) => sample[what])));
    }
  }

  of(library, alg, name) {
    return this.#medians.get(`${library} ${alg} ${name}`);
  }

  /**
   * How many times the time of edgeward jose takes. In workerd a time is what many tokens take beyond one:
   * one that comes out at nothing or below is too short to be told.
   */
  ratio(alg, name) {
    const own = this.of('edgeward', alg, name);
    return own > 0 ? this.of('jose', alg, name) / own : Infinity;
  }

  /** The algorithms that edgeward and jose were both asked for. */
  get algorithms() {
    const all = ['HS256', ...ASYMMETRIC];
    return all.filter((alg) => this.of('edgeward', alg, 'first') && this.of('jose', alg, 'first'));
  }
}

function seen(runtime, cells) {
  const least = runtime === 'workerd' ? 5 : 20;
  const { algorithms } = cells;
  const slowest = Math.max(...algorithms.map((alg) => cells.of('edgeward', alg, 'seen')));
  const smallest = Math.min(...algorithms.map((alg) => cells.ratio(alg, 'seen')));
  return {
    what: 'token seen before',
    target: `≤ 5 µs, ≥ ${least}× jose`,
    measured: `${micro(slowest)}, ${times(smallest)}`,
    met: slowest <= 5 && smallest >= least,
  };
}

function hmac(runtime, cells) {
  const least = { Node: 8, Deno: 8, Bun: 8, workerd: 2 }[runtime];
  if (least === undefined || !cells.algorithms.includes('HS256')) return undefined;
  const measured = cells.ratio('HS256', 'first');
  return {
    what: 'HS256, first sight',
    target: `≥ ${least}× jose`,
    measured: `${times(measured)} (${micro(cells.of('edgeward', 'HS256', 'first'))})`,
    met: measured >= least,
  };
}

function ratio(runtime, alg, cells) {
  if (!cells.algorithms.includes(alg)) return undefined;
  const synchronous = { Node: 2.5, Bun: 2 }[runtime];
  const least = synchronous === undefined ? 1 : alg === 'RS256' ? synchronous : 1.5;
  const measured = cells.ratio(alg, 'first');
  return {
    what: `${alg}, first sight`,
    target: least === 1 ? 'ahead of jose' : `≥ ${least}× jose`,
    measured: `${times(measured)} (${micro(cells.of('edgeward', alg, 'first'))})`,
    met: measured >= least && measured > 1,
  };
}

function floor(runtime, alg, cells) {
  const alone = ['Node', 'Bun'].includes(runtime) ? 'node:crypto alone' : 'crypto.subtle alone';
  const lowest = cells.of(alone, alg, 'first');
  if (lowest === undefined || !cells.algorithms.includes(alg)) return undefined;
  const most = runtime === 'workerd' ? 8 : 15;
  const over = cells.of('edgeward', alg, 'first') - lowest;
  return {
    what: `${alg}, first sight, over ${alone}`,
    target: `≤ ${most} µs`,
    measured: micro(over),
    met: over <= most,
  };
}

function refused(cells) {
  const all = cells.algorithms.map((alg) => cells.of('edgeward', alg, 'malformed'));
  const slowest = Math.max(...all);
  return {
    what: 'invalid, no signature to check',
    target: '≤ 10 µs',
    measured: micro(slowest),
    met: slowest <= 10,
  };
}

function micro(value) {
  return `${value.toFixed(1)} µs`;
}

function times(value) {
  return `${Number.isFinite(value) ? value.toFixed(2) : '∞'}×`;
}
