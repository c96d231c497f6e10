// The session of a single-page app: the page's side of it. What is decided, the core decides.
import { signal, table, take, text, whole, type Waiting } from '../arguments.js';
import { core, type Core } from '../core.js';
import { CallbackError, EdgewardError, errorFrom } from '../errors.js';
import { Host } from '../host.js';
import { User, type UserFields } from '../user.js';
import { enter, settle } from '../waiting.js';
import { here, leave, takeResponse } from './address.js';
import { SessionEvent, type SessionChange, type SessionEventMap } from './events.js';
import { fetchWithToken } from './fetch.js';
import { answerInFrame, isSilentFrame } from './frame.js';
import { Kept, keepSignIn, signIns, takeSignIn } from './kept.js';
import {
  readSessionOptions,
  type BrowserSessionOptions,
  type ReadSessionOptions,
} from './options.js';
import { Tabs } from './tabs.js';

/** How a sign-in is asked for. */
export interface SessionSignInOptions extends Waiting {
  /** Where in this app the person goes on: a path, or an address of this origin. Left out: here. */
  returnTo?: string | undefined;
  /** The scope, if not the session's. */
  scope?: string | undefined;
  /** Whether and for what the provider asks the person. */
  prompt?: string | undefined;
  /** Seconds that the sign-in may be ago. */
  maxAge?: number | undefined;
  /** Who probably signs in. */
  loginHint?: string | undefined;
  /** The person's languages (BCP 47), separated by spaces. */
  uiLocales?: string | undefined;
  /** Authentication context classes, separated by spaces. */
  acrValues?: string | undefined;
  /** Parameters of the provider's own. */
  extraParams?: Readonly<Record<string, string>> | undefined;
}

/** How a person signs out. */
export interface SessionSignOutOptions extends Waiting {
  /** Where they come back to, if not where the session's options say. */
  postLogoutRedirectUri?: string | undefined;
  /** The person's languages (BCP 47), separated by spaces. */
  uiLocales?: string | undefined;
}

/** A sign-in that ended well. */
export interface RedirectResult {
  /** Where the person goes on: a path of this app, with its query and fragment. */
  returnTo: string;
  /** Who signed in. */
  user: User;
}

/** What a call of the core's changed. */
interface Outcome {
  change?: SessionChange;
  user?: UserFields;
  /** The session as a text. */
  session?: string;
  stamp?: string;
  /** Seconds until it ends, where nothing can renew it. */
  endsIn?: number;
  /** The sessions that ended, as a text. */
  ended?: string;
  /** Whether the other tabs are told. */
  post?: boolean;
  /** The error that made it, as the core throws it. */
  failure?: string;
  returnTo?: string;
}

const SIGN_IN = {
  returnTo: text,
  scope: text,
  prompt: text,
  maxAge: whole,
  loginHint: text,
  uiLocales: text,
  acrValues: text,
  extraParams: table,
  signal,
};

/** With these the provider says that it cannot sign in without asking (OIDC Core §3.1.2.6). */
const MUST_ASK = [
  'login_required',
  'interaction_required',
  'consent_required',
  'account_selection_required',
];

/** How long other tabs may take to answer: where it is seen that there are some, and where not. */
const ANSWER = { seen: 2000, unseen: 300 };

/** The longest that a timer runs. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** The listeners of a session know its events. */
export interface BrowserSession {
  addEventListener<Name extends keyof SessionEventMap>(
    type: Name,
    listener: ((event: SessionEventMap[Name]) => unknown) | null,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject | null,
    options?: boolean | AddEventListenerOptions,
  ): void;
}

/**
 * Signs people in to a single-page app and keeps them signed in, in all of its tabs.
 *
 * Make one when the app starts, await `handleRedirect()`, then `restore()` if that gave nothing. Tokens
 * stay in the compiled core; what leaves it is the access token, when the app asks for it.
 */
