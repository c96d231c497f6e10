// The pages of the guides, with the code that is in them.
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';

import { blocksOf } from '../packaging/readme.mjs';
import { ROOT } from '../support/root.mjs';

const GUIDE = join(ROOT, 'www/guide');

/**
 * @typedef {import('../packaging/readme.mjs').Block & { page: string, following: string }} PageBlock
 *   `page` is the path below `www/guide`, `following` the line of text that comes next.
 */

/** @returns {Promise<{ page: string, text: string, blocks: PageBlock[] }[]>} */
export async function readPages() {
  const entries = await readdir(GUIDE, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.md'))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
  return Promise.all(
    files.map(async (file) => {
      const page = relative(GUIDE, file).replaceAll('\\', '/');
      const text = await readFile(file, 'utf8');
      const blocks = blocksOf(text).map((block) => {
        const [, after] = text.split(`\`\`\`${block.language}\n${block.code}\`\`\`\n`);
        return { ...block, page, following: after.trim().split('\n\n')[0] };
      });
      return { page, text, blocks };
    }),
  );
}
