// `edgeward init`: a folder that is a gate, from a few answers.
import { check } from './check.js';
import { Invocation, type Command, type Finding } from './command.js';
import { askForTheRest, fillInTheRest } from './init/answers.js';
import { Dialogue } from './init/dialogue.js';
import { Draft, type Problem } from './init/draft.js';
import { showNextSteps, registrations } from './init/next-steps.js';
import { Project } from './init/project.js';
import { FLAGS } from './init/settings.js';
import { printable, type Page } from './page.js';

export const init: Command = {
  name: 'init',
  summary: 'a folder with what a gate needs: asks for provider, origin and routes',
  usage: [
    'init [FOLDER]',
    'init --authority URL --client-id ID --audience NAME --origin URL [--route PATH=WHO …]',
  ],
  about: [
    'Writes `wrangler.toml` for the Worker that is in this package, and `package.json` and `.gitignore` where there are none; then does what `edgeward check` does, and says what comes next. What is not given by an option is asked for in a terminal. Elsewhere, and with `--yes`, nothing is asked: what can be left out is left out.',
    'A route is PATH=WHO, in quotes for the shell. WHO is `public`, `optional` (everybody, and the origin learns who is signed in), `signed-in` (or no WHO at all), roles with commas, of which one is needed (`/desk/**=admin,editor`), or roles with `+`, which are all needed (`/bills/**=admin+billing`). What no route names needs a sign-in.',
    'The origin is an address, `zone` for the origin of the zone that the Worker runs in, `worker:NAME` for another Worker of the account, or `assets:FOLDER` for files that are deployed together with the gate.',
    'No secret is asked for, and none is written.',
  ],
  options: FLAGS,
  exits: {
    0: 'the files are written, and the gate can serve; there may be notes',
    1: 'something is wrong: with what was given, and nothing is written; or with what the provider answers, and the files are there',
    2: 'wrong use; or there is a configuration already, and nothing is written',
    3: 'the files are written, and the provider could not be asked',
  },
  json: {
    ...check.json,
    command: 'init',
    written: 'a list of the files that were written',
    register:
      'what to register at the provider: `redirectUris` and `signedOutUris`; null where nobody signs in',
  },
  run,
};

async function run(invocation: Invocation, page: Page): Promise<Finding> {
  const [folder = '.', ...more] = invocation.positionals;
  if (more.length > 0) throw invocation.misused('more than one folder is named');
  const project = new Project(folder);
  const draft = Draft.from(invocation, project.name);
  const dialogue = invocation.has('yes') ? undefined : Dialogue.inTerminal();
  try {
    await project.assertMayWrite(invocation.has('force'), dialogue);
    // Nobody is asked for the rest of what cannot be.
    const wrong = draft.problems().filter(({ code }) => code !== 'config_key_missing');
    if (wrong.length > 0 && dialogue !== undefined) return refuse(project, wrong, page);
    if (dialogue === undefined) fillInTheRest(draft);
    else await askForTheRest(draft, dialogue);
  } finally {
    dialogue?.close();
  }
  const problems = draft.problems();
  if (problems.length > 0) return refuse(project, problems, page);

  const written = project.write(draft);
  page.verdict('good', `written: ${written.map(printable).join(', ')}`);
  page.gap();
  const offline = invocation.has('offline') ? ['--offline'] : [];
  const checked = await check.run(new Invocation(check, [...offline, '--', project.file]), page);
  showNextSteps(draft, project, page);
  return {
    exit: checked.exit,
    json: { ...checked.json, written, register: registrations(draft) },
  };
}

/** Wrong answers, all of them, each with its key; there is nothing then to check or to mend. */
function refuse(project: Project, problems: Problem[], page: Page): Finding {
  const many = `${problems.length} problem${problems.length === 1 ? '' : 's'}`;
  page.verdict('bad', `nothing is written: ${many}`);
  page.gap();
  page.findings(
    'bad',
    problems.map(({ key, reason, cure }) => ({ about: printable(key), reason, cure })),
  );
  const { file } = project;
  const nothing = { notes: [], secrets: [], provider: null, written: [], register: null };
  return { exit: 1, json: { ok: false, file, environment: null, problems, ...nothing } };
}
