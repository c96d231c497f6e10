// A configuration that a page shows: what the command `check` would say of it.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { PACKAGE } from '../packaging/package.mjs';

const { readConfiguration } = await import(join(PACKAGE, 'js/cli/configuration.js'));
const { gate } = await import(join(PACKAGE, 'js/cli/gate.js'));

/** What every gate needs. A page that shows a few keys leaves them out. */
export const LEAST = {
  AUTHORITY: 'https://login.example.com',
  CLIENT_ID: 'my-app',
  AUDIENCE: 'my-api',
  PUBLIC_URL: 'https://app.example.com',
  ORIGIN: 'https://origin.example.com',
};

const SECRETS = JSON.stringify({
  CLIENT_SECRET: 'a secret that a provider made',
  COOKIE_KEY: 'AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8',
});

/**
 * The variables of a block, and everything that is to be said of them. A whole file stands alone; of
 * others what they leave out is added.
 *
 * @param {string} folder Where it is written to.
 * @param {string} toml
 * @returns {Promise<{ vars: Record<string, unknown>, findings: object[] }>}
 */
export async function review(folder, toml) {
  const file = join(folder, 'page.toml');
  await writeFile(file, toml);
  const { vars: written } = readConfiguration(file);
  const vars = /^main = /m.test(toml) ? written : { ...LEAST, ...written };
  const { problems, notes } = JSON.parse(gate().check(JSON.stringify(vars), SECRETS));
  return { vars, findings: [...problems, ...notes] };
}

/**
 * A configuration that a page shows as a whole file, for the commands of the page.
 *
 * @param {string} folder
 * @param {string} [toml]
 * @returns {Promise<string>}
 */
export async function wholeFile(folder, toml = '') {
  const { ROUTES = [], ...values } = (await review(folder, toml)).vars;
  const lines = (table) =>
    Object.entries(table).map(([name, value]) => `${name} = ${JSON.stringify(value)}\n`);
  const routes = ROUTES.flatMap((route) => ['\n[[vars.ROUTES]]\n', ...lines(route)]);
  return ['[vars]\n', ...lines(values), ...routes].join('');
}