export class BrowserSession extends EventTarget {
  readonly #options: ReadSessionOptions;
  readonly #isFrame: boolean;
  #loading: Promise<Core.Session> | undefined;
  #core: Core.Session | undefined;
  #ask = '';
  #tabs!: Tabs;
  #kept!: Kept;
  #user: User | undefined;
  #stamp: string | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #handling: Promise<RedirectResult> | undefined;
  #renewing: Promise<unknown> | undefined;
  #restoring: Promise<User | undefined> | undefined;

  /**
   * @throws {ConfigError} With everything that is wrong with the options. What an option means is said
   *   by the first call, with which the core loads.
   */
  constructor(options: BrowserSessionOptions) {
    super();
    this.#options = readSessionOptions(options);
    this.#isFrame = isSilentFrame();
    addEventListener('pagehide', () => this.#tabs?.close());
    addEventListener('pageshow', ({ persisted }) => persisted && this.#wake());
    addEventListener('storage', ({ key }) => {
      if (key === this.#kept?.endedKey) this.#hear(this.#kept.ended);
    });
  }

  /** Who is signed in, if anybody. */
  get user(): User | undefined {
    return this.#user;
  }

  /**
   * Sends the person to the provider. The promise stays open; it resolves when the person comes back
   * to this very page by the back button.
   */
  async signIn(options?: SessionSignInOptions): Promise<void> {
    const { signal: stop, ...request } = take('options', options, SIGN_IN);
    const { redirectUri } = this.#options;
    const { url, state, flow } = await this.#begin(
      { returnTo: here(), ...request, redirectUri, kept: signIns() },
      stop,
    );
    if (!keepSignIn(state, flow)) {
      throw new EdgewardError(
        'session_storage_unavailable',
        'this browser keeps nothing for the page (`sessionStorage`), so nobody can come back to it ' +
          'signed in: allow the site to keep data',
      );
    }
    await leave(url);
  }

  /**
   * Ends the sign-in that this page was called to end: takes the response out of the address bar,
   * validates it, redeems its code and validates the ID Token. Without a response in the address, there
   * is nothing to do, and no result.
   *
   * Call it before any other script looks at the address. `returnTo` is for the app to go to.
   *
   * @throws {CallbackError} The response is forged, another tab's, used before, or the provider's
   *   refusal.
   */
  async handleRedirect(options?: Waiting): Promise<RedirectResult | undefined> {
    const { signal: stop } = take('options', options, { signal });
    if (this.#isFrame) return never();
    const response = takeResponse(this.#options.redirectUri);
    if (response !== undefined) {
      const flow = takeSignIn(new URLSearchParams(response).get('state') ?? '');
      this.#handling = this.#finish(response, flow).finally(() => (this.#handling = undefined));
    }
    return settle(this.#handling ?? Promise.resolve(undefined), stop);
  }

  /**
   * Finds the session again after a reload: in this tab's storage if it is kept there, in another tab,
   * or at the provider, which is asked in a hidden frame.
   *
   * @returns Nobody where the provider says that the person must be asked.
   */
  async restore(options?: Waiting): Promise<User | undefined> {
    const { signal: stop } = take('options', options, { signal });
    await this.#load(stop);
    this.#restoring ??= this.#restore().finally(() => (this.#restoring = undefined));
    return settle(this.#restoring, stop);
  }

  /**
   * The access token, renewed if it is about to expire: once, however many tabs ask. Nothing where
   * nobody is signed in.
   *
   * @throws {EdgewardError} The token has expired, and could not be renewed just now.
   */
  async accessToken(options?: Waiting): Promise<string | undefined> {
    const { signal: stop } = take('options', options, { signal });
    await this.#load(stop);
    return settle(this.#token({}), stop);
  }

  /**
   * As `fetch`, with the access token for the listed origins: `apiOrigins`. Where nobody is signed in,
   * and for every other origin, it is the plain `fetch`.
   *
   * A redirect of a request with the token is an error, unless `redirect` is named in `init`.
   */
  async fetch(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
    const send = this.#options.client.fetch ?? globalThis.fetch.bind(globalThis);
    const tokenFor = async (origin: string, stop: AbortSignal) => {
      await this.#load(stop);
      return settle(this.#token({ origin }), stop);
    };
    return fetchWithToken(send, tokenFor, input, init);
  }

  /**
   * Ends the session: here and in all tabs at once, then the refresh token at the provider, if it can
   * revoke, then the provider's own session, to whose end the person is sent.
   */
  async signOut(options?: SessionSignOutOptions): Promise<void> {
    const types = { postLogoutRedirectUri: text, uiLocales: text, signal };
    const { signal: stop, ...request } = take('options', options, types);
    const { postLogoutRedirectUri } = this.#options;
    await this.#load(stop);
    await this.#apply(this.#now('end'));
    const url = await this.#call<string | undefined>(
      'leave',
      { postLogoutRedirectUri, ...request },
      stop,
    );
    await leave(url ?? request.postLogoutRedirectUri ?? postLogoutRedirectUri);
  }

  async #begin(
    request: object,
    stop?: AbortSignal,
  ): Promise<{ url: string; state: string; flow: string }> {
    await this.#load(stop);
    const { surplus, ...begun } = await this.#call<{
      url: string;
      state: string;
      flow: string;
      surplus: string[];
    }>('begin', request, stop);
    surplus.forEach(takeSignIn);
    return begun;
  }

  async #finish(response: string, flow: string | undefined): Promise<RedirectResult> {
    await this.#load();
    const outcome = await this.#call<Outcome>('finish', { response, flow });
    await this.#apply(outcome);
    return { returnTo: outcome.returnTo!, user: this.#user! };
  }

  async #restore(): Promise<User | undefined> {
    await this.#token({}).catch(() => undefined);
    if (this.#user !== undefined) return this.#user;
    return this.#tabs.alone(async () => {
      await this.#catchUp(true);
      return this.#user ?? this.#signInSilently();
    });
  }

  async #signInSilently(): Promise<User | undefined> {
    const { silentRedirectUri: redirectUri } = this.#options;
    const { url, state, flow } = await this.#begin({ redirectUri, prompt: 'none' });
    const response = await answerInFrame(url, redirectUri);
    const isOwn = new URLSearchParams(response).get('state') === state;
    try {
      return (await this.#finish(response, isOwn ? flow : undefined)).user;
    } catch (error) {
      if (error instanceof CallbackError && MUST_ASK.includes(error.error ?? '')) return undefined;
      throw error;
    }
  }

  async #token(request: { origin?: string }): Promise<string | undefined> {
    const access = () => this.#now<{ token?: string; renew?: boolean }>('access', request);
    const { token, renew } = access();
    if (!renew) {
      if (token === undefined) await this.#apply(this.#now('expire'));
      return token;
    }
    this.#renewing ??= this.#renew().finally(() => (this.#renewing = undefined));
    const failure = await this.#renewing;
    const renewed = access();
    if (renewed.token === undefined && renewed.renew) throw failure;
    return renewed.token;
  }

  /** Renews the tokens, unless another tab has done so meanwhile. Gives the error, if there is one. */
  #renew(): Promise<unknown> {
    return this.#tabs.alone(async () => {
      await this.#catchUp(false);
      if (!this.#now<{ renew?: boolean }>('access').renew) return undefined;
      const outcome = await this.#call<Outcome>('renew');
      // The locks show the new state before the next tab has its turn.
      await this.#apply(outcome);
      return outcome.failure === undefined ? undefined : errorFrom(outcome.failure);
    });
  }

