// The version of the package, as its manifest has it.
import { readFileSync } from 'node:fs';

/** What npm knows this package's version as. */
export function version(): string {
  const manifest = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return JSON.parse(manifest).version;
}
