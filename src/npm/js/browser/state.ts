// Whose session it is: what a sign-in, a renewal, another tab or the clock make of it. Of every token and
// every answer the core says whether it is what it must be.
import * as calls from '../calls.js';
import { randomBytes } from '../host.js';
import type { SignInRequest, TokenResponse } from '../messages.js';
import type { RelyingParty } from '../relying-party.js';
import type { UserFields } from '../user.js';
import { Ended, ENDED } from './ended.js';
import type { SessionChange } from './events.js';
import { flowOf, flowText, surplus, type Flow } from './flow.js';
import { read, write } from './kept-text.js';
import {
  nextOf,
  recordOf,
  replaces,
  SESSION,
  stampOf,
  textOf,
  type SessionRecord,
} from './record.js';
import { expiryOf, isFinal, profileOf, rolesOf, timesOf } from './tokens.js';

/** What a session goes by, as the core has checked it. */
export interface Settings {
  /** The issuer and the client: another one's session is none of ours. */
  owner: string;
  /** The page's own origin. */
  origin: string;
  /** The origins that get the token, as browsers write them. */
  apiOrigins: readonly string[];
  /** Whether access tokens are for an audience that the options name. */
  hasAudience: boolean;
}

/** What a step changed, for the page to carry on: to its storage, to the other tabs, to its listeners. */
export interface Outcome {
  change?: SessionChange;
  user?: UserFields;
  /** The session as a text. */
  session?: string;
  /** What other tabs know this state of it by. */
  stamp?: string;
  /** Seconds until it ends, where nothing can renew it. */
  endsIn?: number;
  /** What is over, as a text. */
  ended?: string;
  /** Whether the other tabs get the session. */
  post?: boolean;
  /** The error that made it. */
  failure?: unknown;
  /** Where the person goes on. */
  returnTo?: string;
}

/** The question for the session, that tabs answer each other. */
export const QUESTION: string = write('ask', {});

/** A person's session in one tab. It is looked at anew after every wait: meanwhile everything may change. */
export class SessionState {
  readonly #party: RelyingParty;
  readonly #settings: Settings;
  readonly #ended = new Ended();
  #current: SessionRecord | undefined;
  /** The current one expired and could not be renewed; whoever asks next tries again. */
  #hasLapsed = false;
  /** Signed out here already, but not at the provider. */
  #leaving: SessionRecord | undefined;

  constructor(party: RelyingParty, settings: Settings) {
    this.#party = party;
    this.#settings = settings;
  }

  /** Where the person goes to sign in, and what is kept until they come back; `kept` are the flows under
   * way, of which some have to go. */
  async begin(
    { returnTo = '/', ...request }: { returnTo?: string; redirectUri: string; maxAge?: number },
    kept: Record<string, string>,
  ): Promise<{ url: string; state: string; flow: string; surplus: string[] }> {
    const { url, ...bindings } = await this.#party.begin<SignInRequest>(request);
    const { owner } = this.#settings;
    const { redirectUri, maxAge } = request;
    const now = this.#now();
    const goesTo = this.#target(returnTo);
    const flow = { owner, ...bindings, redirectUri, maxAge, returnTo: goesTo, beganAt: now };
    const gone = surplus(kept, owner, now);
    return { url, state: bindings.state, flow: flowText(flow), surplus: gone };
  }

