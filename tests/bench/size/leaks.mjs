// What is in the browser's module and should not be.
import { LEAKS } from '../budgets.mjs';

/**
 * @param {{ name: string, bytes: number }[]} functions Of the module, with readable names.
 * @returns {{ what: string, known: boolean, bytes: number, symbols: string[] }[]} What was found.
 */
export function leaks(functions) {
  return LEAKS.flatMap(({ what, pattern, known = false }) => {
    const found = functions.filter(({ name }) => pattern.test(name));
    if (found.length === 0) return [];
    const bytes = found.reduce((sum, one) => sum + one.bytes, 0);
    return [{ what, known, bytes, symbols: [...new Set(found.map(({ name }) => name))] }];
  });
}
