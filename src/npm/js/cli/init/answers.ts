// What no option said: asked for, or what is usual.
import { Mistake } from '../command.js';
import { printable } from '../page.js';
import type { Dialogue } from './dialogue.js';
import type { Draft, Problem } from './draft.js';
import { presetFor } from './presets.js';
import { readRoute } from './routes.js';
import { LOCAL_URL, SETTINGS, type Setting } from './settings.js';

/** Takes what is usual. What has no usual answer stays open, and is a problem then. */
export function fillInTheRest(draft: Draft): void {
  for (const setting of open(draft)) {
    const usual = usualFor(setting, draft);
    if (usual !== undefined) draft.set(setting.key, usual);
  }
}

/** Asks a person, again where the answer is none. */
export async function askForTheRest(draft: Draft, dialogue: Dialogue): Promise<void> {
  dialogue.say((page) => page.line('Ctrl-C ends this, and nothing is written.'));
  for (const setting of open(draft)) {
    for (;;) {
      const offer = usualFor(setting, draft) ?? setting.offer;
      draft.set(setting.key, await dialogue.ask(setting.question, offer));
      if (await holds(draft, dialogue, setting.key)) break;
    }
    if (setting.key === 'PROVIDER') await askForSharedKey(draft, dialogue);
  }
  if (draft.routes.length === 0) await askForRoutes(draft, dialogue);
}

function open(draft: Draft): Setting[] {
  return SETTINGS.filter(
    ({ key, ofSignIn = false }) => !draft.has(key) && (draft.signsIn || !ofSignIn),
  );
}

function usualFor({ key }: Setting, { vars }: Draft): string | undefined {
  switch (key) {
    case 'PROVIDER':
      return presetFor(vars['AUTHORITY']);
    case 'AUDIENCE':
      // As the preset has it, which need not be written down.
      return vars['PROVIDER'] === 'signward' ? 'idserver-api' : undefined;
    case 'PUBLIC_URL':
      return LOCAL_URL;
    default:
      return undefined;
  }
}

/** Whether nothing is wrong with what a key holds; says so where something is. */
async function holds(draft: Draft, dialogue: Dialogue, key: string): Promise<boolean> {
  const wrong = draft.problems().filter((problem) => problem.key.split('[')[0] === key);
  if (wrong.some(({ code }) => code === 'config_plain_http') && !draft.has('DANGER_ALLOW_HTTP')) {
    const question = 'Plain http can be read and changed on the way. Allow it, for development?';
    if (!(await dialogue.agrees(question))) return false;
    draft.vars['DANGER_ALLOW_HTTP'] = true;
    return holds(draft, dialogue, key);
  }
  show(dialogue, wrong);
  return wrong.length === 0;
}

async function askForSharedKey(draft: Draft, dialogue: Dialogue): Promise<void> {
  if (draft.vars['PROVIDER'] !== 'signward' || draft.has('DANGER_SYMMETRIC_JWKS')) return;
  const question =
    'Signward publishes the key that its tokens are signed with: whoever reads it can make tokens. ' +
    'Accept that?';
  if (await dialogue.agrees(question)) draft.vars['DANGER_SYMMETRIC_JWKS'] = true;
}

async function askForRoutes(draft: Draft, dialogue: Dialogue): Promise<void> {
  dialogue.say((page) => {
    page.line('Routes, one a line: `/=public`, `/me`, `/desk/**=admin,editor` (one of them),');
    page.line('`/bills/**=admin+billing` (both). An empty line ends them; what none names needs a');
    page.line('sign-in.');
  });
  for (;;) {
    const line = await dialogue.ask('Route');
    if (line === '') return;
    try {
      draft.routes.push(readRoute(line));
    } catch (error) {
      if (!(error instanceof Mistake)) throw error;
      const { code, message: reason, cure } = error;
      show(dialogue, [{ key: 'ROUTES', code, reason, cure }]);
      continue;
    }
    if (!(await holds(draft, dialogue, 'ROUTES'))) draft.routes.pop();
  }
}

function show(dialogue: Dialogue, problems: Problem[]): void {
  dialogue.say((page) =>
    page.findings(
      'bad',
      problems.map(({ key, reason, cure }) => ({ about: printable(key), reason, cure })),
    ),
  );
}
