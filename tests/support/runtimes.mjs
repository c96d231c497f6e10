// The commands that run a file of JavaScript.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import { ROOT } from './root.mjs';

/**
 * Each runtime by its name: the program and what stands before the file.
 *
 * @type {Record<'node' | 'deno' | 'bun', string[]>}
 */
export const COMMANDS = {
  node: [process.execPath],
  deno: [native('@deno', 'deno'), 'run', '--no-lock', '--no-prompt', '--allow-net'],
  bun: [native('@oven', 'bin/bun'), '--max-http-header-size=65536', 'run'],
};

/** The program itself: the packages' own commands work only where npm may run scripts. */
function native(scope, program) {
  const folder = join(ROOT, 'node_modules', scope);
  const [platform] = readdirSync(folder);
  return join(folder, platform, program);
}
