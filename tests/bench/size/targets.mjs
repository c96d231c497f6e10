// The targets about sizes and starts, each with what was measured.
import { SIZES, STARTS } from '../budgets.mjs';
import { kilobytes, milliseconds } from '../table.mjs';

/**
 * @param {{ name: string, bytes: { gzip: number } }[]} shipped
 * @param {{ name: string, bytes: { gzip: number } }[]} loaded By a page.
 * @param {Record<string, { median: number }>} [times] Of starts, if they were measured.
 * @returns {(import('../targets.mjs').Row & { source: string })[]}
 */
export function sizeRows(shipped, loaded, times) {
  const gzipped = (list, wanted) => list.find(({ name }) => name === wanted).bytes.gzip;
  const rows = [
    row(SIZES.page, gzipped(loaded, 'edgeward')),
    row(SIZES.worker, gzipped(shipped, 'Worker')),
  ];
  if (times === undefined) return rows;
  const over = times.Worker.median - times['empty Worker'].median;
  return [...rows, row(STARTS.chromium, times.Chromium.median), row(STARTS.worker, over)];
}

function row({ name, most, unit, source }, measured) {
  const write = unit === 'ms' ? milliseconds : kilobytes;
  return {
    what: name,
    target: `≤ ${write(most)}`,
    measured: write(measured),
    met: measured <= most,
    source,
  };
}
