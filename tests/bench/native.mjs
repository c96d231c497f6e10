// What Criterion measured natively.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { ALGORITHMS } from './tokens.mjs';

/** As tests/benches/validate.rs calls them. */
const LIBRARIES = ['edgeward', 'jsonwebtoken'];

/**
 * @param {string} folder Where Criterion leaves its results.
 * @returns {Promise<{ alg: string, library: string, median: number, low: number, high: number }[]>}
 *   Microseconds; the true median is between the other two with a confidence of 95 %.
 */
export async function native(folder) {
  const cells = ALGORITHMS.flatMap((alg) => LIBRARIES.map((library) => ({ alg, library })));
  return Promise.all(
    cells.map(async ({ alg, library }) => {
      const file = join(folder, alg, library, 'new/estimates.json');
      const { median } = JSON.parse(await readFile(file, 'utf8'));
      const { lower_bound: low, upper_bound: high } = median.confidence_interval;
      const [point, ...bounds] = [median.point_estimate, low, high].map((value) => value / 1000);
      return { alg, library, median: point, low: bounds[0], high: bounds[1] };
    }),
  );
}
