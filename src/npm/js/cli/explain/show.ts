// An explanation, for people.
import { explanationOf } from '../../problem.js';
import { printable, type Mood, type Page } from '../page.js';

/** Somebody who asks; null is nobody. */
export type Asker = { roles: string[]; customRoles: string[]; scopes: string[] } | null;

/** A route, as the gate's module describes it. */
export interface Route {
  position?: number;
  path: string;
  methods: string[];
  hosts?: string[];
  access: 'public' | 'optional' | 'signed-in';
  roles?: string[];
  requireAll?: boolean;
  includeCustom?: boolean;
  scopes?: string[];
}

/** What becomes of somebody. */
export interface Verdict {
  decision: 'allow' | 'sign_in' | 'challenge' | 'forbid';
  status?: number;
  wwwAuthenticate?: string;
  missingRoles?: string[];
  allOfThem?: boolean;
  missingScopes?: string[];
  origin?: { path: string; headers: string[]; headersIfKnown: string[] };
}

/** What the gate's module says. */
export interface Explanation {
  host: string;
  why: string;
  naming: Route[];
  refused?: { status: number; code: string; allow?: string };
  endpoint?: boolean;
  route?: Route | null;
  verdicts?: Verdict[];
}

/** How many methods a route has that names none. */
const EVERY_METHOD = 7;

/** Writes it to the page. */
export function showExplanation(
  found: Explanation,
  { method, path, askers }: { method: string; path: string; askers: Asker[] },
  page: Page,
): void {
  page.line(page.styled('bold', `${printable(method)} ${printable(found.host + path)}`));
  page.gap();
  const { refused, route, verdicts = [] } = found;
  if (refused) {
    page.verdict('bad', `${refused.status} for everybody (${refused.code})`);
    if (refused.allow) page.line(`  Allow: ${refused.allow}`);
    if (refused.code === 'method_unknown' && /[a-z]/.test(method))
      page.line('  methods are written in capitals');
    page.line(`  ${explanationOf(refused.code)}`);
  } else if (found.endpoint) {
    page.verdict('good', 'the gate answers itself');
  }
  verdicts.forEach((verdict, index) => showVerdict(verdict, askers[index] ?? null, page));

  page.gap();
  const rows: [string, string][] = [];
  if (!refused && !found.endpoint) rows.push(['route', route ? nameOf(route) : 'none']);
  rows.push(['why', printable(found.why)]);
  const others = found.naming.filter((other) => JSON.stringify(other) !== JSON.stringify(route));
  const label = route ? 'also fits' : 'fits';
  others.forEach((other, index) => rows.push([index === 0 ? label : '', nameOf(other)]));
  page.fields(rows);
  const onward = verdicts.find(({ origin }) => origin !== undefined)?.origin;
  if (onward) showOnward(onward, page);
}

function showVerdict(verdict: Verdict, asker: Asker, page: Page): void {
  const who = nameOfAsker(asker);
  const say = (mood: Mood, text: string) => page.verdict(mood, `${who}: ${text}`);
  switch (verdict.decision) {
    case 'allow':
      return say('good', 'passes');
    case 'sign_in':
      return say('odd', `a browser is sent to sign in, a program gets 401`);
    case 'challenge':
      return say('bad', `401, WWW-Authenticate: ${verdict.wwwAuthenticate}`);
    case 'forbid':
      return say('bad', `403, ${missing(verdict)}`);
  }
}

function nameOfAsker(asker: Asker): string {
  if (asker === null) return 'nobody signed in';
  const parts = [
    ['roles', asker.roles],
    ['custom roles', asker.customRoles],
    ['scopes', asker.scopes],
  ] as const;
  const has = parts.filter(([, names]) => names.length > 0);
  const named = has.map(([what, names]) => `${what} ${names.map(printable).join(', ')}`);
  return `signed in, ${named.join('; ') || 'no role'}`;
}

function missing({ missingRoles = [], allOfThem, missingScopes = [] }: Verdict): string {
  const parts = [];
  if (missingRoles.length > 0) {
    const names = missingRoles.map(printable).join(', ');
    parts.push(missingRoles.length > 1 && !allOfThem ? `needs one of ${names}` : `lacks ${names}`);
  }
  if (missingScopes.length > 0) {
    const plural = missingScopes.length > 1 ? 's' : '';
    parts.push(`lacks the scope${plural} ${missingScopes.join(', ')}`);
  }
  return parts.join('; ');
}

function nameOf(route: Route): string {
  const position = route.position === undefined ? '' : `ROUTES[${route.position}] `;
  const methods = route.methods.length < EVERY_METHOD ? `, ${route.methods.join(' ')}` : '';
  const hosts = route.hosts ? `, on ${route.hosts.join(' ')}` : '';
  return `${position}${printable(route.path)}${methods}${hosts}: ${accessOf(route)}`;
}

function accessOf({ access, roles = [], requireAll, includeCustom, scopes = [] }: Route): string {
  if (access === 'public') return 'public';
  if (access === 'optional') return 'public, and the origin is told who is signed in';
  const names = roles.map(printable).join(', ');
  const custom = includeCustom === false ? ' (custom roles do not count)' : '';
  const parts = [];
  if (roles.length > 0)
    parts.push(`${roles.length > 1 ? (requireAll ? 'all of ' : 'one of ') : ''}${names}${custom}`);
  if (scopes.length > 0) parts.push(`scope ${scopes.join(', ')}`);
  return parts.join('; ') || 'anybody who is signed in';
}

function showOnward(origin: NonNullable<Verdict['origin']>, page: Page): void {
  page.heading('The origin gets');
  const rows: [string, string][] = [['path', printable(origin.path)]];
  rows.push(['headers', origin.headers.join(', ')]);
  if (origin.headersIfKnown.length > 0) rows.push(['if known', origin.headersIfKnown.join(', ')]);
  page.fields(rows);
}
