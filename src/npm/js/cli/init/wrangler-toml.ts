// `wrangler.toml`, as a person would write it.
import { development, routing } from './address.js';
import type { Draft } from './draft.js';

/** The day whose behaviour of the runtime the Worker is tested with. */
const COMPATIBILITY_DATE = '2026-04-01';

/** The keys of `[vars]` in the order of the file, and what is said above the first of some. */
const GROUPS: readonly { keys: readonly string[]; comment: string }[] = [
  {
    keys: ['AUTHORITY', 'PROVIDER', 'CLIENT_ID', 'AUDIENCE', 'SIGN_IN'],
    comment: "The provider, the gate's client there, and the audience of its access tokens.",
  },
  {
    keys: ['DANGER_SYMMETRIC_JWKS'],
    comment: "Takes HS keys from the provider's public key set: whoever reads it can make tokens.",
  },
  {
    keys: ['PUBLIC_URL', 'ORIGIN'],
    comment: 'Where people reach the gate, and what is behind it.',
  },
  {
    keys: ['DANGER_ALLOW_HTTP'],
    comment: 'Plain http, for development: take it out before you deploy.',
  },
];

/** The text of the file. */
export function wranglerToml(draft: Draft): string {
  const { name, vars, routes, bindings } = draft;
  const parts = [
    [
      '# A gate in front of an origin. `npx wrangler dev` runs it, `npx wrangler deploy` publishes it, and',
      '# `npx edgeward check` says what is wrong with it. Secrets are not in this file.',
      `name = ${value(name)}`,
      'main = "node_modules/edgeward/worker/index.js"',
      `compatibility_date = ${value(COMPATIBILITY_DATE)}`,
    ],
    ...said(
      'Brings the requests of this address to the Worker. Its domain has to be in the account.',
      Object.entries(routing(draft)).map(([key, content]) => pair(key, content)),
    ),
    ...Object.entries(bindings).flatMap(([key, content]) => tables(key, content)),
    ...said(
      '`npx wrangler dev` answers here, and not for the address above.',
      Object.entries(development(draft))
        .flatMap(([key, content]) => tables(key, content))
        .flat(),
    ),
    ['[observability]', 'enabled = true'],
    ['[vars]', ...variables(vars)],
    ...routes.flatMap((route, index) => {
      const [lines = []] = tables('vars.ROUTES', [route]);
      const comment = '# The most specific route wins; what no route names needs a sign-in.';
      return [index === 0 ? [comment, ...lines] : lines];
    }),
  ];
  return `${parts.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

/** Lines with a comment above them, where there are any. */
function said(comment: string, lines: string[]): string[][] {
  return lines.length === 0 ? [] : [[`# ${comment}`, ...lines]];
}

function variables(vars: Draft['vars']): string[] {
  return GROUPS.flatMap(({ keys, comment }) => {
    const lines = keys.filter((key) => Object.hasOwn(vars, key)).map((key) => pair(key, vars[key]));
    return lines.length === 0 ? [] : [`# ${comment}`, ...lines];
  });
}

/** A table, or each table of an array of them. */
function tables(key: string, content: unknown): string[][] {
  const lines = (table: object) => Object.entries(table).map(([name, one]) => pair(name, one));
  return Array.isArray(content)
    ? content.map((table) => [`[[${key}]]`, ...lines(table)])
    : [[`[${key}]`, ...lines(content as object)]];
}

function pair(key: string, content: unknown): string {
  return `${key} = ${value(content)}`;
}

/** Text and flags as in JSON, but for one character that TOML wants escaped; lists and tables of them. */
function value(content: unknown): string {
  if (Array.isArray(content)) return `[${content.map(value).join(', ')}]`;
  if (typeof content === 'object' && content !== null)
    return `{ ${Object.entries(content)
      .map(([key, one]) => pair(key, one))
      .join(', ')} }`;
  return JSON.stringify(content).replaceAll('\x7f', '\\u007f');
}
