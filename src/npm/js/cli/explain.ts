// `edgeward explain`: what a gate would do with a request, and why.
import { Mistake, type Command, type Finding, type Invocation } from './command.js';
import { readConfiguration } from './configuration.js';
import { showExplanation, type Asker, type Explanation } from './explain/show.js';
import { gate } from './gate.js';
import { printable, type Page } from './page.js';

export const explain: Command = {
  name: 'explain',
  summary: 'which route applies to a request, what becomes of it, and why',
  usage: [
    'explain wrangler.toml METHOD PATH [--roles admin,editor]',
    'explain METHOD PATH      (the file that wrangler would take)',
  ],
  about: [
    "Nothing is sent and nobody is asked: the gate's own routing and decision, for a request that you think of. PATH is written as it is on the wire, with its query if you like; an address with `https://` names the host too. `ROUTES[0]` is the first route of the file. Without options about who asks, it is said for nobody and for somebody who is signed in without a role.",
    'Whether a credential is good, only `edgeward verify` can say; which page a request comes from, only a real one.',
  ],
  options: {
    roles: { value: 'NAMES', several: true, help: 'the roles of whoever asks' },
    'custom-roles': { value: 'NAMES', several: true, help: 'their custom roles' },
    scopes: { value: 'NAMES', several: true, help: 'the scopes of their access token' },
    anonymous: { help: 'nobody is signed in' },
    host: { value: 'HOST', help: 'the host; the first of `PUBLIC_URL` if left out' },
    env: { value: 'NAME', help: 'the environment of wrangler, `[env.NAME]`' },
  },
  exits: {
    0: 'the request would pass, or the gate answers it itself, for each who was asked about',
    1: 'it would not pass for at least one of them',
    2: 'wrong use, or wrong configuration',
  },
  json: {
    command: 'explain',
    file: 'the file that was read',
    method: 'the method',
    host: 'the host',
    path: 'the path as it was asked for',
    route: 'the route that applies, or null; as in `naming`',
    why: 'a sentence',
    naming:
      'the routes that name the path, the most specific first: `position` in ROUTES, `path`, `methods`, perhaps `hosts`, `access` (`public`, `optional`, `signed-in`), and for the last `roles`, `requireAll`, `includeCustom`, `scopes`',
    refused: '`status`, `code` and perhaps `allow`, if it is refused whoever asks; else null',
    endpoint: "whether it is one of the gate's own",
    verdicts:
      'for each who was asked about: `asker` (null, or `roles`, `customRoles`, `scopes`), `decision` (`allow`, `sign_in`, `challenge`, `forbid`), `status` for programs, what is missing, and for `allow` the `origin`: `path`, `headers`, `headersIfKnown`',
  },
  run,
};

async function run(invocation: Invocation, page: Page): Promise<Finding> {
  const { positionals } = invocation;
  if (positionals.length < 2 || positionals.length > 3)
    throw invocation.misused('a method and a path are expected, and a file before them');
  // No method has a dot: it is the file, and the path was left out.
  if (positionals.length === 2 && positionals[0]!.includes('.'))
    throw invocation.misused('a path is expected after the method');
  const [method, address] = positionals.slice(-2) as [string, string];
  const { file, vars } = readConfiguration(
    positionals.length === 3 ? positionals[0] : undefined,
    invocation.text('env'),
  );
  const { host, path } = target(address, invocation);
  const askers = askersOf(invocation);
  const question = { method, path, askers, ...(host !== undefined && { host }) };
  const found: Explanation | null = JSON.parse(
    gate().explain(JSON.stringify(vars), JSON.stringify(question)),
  );
  if (found === null) {
    const reason = `the configuration in \`${printable(file)}\` is wrong`;
    throw new Mistake('config_invalid', reason, '`edgeward check` says what with');
  }
  showExplanation(found, { method, path, askers }, page);
  const verdicts = (found.verdicts ?? []).map((verdict, index) => ({
    asker: askers[index] ?? null,
    ...verdict,
  }));
  const passes = !found.refused && verdicts.every(({ decision }) => decision === 'allow');
  return {
    exit: passes ? 0 : 1,
    json: {
      file,
      method,
      host: found.host,
      path,
      route: found.route ?? null,
      why: found.why,
      naming: found.naming,
      refused: found.refused ?? null,
      endpoint: found.endpoint ?? false,
      verdicts,
    },
  };
}

/** The path, and the host if one is named. Nothing is made canonical: that is the gate's to do. */
function target(address: string, invocation: Invocation): { host?: string; path: string } {
  const named = invocation.text('host');
  const [, host, path] = /^https?:\/\/([^/?#\\]*)(.*)$/is.exec(address) ?? [];
  if (host !== undefined && named !== undefined)
    throw invocation.misused('the address names a host, and `--host` another');
  if (host !== undefined) return { host, path: path || '/' };
  if (!address.startsWith('/')) {
    const cure =
      'write it with its `/`; where the shell turns it into a file, as `https://HOST/PATH`';
    throw new Mistake('path_not_absolute', 'the path does not begin with `/`', cure);
  }
  return { ...(named !== undefined && { host: named }), path: address };
}

function askersOf(invocation: Invocation): Asker[] {
  const names = ['roles', 'custom-roles', 'scopes'] as const;
  const signedIn = names.some((name) => invocation.has(name));
  if (invocation.has('anonymous')) {
    if (signedIn) throw invocation.misused('whoever is anonymous has no roles and no scopes');
    return [null];
  }
  const [roles, customRoles, scopes] = names.map((name) => invocation.list(name) ?? []);
  const somebody = { roles: roles!, customRoles: customRoles!, scopes: scopes! };
  return signedIn ? [somebody] : [null, somebody];
}
