// A good token: who it is.
import type { User } from '../../user.js';
import { inWords } from '../dates.js';
import { printable, type Page } from '../page.js';

/** Shows the user of a token that is verified and valid. */
export function showUser(user: User, kind: string, now: number, page: Page): void {
  const what = kind === 'id_token' ? 'ID Token' : 'access token';
  page.verdict('good', `Valid ${what}: signature verified, claims validated.`);
  page.heading('User');
  const rows: [string, string | undefined][] = [
    ['user id', user.userId],
    ['name', user.name],
    ['email', user.email && `${user.email} (${user.emailVerified ? 'verified' : 'not verified'})`],
    ['tenant', user.tenantId],
    ['roles', list(user.roles)],
    ['custom roles', list(user.customRoles)],
    ['scopes', list(user.scopes)],
  ];
  page.fields(rows.flatMap(([name, value]) => (value ? [[name, printable(value)] as const] : [])));
  page.heading('Token');
  const { iss, aud, exp } = user.claims;
  page.fields([
    ['issuer', printable(String(iss))],
    ['audience', printable(Array.isArray(aud) ? aud.join(', ') : String(aud))],
    ['expires', (typeof exp === 'number' && inWords(exp, now)) || String(exp)],
  ]);
}

function list(names: readonly string[]): string {
  return names.length === 0 ? '(none)' : names.join(', ');
}
