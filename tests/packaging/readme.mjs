// The code of the package's README.md, as a reader copies it.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { ROOT } from '../support/root.mjs';

/**
 * @typedef {object} Block
 * @property {string} section The heading that it is under.
 * @property {string} language
 * @property {string} [file] The name in its first line, a comment.
 * @property {string[]} [command] The command that the line before it names: by `command`.
 * @property {string} code
 */

/** @returns {Promise<string>} */
export const readme = () => readFile(join(ROOT, 'src/npm/README.md'), 'utf8');

const HEADING_OR_BLOCK = /^#+ (.+)$|(?:by `([^`]+)`:\n\n)?^```(\w+)\n([\s\S]*?)^```$/gm;

/** @returns {Promise<Block[]>} */
export async function readBlocks() {
  const blocks = [];
  let section = '';
  for (const [, heading, command, language, code] of (await readme()).matchAll(HEADING_OR_BLOCK)) {
    if (heading !== undefined) section = heading;
    else {
      const file = /^(?:\/\/|#) ([\w.-]+)\n/.exec(code)?.[1];
      blocks.push({ section, language, command: command?.split(' '), file, code });
    }
  }
  return blocks;
}

/**
 * The one rule for what README.md cannot know: its provider becomes the tests', which is plain http and
 * has to be allowed where it is named; its application becomes one on this machine, its port a free one.
 *
 * @param {string} code
 * @param {{ issuer: string, app: string, port: number }} real
 */
export function fillIn(code, { issuer, app, port }) {
  const provider = 'https://login.example.com';
  return code
    .replaceAll(`authority: '${provider}'`, `authority: '${issuer}', dangerAllowHttp: true`)
    .replaceAll(`AUTHORITY = "${provider}"`, `AUTHORITY = "${issuer}"\nDANGER_ALLOW_HTTP = true`)
    .replaceAll('https://app.example.com', app)
    .replaceAll('8080', String(port));
}

/**
 * The rows of the first table under a heading, cells without their backticks.
 *
 * @param {string} section
 * @returns {Promise<string[][]>}
 */
export async function readTable(section) {
  const [, ...rest] = (await readme()).split(`\n## ${section}\n`);
  const [under] = rest.join('').split('\n## ');
  const rows = under.split('\n').filter((line) => line.startsWith('| '));
  return rows.slice(1).map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim().replaceAll('`', '')),
  );
}
