// `wrangler.toml`, as a person would write it.
import { deployCommand, keepsWorkersDev } from './address.js';
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
      '# A gate in front of an origin. `npx wrangler dev` runs it, and `npx edgeward check` says what is wrong',
      '# with it. Secrets are not in this file. This publishes it:',
      `#   npx ${deployCommand(draft)}`,
      `name = ${value(name)}`,
      'main = "node_modules/edgeward/worker/index.js"',
      `compatibility_date = ${value(COMPATIBILITY_DATE)}`,
      ...(keepsWorkersDev(draft) ? [pair('workers_dev', true)] : []),
    ],
    ...Object.entries(bindings).flatMap(([key, content]) => tables(key, content)),
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

/** Text, flags and lists of text: as in JSON, but for one character that TOML wants escaped. */
function value(content: unknown): string {
  if (Array.isArray(content)) return `[${content.map(value).join(', ')}]`;
  return JSON.stringify(content).replaceAll('\x7f', '\\u007f');
}
