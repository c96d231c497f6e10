// The session of a single-page app.
import { signal, table, take, text, whole, type Waiting } from '../arguments.js';
import { CallbackError, EdgewardError } from '../errors.js';
import type { User } from '../user.js';
import { settle } from '../waiting.js';
import { here, leave, takeResponse, within } from './address.js';
import { SessionEvent, type SessionEventMap } from './events.js';
import { fetchWithToken } from './fetch.js';
import { answerInFrame, isSilentFrame } from './frame.js';
import { keepSignIn, signIns, takeSignIn } from './kept.js';
import { Live } from './live.js';
import {
  readSessionOptions,
  type BrowserSessionOptions,
  type ReadSessionOptions,
} from './options.js';
import type { SessionState } from './state.js';

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
 * are in private fields: other scripts of the page get the access token only by asking for it.
 */
export class BrowserSession extends EventTarget {
  readonly #options: ReadSessionOptions;
  readonly #isFrame: boolean;
  #live: Live | undefined;
  #loading: Promise<Live> | undefined;
  #handling: Promise<RedirectResult> | undefined;
  #restoring: Promise<User | undefined> | undefined;

  /**
   * @throws {ConfigError} With everything that is wrong with the options. What an option means is said
   *   by the first call, with which the core loads.
   */
  constructor(options: BrowserSessionOptions) {
    super();
    this.#options = readSessionOptions(options);
    this.#isFrame = isSilentFrame();
  }

  /** Who is signed in, if anybody. */
  get user(): User | undefined {
    return this.#live?.user;
  }

  /**
   * Sends the person to the provider. The promise stays open; it resolves when the person comes back
   * to this very page by the back button.
   */
  async signIn(options?: SessionSignInOptions): Promise<void> {
    const { signal: stop, ...request } = take(options, SIGN_IN);
    const { redirectUri } = this.#options;
    const asked = { returnTo: here(), ...request, redirectUri };
    const live = await this.#load(stop);
    const { url, state, flow } = await settle(begin(live, asked), stop);
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
    const { signal: stop } = take(options, { signal });
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
    const { signal: stop } = take(options, { signal });
    const live = await this.#load(stop);
    this.#restoring ??= live
      .find(() => this.#signInSilently(live))
      .finally(() => (this.#restoring = undefined));
    return settle(this.#restoring, stop);
  }

  /**
   * The access token, renewed if it is about to expire: once, however many tabs ask. Nothing where
   * nobody is signed in.
   *
   * @throws {EdgewardError} The token has expired, and could not be renewed just now.
   */
  async accessToken(options?: Waiting): Promise<string | undefined> {
    const { signal: stop } = take(options, { signal });
    const live = await this.#load(stop);
    return settle(live.token(), stop);
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
      const live = await this.#load(stop);
      return settle(live.token(origin), stop);
    };
    return fetchWithToken(send, tokenFor, input, init);
  }

  /**
   * Ends the session: here and in all tabs at once, then the refresh token at the provider, if it can
   * revoke, then the provider's own session, to whose end the person is sent.
   */
  async signOut(options?: SessionSignOutOptions): Promise<void> {
    const types = { postLogoutRedirectUri: text, uiLocales: text, signal };
    const { signal: stop, ...request } = take(options, types);
    const { postLogoutRedirectUri } = this.#options;
    const live = await this.#load(stop);
    await live.apply(live.state.signOut());
    const asked = { postLogoutRedirectUri, ...request };
    const url = await settle(live.state.leave(asked), stop);
    await leave(url ?? within(request.postLogoutRedirectUri, postLogoutRedirectUri));
  }

  async #finish(response: string, flow: string | undefined): Promise<RedirectResult> {
    const live = await this.#load();
    const outcome = await live.state.finish(response, flow);
    await live.apply(outcome);
    return { returnTo: outcome.returnTo!, user: live.user! };
  }

  async #signInSilently(live: Live): Promise<User | undefined> {
    const { silentRedirectUri: redirectUri } = this.#options;
    const asked = { redirectUri, prompt: 'none' };
    const { url, state, flow } = await begin(live, asked);
    const response = await answerInFrame(url, redirectUri);
    const isOwn = new URLSearchParams(response).get('state') === state;
    try {
      return (await this.#finish(response, isOwn ? flow : undefined)).user;
    } catch (error) {
      if (error instanceof CallbackError && MUST_ASK.includes(error.error ?? '')) return undefined;
      throw error;
    }
  }

  async #load(stop?: AbortSignal): Promise<Live> {
    stop?.throwIfAborted();
    if (this.#isFrame) return never();
    if (this.#live !== undefined) return this.#live;
    this.#loading ??= this.#open().finally(() => (this.#loading = undefined));
    return settle(this.#loading, stop);
  }

  async #open(): Promise<Live> {
    this.#live = await Live.open(this.#options, (change, user) => {
      for (const type of ['change', change]) {
        this.dispatchEvent(new SessionEvent(type, change, user));
      }
    });
    this.#live.takeUp();
    return this.#live;
  }
}

async function begin(
  live: Live,
  request: Parameters<SessionState['begin']>[0],
): Promise<{ url: string; state: string; flow: string }> {
  const { surplus, ...begun } = await live.state.begin(request, signIns());
  surplus.forEach(takeSignIn);
  return begun;
}

/** In a hidden frame the page only hands its address out; nothing of it goes on. */
function never<T>(): Promise<T> {
  return new Promise(() => {});
}