  /** Waits for what other tabs have and this one has not. */
  async #catchUp(evenUnseen: boolean): Promise<void> {
    const { canSee } = this.#tabs;
    const stamps = await this.#tabs.stamps();
    const isBehind = () => this.#now<boolean>('behind', { stamps });
    if (canSee ? !isBehind() : !evenUnseen) return;
    await new Promise<void>((resolve) => {
      const look = () => {
        if (canSee && isBehind()) return;
        this.removeEventListener('change', look);
        clearTimeout(timer);
        resolve();
      };
      const limit = canSee ? ANSWER.seen : ANSWER.unseen;
      const timer = setTimeout(() => (this.removeEventListener('change', look), resolve()), limit);
      this.addEventListener('change', look);
      this.#tabs.say(this.#ask);
    });
  }

  /** Takes in what another tab says, or what was kept. */
  #hear(said: string | undefined): void {
    if (said === undefined) return;
    let outcome: Outcome;
    try {
      outcome = this.#now('hear', { text: said });
    } catch {
      return;
    }
    void this.#apply(outcome, true);
  }

  /** Carries on what the core changed; whoever said that a session ended has told everybody. */
  async #apply(outcome: Outcome, isHeard = false): Promise<void> {
    const { change, user, session, stamp, endsIn, ended, post } = outcome;
    if (ended !== undefined && !isHeard) {
      this.#kept.ended = ended;
      this.#tabs.say(ended);
    }
    if (session !== undefined && post) this.#tabs.say(session);
    if (change === undefined) return;
    this.#user = user && new User(user);
    this.#stamp = stamp;
    // A session that only lapsed may come back: its text stays.
    if (session !== undefined || ended !== undefined) this.#kept.session = session;
    clearTimeout(this.#timer);
    if (endsIn !== undefined) {
      const check = () => void this.#apply(this.#now('expire'));
      this.#timer = setTimeout(check, Math.min(endsIn * 1000, LONGEST_TIMER));
    }
    const held = this.#tabs.hold(stamp);
    for (const type of ['change', change]) {
      this.dispatchEvent(new SessionEvent(type, change, this.#user));
    }
    await held;
  }

  /** Goes on where the back button has found this page as it was. */
  #wake(): void {
    if (this.#core === undefined) return;
    this.#tabs.open();
    void this.#tabs.hold(this.#stamp);
    this.#hear(this.#kept.ended);
    void this.#apply(this.#now('expire'));
    this.#tabs.say(this.#ask);
  }

  async #load(stop?: AbortSignal): Promise<void> {
    stop?.throwIfAborted();
    if (this.#isFrame) return never();
    this.#loading ??= this.#open().finally(() => (this.#loading = undefined));
    if (this.#core === undefined) await settle(this.#loading, stop);
  }

  async #open(): Promise<Core.Session> {
    const { Session } = await core.load();
    const { client, settings, inStorage } = this.#options;
    const opened = enter(() => new Session(client.json, settings, new Host(client)));
    const { name, ask } = JSON.parse(enter(() => opened.call('names', '{}')));
    this.#ask = ask;
    this.#kept = new Kept(name, inStorage);
    this.#tabs = new Tabs(name, (said) => this.#hear(said));
    this.#core = opened;
    this.#hear(this.#kept.ended);
    this.#hear(this.#kept.session);
    return opened;
  }

  /** A call of the core's that is answered at once. */
  #now<T = Outcome>(name: string, request: object = {}): T {
    return read(enter(() => this.#core!.call(name, JSON.stringify(request))));
  }

  async #call<T>(name: string, request: object = {}, stop?: AbortSignal): Promise<T> {
    const json = JSON.stringify(request);
    return read(
      await settle(
        enter(() => this.#core!.call(name, json)),
        stop,
      ),
    );
  }
}

function read<T>(json: string | undefined): T {
  return (json === undefined ? undefined : JSON.parse(json)) as T;
}

/** In a hidden frame the page only hands its address out; nothing of it goes on. */
function never<T>(): Promise<T> {
  return new Promise(() => {});
}
