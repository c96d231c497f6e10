// What commands read: files, standard input, the environment.
import { readFileSync } from 'node:fs';

import { Mistake } from './command.js';
import { printable } from './page.js';

/** More than any token, configuration or key set has. */
const MOST = 1_048_576;

/** What the codes of a file system mean that people meet. */
const CAUSES: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder',
  EACCES: 'nobody may read it who runs this',
};

/** The token that was named: the argument itself, or what comes in where it is `-`. */
export async function tokenFrom(argument: string): Promise<string> {
  const text = argument === '-' ? await standardInput() : argument;
  return text.trim();
}

/** The text of a file. `what` says what it was expected to be. */
export function fileText(path: string, what: string): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    const why = CAUSES[code] === undefined ? '' : `: ${CAUSES[code]}`;
    const reason = `${what} \`${printable(path)}\` cannot be read${why} (${code})`;
    throw new Mistake('file_unreadable', reason, 'name a file that is there and may be read');
  }
  if (bytes.length > MOST) {
    const reason = `${what} \`${printable(path)}\` is over ${MOST} bytes`;
    throw new Mistake('file_too_large', reason, 'name the right file');
  }
  return bytes.toString('utf8').replace(/^\ufeff/, '');
}

/** A secret, from the environment: arguments are seen by everybody on the machine. */
export function secretFrom(variable: string): string {
  const secret = process.env[variable];
  if (secret !== undefined && secret !== '') return secret;
  const reason = `the environment variable \`${printable(variable)}\` is not set`;
  throw new Mistake('environment_missing', reason, 'set it to the secret, and export it');
}

async function standardInput(): Promise<string> {
  let text = '';
  process.stdin.setEncoding('utf8');
  for await (const chunk of process.stdin) {
    text += chunk;
    if (text.length > MOST) {
      const reason = `standard input is over ${MOST} characters`;
      throw new Mistake('input_too_large', reason, 'send one token');
    }
  }
  return text;
}
