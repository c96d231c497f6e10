// People who sign in, look around, and sign out, each in a browser of their own.
import { Agent } from '../support/agent.mjs';
import { ACCOUNTS } from '../support/provider.mjs';

/** Pages that a person looks at before signing out. */
const PAGES = 12;

/**
 * One visit. `told` hears of each answer of the gate: its kind, its status, and what is wrong with it.
 * While the provider fails nobody can sign in, but whoever gets in is who they are.
 *
 * @param {string} url The gate's.
 * @param {number} turn
 * @param {import('./weather.mjs').Weather} weather
 * @param {(kind: string, answer: import('../support/agent.mjs').Answer, fault?: string,
 *   began: number) => void} told
 */
export async function visit(url, turn, weather, told) {
  const { login } = ACCOUNTS[turn % ACCOUNTS.length];
  const agent = new Agent();
  let began = Date.now();
  const page = await agent.signIn(url, '/me', login);
  const ofGate = page.url.origin === url;
  const fair = weather.wasFairSince(began);
  const inside = ofGate && page.status === 200;
  let fault;
  if (inside && !page.text.includes(`user-${login}`)) fault = 'somebody else is signed in';
  else if (!inside && fair)
    fault = `${login} cannot sign in: ${page.url} ${page.text.slice(0, 200)}`;
  if (ofGate) told('sign-in', page, fault, began);
  if (!inside) return;
  for (let look = 0; look < PAGES; look += 1) {
    began = Date.now();
    const answer = await agent.request(`${url}/me`);
    told('session', answer, wrongPage(answer, login), began);
  }
  began = Date.now();
  const cookie = agent.jar.header(new URL(url));
  const left = await agent.request(`${url}/auth/logout`, {
    method: 'POST',
    headers: { origin: url, 'sec-fetch-site': 'same-origin', 'content-length': '0' },
  });
  const kept = agent.jar.header(new URL(url))?.includes('__Host-edgeward-session');
  told('sign-out', left, kept ? 'the session is still there' : undefined, began);
  began = Date.now();
  const forged = cookie.replace(
    /(__Host-edgeward-session=.{40})./,
    (all, start) => start + (all.endsWith('A') ? 'B' : 'A'),
  );
  const stranger = await agent.request(`${url}/me`, { headers: { cookie: forged } });
  told('forged session', stranger, stranger.status === 401 ? undefined : 'it is let in', began);
}

function wrongPage({ status, text }, login) {
  if (status !== 200) return `a session is refused: ${text.slice(0, 200)}`;
  return text.includes(`user-${login}`) ? undefined : 'it is about somebody else';
}
