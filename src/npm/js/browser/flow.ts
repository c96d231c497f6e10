// A sign-in under way: what the page that the person comes back to must know again.
//
// Each is kept on its own, by its `state`, so that sign-ins in several tabs all finish. It serves once,
// for ten minutes.
import { fits, isBinding, isText, isWhole, orNone, read, write, type Shape } from './kept-text.js';

/** How long a sign-in may take, in seconds. */
const LIFETIME = 600;

/** How many may be under way in one tab. */
const MOST = 8;

const SIGN_IN = 'sign-in';

/** One sign-in, from the authorization request to the response. */
export interface Flow {
  /** The issuer and the client. */
  owner: string;
  state: string;
  nonce: string;
  codeVerifier: string;
  redirectUri: string;
  maxAge?: number | undefined;
  returnTo: string;
  /** In seconds. */
  beganAt: number;
}

const SHAPE: Shape<Flow> = {
  owner: isText,
  state: isBinding,
  nonce: isBinding,
  codeVerifier: isBinding,
  redirectUri: isText,
  maxAge: orNone(isWhole),
  returnTo: isText,
  beganAt: isWhole,
};

/** The flow as a text that the tab keeps. */
export function flowText(flow: Flow): string {
  return write(SIGN_IN, flow);
}

/** The flow that was kept, unless it is another one's, broken or too old. */
export function flowOf(text: string | undefined, owner: string, now: number): Flow | undefined {
  const { kind, members } = read(text ?? '') ?? {};
  if (kind !== SIGN_IN || !members || !fits(members, SHAPE)) return undefined;
  const flow = members as unknown as Flow;
  const age = now - flow.beganAt;
  return flow.owner === owner && age >= 0 && age < LIFETIME ? flow : undefined;
}

/** Which of the kept flows go, so that one more finds room: what is none any more, and the oldest. */
export function surplus(kept: Record<string, string>, owner: string, now: number): string[] {
  const flows = Object.entries(kept)
    .map(([state, text]) => ({ state, beganAt: flowOf(text, owner, now)?.beganAt }))
    // What is none comes last.
    .sort((a, b) => (b.beganAt ?? -1) - (a.beganAt ?? -1));
  const live = flows.filter(({ beganAt }) => beganAt !== undefined).length;
  return flows.slice(Math.min(live, MOST - 1)).map(({ state }) => state);
}
