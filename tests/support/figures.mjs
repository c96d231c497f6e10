// What tests have measured, for the table of `cargo xtask security`.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { ROOT } from './root.mjs';

/**
 * @typedef {object} Figure
 * @property {string} row What was measured.
 * @property {string} target What it must be.
 * @property {string} measured What it is.
 * @property {boolean} met
 */

/**
 * The figures of one file of tests: `after(figures.write)` leaves them in `target/security`.
 *
 * @param {string} name Of the file.
 */
export function createFigures(name) {
  /** @type {Figure[]} */
  const figures = [];
  return {
    /** @param {Figure} figure */
    add: (figure) => void figures.push(figure),
    async write() {
      const folder = join(ROOT, 'target/security');
      await mkdir(folder, { recursive: true });
      await writeFile(join(folder, `${name}.json`), `${JSON.stringify(figures, null, 2)}\n`);
    },
  };
}

/** A number with its thousands apart, as the table has it. */
export const shown = (number) => number.toLocaleString('en-US');
