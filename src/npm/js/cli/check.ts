// `edgeward check`: what is wrong with a gate's configuration, and with its provider.
import { explanationOf } from '../problem.js';
import { askProvider, type Answer } from './check/provider.js';
import { type Command, type Finding, type Invocation } from './command.js';
import { readConfiguration, readSecrets } from './configuration.js';
import { gate } from './gate.js';
import { printable, type Page } from './page.js';

export const check: Command = {
  name: 'check',
  summary: "what is wrong with a gate's configuration, and whether its provider fits",
  usage: ['check [wrangler.toml|wrangler.json|wrangler.jsonc]'],
  about: [
    'Lists everything that is wrong at once, each with its key and the cure; routes that no request reaches (`ROUTES[0]` is the first); and the secrets that are still to be set. Secrets are not in the file, so one that is missing is no error, unless `--secrets` says where they are.',
    'Then it asks the provider for its metadata and keys, unless `--offline`.',
  ],
  options: {
    env: { value: 'NAME', help: 'the environment of wrangler, `[env.NAME]`' },
    offline: { help: 'ask nobody' },
    secrets: { value: 'FILE', help: 'where the secrets are, as in `.dev.vars`' },
  },
  exits: {
    0: 'the gate can serve; there may be notes',
    1: 'something is wrong with the configuration, or with what the provider answers',
    2: 'wrong use, or the file cannot be read',
    3: 'the provider could not be asked',
  },
  json: {
    command: 'check',
    ok: 'whether nothing is wrong',
    file: 'the file that was read',
    environment: 'the environment, or null',
    problems: 'a list of `key`, `code`, `reason` and `cure`',
    notes: 'the same, for what is allowed and probably not meant',
    secrets: 'those still to be set: `key`, `needed`, `help` and `command`',
    provider:
      'null, or `asked`, `problems` and `notes` (`code`, `reason`, `cure`), `metadata` and `keys`: each with `kid`, `kty`, and `algs`, or `code` and `reason` why it is skipped',
  },
  run,
};

/** Something to mend, or to look at. */
interface Entry {
  key: string;
  code: string;
  reason: string;
  cure: string;
}

interface Review {
  problems: Entry[];
  notes: Entry[];
  pending: { key: string; needed: boolean; help: string; command: string }[];
}

async function run(invocation: Invocation, page: Page): Promise<Finding> {
  const [named, ...more] = invocation.positionals;
  if (more.length > 0) throw invocation.misused('more than one file is named');
  const environment = invocation.text('env');
  const { file, vars, empty } = readConfiguration(named, environment);
  const secretsFile = invocation.text('secrets');
  const secrets = secretsFile === undefined ? undefined : readSecrets(secretsFile);
  const review = look(vars, secrets, environment);
  if (empty && environment !== undefined) review.notes.unshift(notInherited(environment));

  const all = secrets === undefined ? vars : { ...vars, ...secrets };
  const provider = invocation.has('offline') ? undefined : await askProvider(all);
  const { problems, notes, pending } = review;
  const wrong = problems.length + (provider?.problems.length ?? 0);
  const unasked = provider?.asked === false;

  const where = environment === undefined ? file : `${file}, environment ${environment}`;
  verdict(page, printable(where), problems.length === 0 && unasked ? undefined : wrong);
  section(page, 'Problems', 'bad', problems);
  showExplanations(page, problems);
  section(page, 'Notes', 'odd', notes);
  if (pending.length > 0) {
    page.heading('Secrets, which are not in the file: set them, if they are not yet');
    page.findings(
      'odd',
      pending.map(({ key, needed, command }) => ({
        about: key,
        reason: needed ? 'is needed' : 'is needed unless the client is public',
        cure: command,
      })),
    );
  }
  if (provider !== undefined) showProvider(page, provider);
  else if (!invocation.has('offline')) {
    page.gap();
    page.line('The provider was not asked: the configuration does not say rightly which it is.');
  }
  return {
    exit: problems.length > 0 ? 1 : unasked ? 3 : wrong > 0 ? 1 : 0,
    json: {
      ok: wrong === 0 && !unasked,
      file,
      environment: environment ?? null,
      problems,
      notes,
      secrets: pending,
      provider: provider ?? null,
    },
  };
}

/** What the gate itself says. Commands that set a secret say for which environment. */
function look(vars: unknown, secrets: unknown, environment: string | undefined): Review {
  const given = secrets === undefined ? undefined : JSON.stringify(secrets);
  const review: Review = JSON.parse(gate().check(JSON.stringify(vars), given));
  if (environment === undefined) return review;
  const within = (text: string) =>
    text.replace(/wrangler secret put ([A-Z_]+)/g, `$& --env ${environment}`);
  return {
    problems: review.problems.map((it) => ({ ...it, cure: within(it.cure) })),
    notes: review.notes.map((it) => ({ ...it, cure: within(it.cure) })),
    pending: review.pending.map((it) => ({ ...it, command: within(it.command) })),
  };
}

function notInherited(environment: string): Entry {
  return {
    key: `env.${environment}.vars`,
    code: 'vars_not_inherited',
    reason: 'the environment has no variables, and wrangler does not take those at the top for it',
    cure: `write them again below \`[env.${environment}.vars]\``,
  };
}

/** How many problems there are, or that nobody knows because the provider could not be asked. */
function verdict(page: Page, where: string, wrong: number | undefined): void {
  if (wrong === undefined) {
    page.verdict('odd', `${where}: nothing is wrong, but the provider could not be asked`);
  } else if (wrong > 0) {
    page.verdict('bad', `${where}: ${wrong} problem${wrong === 1 ? '' : 's'}`);
  } else {
    page.verdict('good', `${where}: nothing is wrong`);
  }
}

function section(page: Page, title: string, mood: 'odd' | 'bad', entries: Entry[]): void {
  if (entries.length === 0) return;
  page.heading(title);
  page.findings(
    mood,
    entries.map(({ key, reason, cure }) => ({ about: printable(key), reason, cure })),
  );
}

/** Where each kind of problem is explained, once. */
function showExplanations(page: Page, problems: Entry[]): void {
  if (problems.length === 0) return;
  page.heading('More about them');
  for (const code of new Set(problems.map((problem) => problem.code)))
    page.line(`  ${explanationOf(code)}`);
}

function showProvider(page: Page, { address, problems, notes, metadata, keys }: Answer): void {
  page.heading(`Provider ${printable(address)}`);
  page.findings('bad', problems);
  page.findings('odd', notes);
  page.findings(
    'good',
    metadata.map((reason) => ({ reason })),
  );
  if (keys.length === 0) return;
  page.heading('Keys');
  for (const key of keys) {
    const name = printable(key.kid ?? '(no kid)');
    if (key.algs) page.findings('good', [{ about: name, reason: key.algs.join(', ') }]);
    else page.findings('odd', [{ about: name, reason: `skipped: ${key.reason}` }]);
  }
}