  /** The session that begins with `response`, the query that the person came back with, to what was kept
   * under its state. */
  async finish(response: string, kept: string | undefined): Promise<Outcome> {
    const flow = this.#flowOf(kept);
    const { tokens, user } = await this.#party.finish(response, flow ?? { isUnknown: true });
    const roles = await rolesOf(this.#party, this.#settings, tokens, user.userId);
    const record = {
      owner: this.#settings.owner,
      id: nameOf(randomBytes(16)),
      sequence: 0,
      claims: await profileOf(this.#party, user, tokens),
      ...roles,
      ...timesOf(tokens, expiryOf(user), this.#now()),
      accessToken: tokens.accessToken,
      refreshToken: tokens.refreshToken,
      idToken: tokens.idToken!,
      signedInAt: this.#signInTime(),
    };
    const { returnTo } = flow!;
    return { ...this.#become(record, 'signed-in'), post: true, returnTo };
  }

  /** The access token while it is valid, and whether it should be renewed first. Where `origin` is named,
   * only if that origin gets it. */
  access(origin?: string): { token?: string; renew?: boolean } {
    const isListed = origin === undefined || this.#settings.apiOrigins.includes(origin);
    const record = isListed ? this.#current : undefined;
    if (record === undefined) return {};
    const now = this.#now();
    const canRenew = record.refreshToken !== undefined;
    const renew = canRenew && (now >= record.renewAt || this.#hasLapsed);
    return now < record.expiresAt ? { token: record.accessToken, renew } : { renew };
  }

  /** Ends a session that nothing can renew, when its time has come. */
  expire(): Outcome {
    const record = this.#current;
    const isOver = record && record.refreshToken === undefined && this.#now() >= record.expiresAt;
    return isOver ? this.#end('expired') : {};
  }

  /**
   * Renews the tokens, once: the page sees to it that no other tab does so meanwhile.
   *
   * A refusal of the refresh token, and an answer about somebody else, end the session. Anything else is
   * told as `failure` and leaves it; the token serves until it expires.
   */
  async renew(): Promise<Outcome> {
    const before = this.#current;
    if (before?.refreshToken === undefined) return this.expire();
    let kept: SessionRecord | undefined;
    let renewed: SessionRecord | undefined;
    let failure: unknown;
    try {
      const { refreshToken } = before;
      const tokens = await this.#party.tokens(calls.REFRESH_TOKEN, { refreshToken });
      // The old refresh token may be spent, whatever becomes of the others.
      if (tokens.refreshToken !== undefined) kept = nextOf(before, tokens.refreshToken);
      renewed = await this.#renewed(nextOf(before, tokens.refreshToken ?? refreshToken), tokens);
    } catch (error) {
      failure = error;
    }
    // Another tab may have ended or replaced the session meanwhile: that stands.
    if (this.#current !== before) return {};
    if (renewed !== undefined) return { ...this.#become(renewed, 'refreshed'), post: true };
    if (isFinal(failure)) return { ...this.#end('expired'), failure };
    const outcome: Outcome = { failure };
    const wasTold = this.#hasLapsed && kept === undefined;
    if (kept !== undefined) Object.assign(outcome, this.#become(kept, 'refreshed'), { post: true });
    if (this.#now() >= before.expiresAt && !wasTold) {
      this.#hasLapsed = true;
      outcome.change = 'expired';
      delete outcome.user;
    }
    return outcome;
  }

  /** Ends the session here: this one, and every one that began before now. */
  signOut(): Outcome {
    this.#ended.signOut(Date.now());
    return this.#end('signed-out');
  }

  /** Revokes what was ended, and says where the person goes to sign out at the provider; nothing where
   * it has no such address. */
  async leave(request: object): Promise<string | undefined> {
    const left = this.#leaving;
    this.#leaving = undefined;
    if (left?.refreshToken !== undefined) {
      const revocation = { token: left.refreshToken, hint: 'refresh_token' };
      // A provider that cannot revoke, or is down, keeps nobody from signing out.
      await this.#party.exchange(calls.REVOKE_TOKEN, calls.REVOKED, revocation).catch(() => {});
    }
    try {
      return await this.#party.ask(calls.END_SESSION_URL, {
        ...request,
        idTokenHint: left?.idToken,
      });
    } catch (error) {
      if ((error as { code?: string }).code === 'provider_endpoint_missing') return undefined;
      throw error;
    }
  }

  /** Takes in what another tab says, or what this one has kept. */
  hear(text: string): Outcome {
    const { kind, members } = read(text) ?? {};
    if (members === undefined) return {};
    switch (kind) {
      case 'ask':
        return this.#current && Object.keys(members).length === 0
          ? { session: textOf(this.#current), post: true }
          : {};
      case ENDED:
        return this.#ended.learn(members) ? this.#forgetIfEnded() : {};
      case SESSION:
        return this.#takeOver(recordOf(members, this.#settings.owner));
      default:
        return {};
    }
  }

  /** Whether some tab knows more than this one, by these stamps: a session where there is none here, or a
   * newer state of this one. */
  isBehind(stamps: readonly string[]): boolean {
    return stamps.some((stamp) => {
      const [id = '', sequence = ''] = stamp.split('.');
      if (!/^\d+$/.test(sequence)) return false;
      if (this.#current === undefined) return !this.#ended.has(id);
      return this.#current.id === id && Number(sequence) > this.#current.sequence;
    });
  }

  /** What was kept of a sign-in, as this page would have written it. */
  #flowOf(kept: string | undefined): Flow | undefined {
    const flow = flowOf(kept, this.#settings.owner, this.#now());
    return flow && this.#target(flow.returnTo) === flow.returnTo ? flow : undefined;
  }

  /** The session with these tokens. */
  async #renewed(next: SessionRecord, tokens: TokenResponse): Promise<SessionRecord> {
    const { accessToken, idToken } = tokens;
    const sub = String(next.claims['sub']);
    let { claims, expiresAt } = next;
    if (idToken !== undefined) {
      // A refreshed ID Token has the `auth_time` of the sign-in (OIDC Core §12.2): no `max_age`.
      const policy = { skipNonce: true, accessToken, refreshedFor: sub };
      const user = await this.#party.user(calls.ID_TOKEN, idToken, policy);
      claims = await profileOf(this.#party, user, tokens);
      expiresAt = expiryOf(user);
    }
    const roles = await rolesOf(this.#party, this.#settings, tokens, sub);
    const times = timesOf(tokens, expiresAt, this.#now());
    return { ...next, claims, ...roles, ...times, accessToken, idToken: idToken ?? next.idToken };
  }

  /** The session is `record` from now on. */
  #become(record: SessionRecord, change: SessionChange): Outcome {
    const user = this.#userOf(record);
    this.#current = record;
    this.#hasLapsed = false;
    const outcome: Outcome = { change, user, session: textOf(record), stamp: stampOf(record) };
    if (record.refreshToken === undefined) {
      outcome.endsIn = Math.max(record.expiresAt - this.#now(), 0);
    }
    return outcome;
  }

  /** The person, with the roles of both tokens, each once. */
  #userOf(record: SessionRecord): UserFields {
    const user = this.#party.call<UserFields>(calls.USER, { claims: record.claims });
    const all = (own: readonly string[], more: readonly string[]) => [
      ...new Set([...own, ...more]),
    ];
    return {
      ...user,
      roles: all(user.roles, record.roles),
      customRoles: all(user.customRoles, record.customRoles),
    };
  }

  /** The session is over, if there is one, and everybody is to know what is. */
  #end(change: SessionChange): Outcome {
    return { ...this.#forget(change), ended: this.#ended.toText() };
  }

  /** There is no session any more. */
  #forget(change: SessionChange): Outcome {
    const record = this.#current;
    if (record === undefined) return {};
    this.#ended.expire(record.id);
    this.#leaving = record;
    this.#current = undefined;
    return { change };
  }

  #forgetIfEnded(): Outcome {
    const how = this.#current && this.#ended.how(this.#current);
    return how === undefined ? {} : this.#forget(how);
  }

  /** Another tab's session, if it is newer than what is known here. */
  #takeOver(record: SessionRecord | undefined): Outcome {
    if (record === undefined || this.#ended.how(record) !== undefined) return {};
    const own = this.#current;
    if (own !== undefined && !replaces(record, own)) return {};
    return this.#become(record, own?.id === record.id ? 'refreshed' : 'signed-in');
  }

  /** The time of a sign-in: after everything that it takes the place of, whatever the clock did. */
  #signInTime(): number {
    const last = Math.max(this.#current?.signedInAt ?? 0, this.#ended.signedOutAt);
    return Math.max(Date.now(), last + 1);
  }

  #target(text: string): string {
    return this.#party.call(calls.RETURN_TARGET, { target: text, origin: this.#settings.origin });
  }

  #now(): number {
    return Math.floor(this.#party.host.now());
  }
}

function nameOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
