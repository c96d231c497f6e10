// What is left to do once the files are there.
import { printable, type Page } from '../page.js';
import { deployCommand, isPublic } from './address.js';
import type { Draft } from './draft.js';
import type { Project } from './project.js';
import { LOCAL_URL } from './settings.js';

/** The page of the guides about addresses. */
const DEPLOYING = 'https://edgeward.dev/deploying.html';

/** What the provider has to know of a gate. */
export interface Registrations {
  redirectUris: string[];
  signedOutUris: string[];
}

/** What to register at the provider; `null` for a gate where nobody signs in. */
export function registrations(draft: Draft): Registrations | null {
  if (!draft.signsIn) return null;
  const urls = [draft.vars['PUBLIC_URL']].flat().map((url) => new URL(String(url)).origin);
  return {
    redirectUris: urls.map((url) => `${url}/auth/callback`),
    signedOutUris: urls.map((url) => `${url}/auth/signed-out`),
  };
}

/** Says it. */
export function showNextSteps(draft: Draft, project: Project, page: Page): void {
  const register = registrations(draft);
  if (register !== null) {
    page.heading('Register at the provider');
    page.fields([
      ['redirect URI', register.redirectUris.map(printable).join(', ')],
      ['after signing out', register.signedOutUris.map(printable).join(', ')],
    ]);
  }
  const tryOut = `${LOCAL_URL}/auth/callback`;
  const more = register !== null && isPublic(draft) ? `, with ${tryOut} as a redirect URI too` : '';
  page.heading(`On this machine${more}`);
  for (const line of local(draft, project)) page.line(`  ${line}`);
  page.heading('To deploy');
  if (draft.signsIn && !isPublic(draft)) {
    page.line('  write the address that people use as `PUBLIC_URL`, and bring it to the Worker:');
    page.line(`  ${DEPLOYING}`);
  }
  if (draft.signsIn) page.line('  set the secrets, each by its line above');
  page.line(`  npx ${deployCommand(draft)}`);
}

function local(draft: Draft, { folder, isInstalled }: Project): string[] {
  // In any shell, and without OpenSSL.
  const key = `node -p "'COOKIE_KEY=' + crypto.randomBytes(48).toString('base64')" >> .dev.vars`;
  return [
    ...(folder === '.' ? [] : [`cd ${inShell(folder)}`]),
    isInstalled ? 'npm install' : 'npm install edgeward && npm install --save-dev wrangler',
    ...(draft.signsIn ? [key, 'echo "CLIENT_SECRET=…" >> .dev.vars'] : []),
    ...(isPublic(draft) ? [`echo "PUBLIC_URL=${LOCAL_URL}" >> .dev.vars`] : []),
    'npx wrangler dev',
  ];
}

/** As a word of a command. */
function inShell(folder: string): string {
  return /^[\w./-]+$/.test(folder) ? folder : printable(JSON.stringify(folder));
}
