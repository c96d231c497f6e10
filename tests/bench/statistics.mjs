// What a number of samples says.

/**
 * @typedef {object} Spread
 * @property {number} median
 * @property {number} p10
 * @property {number} p90
 * @property {number} samples
 */

/**
 * @param {number[]} samples
 * @returns {Spread}
 */
export function spread(samples) {
  const sorted = samples.toSorted((a, b) => a - b);
  const at = (share) => quantile(sorted, share);
  return { median: at(0.5), p10: at(0.1), p90: at(0.9), samples: sorted.length };
}

/** @param {number[]} samples */
export function median(samples) {
  return spread(samples).median;
}

/** Between two samples, in proportion. */
function quantile(sorted, share) {
  const position = share * (sorted.length - 1);
  const below = Math.floor(position);
  const above = Math.ceil(position);
  return sorted[below] + (sorted[above] - sorted[below]) * (position - below);
}

/**
 * Takes samples of several things in turn, so that what the machine does meanwhile hits all alike.
 *
 * @param {Record<string, () => Promise<number>>} things
 * @param {number} rounds
 * @returns {Promise<Record<string, Spread>>}
 */
export async function interleaved(things, rounds) {
  const samples = Object.fromEntries(Object.keys(things).map((name) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, sample] of rotated(Object.entries(things), round)) {
      samples[name].push(await sample());
    }
  }
  return Object.fromEntries(Object.entries(samples).map(([name, all]) => [name, spread(all)]));
}

/**
 * The same list from another start: nothing always runs after the same neighbour's end.
 *
 * @template T
 * @param {T[]} list
 * @param {number} by
 * @returns {T[]}
 */
export function rotated(list, by) {
  const start = by % list.length;
  return [...list.slice(start), ...list.slice(0, start)];
}
