// A session at work: between its state and the page's storage, tabs and timers.
import * as calls from '../calls.js';
import { core } from '../core.js';
import { RelyingParty } from '../relying-party.js';
import { User } from '../user.js';
import type { SessionChange } from './events.js';
import { Kept } from './kept.js';
import type { ReadSessionOptions } from './options.js';
import { QUESTION, SessionState, type Outcome, type Settings } from './state.js';
import { Tabs } from './tabs.js';

/** Tells what became of the session. */
export type Tell = (change: SessionChange, user: User | undefined) => void;

/** How long other tabs may take to answer: where it is seen that there are some, and where not. */
const ANSWER = { seen: 2000, unseen: 300 };

/** The longest that a timer runs. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** A loaded session. */
export class Live {
  user: User | undefined;
  readonly state: SessionState;
  readonly #tell: Tell;
  readonly #tabs: Tabs;
  readonly #kept: Kept;
  /** Called when the session has changed. */
  readonly #waiting = new Set<() => void>();
  #stamp: string | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #renewing: Promise<unknown> | undefined;

  /** Loads the core. */
  static async open(options: ReadSessionOptions, tell: Tell): Promise<Live> {
    await core.load();
    const { client, settings } = options;
    const party = new RelyingParty(client);
    return new Live(party, party.call(calls.PAGE, settings), options, tell);
  }

  private constructor(
    party: RelyingParty,
    settings: Settings,
    { inStorage }: ReadSessionOptions,
    tell: Tell,
  ) {
    this.state = new SessionState(party, settings);
    this.#tell = tell;
    const name = `edgeward ${settings.owner}`;
    this.#kept = new Kept(name, inStorage);
    this.#tabs = new Tabs(name, (said) => this.#hear(said));
    addEventListener('pagehide', () => this.#tabs.close());
    addEventListener('pageshow', ({ persisted }) => persisted && this.#wake());
    addEventListener('storage', ({ key }) => {
      if (key === this.#kept.endedKey) this.#hear(this.#kept.ended);
    });
  }

  /** Takes up what this tab has kept. */
  takeUp(): void {
    this.#hear(this.#kept.ended);
    this.#hear(this.#kept.session);
  }

  /** Carries on what changed; whoever said that a session is over has told everybody. */
  async apply(outcome: Outcome, isHeard = false): Promise<void> {
    const { change, user, session, stamp, endsIn, ended, post } = outcome;
    if (ended !== undefined) {
      this.#kept.ended = ended;
      this.#tabs.say(ended);
    }
    if (session !== undefined && post) this.#tabs.say(session);
    if (change === undefined) return;
    this.user = user && new User(user);
    this.#stamp = stamp;
    // What only lapsed may come back, and its text stays.
    if (session !== undefined || ended !== undefined || isHeard) this.#kept.session = session;
    clearTimeout(this.#timer);
    if (endsIn !== undefined) {
      const check = () => void this.apply(this.state.expire());
      this.#timer = setTimeout(check, Math.min(endsIn * 1000, LONGEST_TIMER));
    }
    const held = this.#tabs.hold(stamp);
    for (const look of this.#waiting) look();
    this.#tell(change, this.user);
    await held;
  }

  /** The access token, for that origin if one is named, renewed if it is about to expire. */
  async token(origin?: string): Promise<string | undefined> {
    const { token, renew } = this.state.access(origin);
    if (!renew) {
      if (token === undefined) await this.apply(this.state.expire());
      return token;
    }
    this.#renewing ??= this.#renew().finally(() => (this.#renewing = undefined));
    const failure = await this.#renewing;
    const renewed = this.state.access(origin);
    if (renewed.token === undefined && renewed.renew) throw failure;
    return renewed.token;
  }

  /** Who is signed in, in this tab or another, and else what `otherwise` gives; one tab at a time. */
  async find(otherwise: () => Promise<User | undefined>): Promise<User | undefined> {
    // Where the provider is down, a token that has not expired is good all the same.
    await this.token().catch(() => undefined);
    if (this.user !== undefined) return this.user;
    return this.#tabs.alone(async () => {
      await this.#catchUp(true);
      return this.user ?? otherwise();
    });
  }

  /** Renews the tokens, unless another tab has done so meanwhile. Gives the error, if there is one. */
  #renew(): Promise<unknown> {
    return this.#tabs.alone(async () => {
      await this.#catchUp(false);
      if (!this.state.access().renew) return undefined;
      const outcome = await this.state.renew();
      // The locks show the new state before the next tab has its turn.
      await this.apply(outcome);
      return outcome.failure;
    });
  }

  /** Waits for what other tabs have and this one has not. */
  async #catchUp(evenUnseen: boolean): Promise<void> {
    const { canSee } = this.#tabs;
    const stamps = await this.#tabs.stamps();
    const isBehind = () => canSee && this.state.isBehind(stamps);
    if (canSee ? !isBehind() : !evenUnseen) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, canSee ? ANSWER.seen : ANSWER.unseen);
      const look = () => {
        if (isBehind()) return;
        clearTimeout(timer);
        resolve();
      };
      this.#waiting.add(look);
      this.#tabs.say(QUESTION);
    });
    this.#waiting.clear();
  }

  /** Takes in what another tab says, or what was kept. */
  #hear(said: string | undefined): void {
    if (said === undefined) return;
    try {
      void this.apply(this.state.hear(said), true);
    } catch {
      // Nobody is who has no subject: it was never said.
    }
  }

  /** Goes on where the back button has found this page as it was. */
  #wake(): void {
    this.#tabs.open();
    void this.#tabs.hold(this.#stamp);
    this.#hear(this.#kept.ended);
    void this.apply(this.state.expire());
    this.#tabs.say(QUESTION);
  }
}
