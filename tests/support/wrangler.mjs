// The lines of the checked-in `wrangler.toml` that say what the Worker is. Wrangler's own reader
// takes seconds to load, in every test file, for three values.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * @param {string} root The folder of `wrangler.toml`.
 * @returns {{ main: string, compatibilityDate: string, compatibilityFlags: string[] }}
 */
export function readWorkerConfig(root) {
  const text = readFileSync(join(root, 'wrangler.toml'), 'utf8');
  // The first table ends the top level.
  const [top] = text.split(/^\[/m);
  const line = (name) => top.match(new RegExp(`^${name}\\s*=\\s*(.+?)\\s*(?:#.*)?$`, 'm'))?.[1];
  const date = line('compatibility_date');
  const main = line('main');
  if (!date || !main) throw new Error('`wrangler.toml` lacks `main` or `compatibility_date`');
  return {
    main: join(root, JSON.parse(main)),
    compatibilityDate: JSON.parse(date),
    compatibilityFlags: JSON.parse(line('compatibility_flags') ?? '[]'),
  };
}
