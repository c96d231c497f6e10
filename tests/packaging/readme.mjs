// The code of a page such as the package's README.md, as a reader copies it.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { ROOT } from '../support/root.mjs';

/**
 * @typedef {object} Block
 * @property {string} section The heading that it is under.
 * @property {string} language
 * @property {string} [file] The name in its first line, a comment.
 * @property {string} [command] The command that the line before it names: by `command`.
 * @property {string} code
 */

/** @returns {Promise<string>} */
export const readme = () => readFile(join(ROOT, 'src/npm/README.md'), 'utf8');

const HEADING_OR_BLOCK = /^#+ (.+)$|(?:by `([^`]+)`:\n\n)?^```(\w+)\n([\s\S]*?)^```$/gm;

/** @returns {Promise<Block[]>} */
export const readBlocks = async () => blocksOf(await readme());

/**
 * @param {string} page
 * @returns {Block[]}
 */
export function blocksOf(page) {
  const blocks = [];
  let section = '';
  for (const [, heading, command, language, code] of page.matchAll(HEADING_OR_BLOCK)) {
    if (heading !== undefined) section = heading;
    else {
      const file = /^(?:\/\/|#|<!--) ([\w.-]+)(?: -->)?\n/.exec(code)?.[1];
      blocks.push({ section, language, command, file, code });
    }
  }
  return blocks;
}

/** What README.md cannot know. */
const PROVIDER = 'https://login.example.com';
const APP = 'https://app.example.com';
const ORIGIN = 'https://origin.example.com';
const AUDIENCE = 'my-api';
const PORT = '8080';

/**
 * The one rule for it: each of these names becomes that of the real one. The provider of the tests is
 * plain http, which has to be allowed where it is named.
 *
 * @param {string} code
 * @param {{ issuer: string, app: string, origin: string, audience: string, port: number }} real
 */
export function fillIn(code, { issuer, app, origin, audience, port }) {
  return code
    .replaceAll(`authority: '${PROVIDER}'`, `authority: '${issuer}', dangerAllowHttp: true`)
    .replaceAll(`issuer = '${PROVIDER}'`, `issuer = '${issuer}'`)
    .replaceAll(`AUTHORITY: '${PROVIDER}'`, `AUTHORITY: '${issuer}', DANGER_ALLOW_HTTP: true`)
    .replaceAll(`AUTHORITY = "${PROVIDER}"`, `AUTHORITY = "${issuer}"\nDANGER_ALLOW_HTTP = true`)
    .replaceAll(`--authority ${PROVIDER}`, `--authority ${issuer} --danger-allow-http`)
    .replaceAll(APP, app)
    .replaceAll(ORIGIN, origin)
    .replaceAll(AUDIENCE, audience)
    .replaceAll(PORT, String(port));
}

/**
 * The rows of the first table under a heading, cells without their backticks.
 *
 * @param {string} section
 * @returns {Promise<string[][]>}
 */
export async function readTable(section) {
  const [, rest] = (await readme()).split(new RegExp(`^##+ ${section}\\n`, 'm'));
  const [under] = rest.split(/^##+ /m);
  const rows = under.split('\n').filter((line) => line.startsWith('| '));
  return rows.slice(1).map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim().replaceAll('`', '')),
  );
}
