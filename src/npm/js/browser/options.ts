// The options of a session: those of a client that make sense in a page, and its own.
import { text, texts, type Type } from '../arguments.js';
import { EdgewardError } from '../errors.js';
import {
  divide,
  takeOptions,
  TYPES,
  wrong,
  type ClientOptions,
  type ReadOptions,
} from '../options.js';

type Secrets = 'clientSecret' | 'clientAuth' | 'hmacSecret';

/** What a session is told about its provider and its page. */
export interface BrowserSessionOptions extends Omit<
  ClientOptions,
  Secrets | 'dangerSymmetricJwks'
> {
  /** The client's id at the provider, where it is registered as a public client. */
  clientId: string;
  /**
   * Where the provider sends people back to, as registered there. An address of this page's origin.
   * Left out: its root, with the slash.
   */
  redirectUri?: string | undefined;
  /** Where people come back to after signing out, as registered. Left out: `redirectUri`. */
  postLogoutRedirectUri?: string | undefined;
  /**
   * Where a hidden frame comes back to, as registered. An empty page of this origin is the quickest.
   * Left out: `redirectUri`.
   */
  silentRedirectUri?: string | undefined;
  /** The origins that `fetch` sends the token to. Left out: none, not even the page's own. */
  apiOrigins?: string | readonly string[] | undefined;
  /**
   * Where tokens are kept. In `memory` every other script of the page has to ask for them; in
   * `sessionStorage` they outlive a reload, and any script of the origin can read them. Left out:
   * `memory`.
   */
  storage?: 'memory' | 'sessionStorage' | undefined;
}

/** The options as they go on. */
export interface ReadSessionOptions {
  client: ReadOptions;
  redirectUri: string;
  postLogoutRedirectUri: string;
  silentRedirectUri: string;
  /** What the core checks: the page's own addresses, and those that get the token. */
  settings: object;
  inStorage: boolean;
}

const SECRET = 'must not be in a page, where everybody can read it: ';

const REFUSED: { [Name in Secrets]: string } = {
  clientSecret: `${SECRET}register a public client, which has none`,
  clientAuth: 'is not for a page: a public client has nothing to authenticate with, remove it',
  hmacSecret: `${SECRET}let the provider sign with RS256 or ES256`,
};

const whyNone = (option: string, message: string): string =>
  Object.hasOwn(REFUSED, option) ? REFUSED[option as Secrets] : message;

const {
  clientSecret: _1,
  clientAuth: _2,
  hmacSecret: _3,
  dangerSymmetricJwks: _4,
  ...PAGE
} = TYPES;

const storage: Type<string> = {
  expected: "'memory' or 'sessionStorage'",
  take: (value) => (value === 'memory' || value === 'sessionStorage' ? value : undefined),
};

const OWN = {
  redirectUri: text,
  postLogoutRedirectUri: text,
  silentRedirectUri: text,
  apiOrigins: texts,
  storage,
};

/** Reads the options of a session. */
export function readSessionOptions(options: unknown): ReadSessionOptions {
  if (globalThis.location === undefined || globalThis.document === undefined) {
    throw new EdgewardError(
      'session_without_page',
      'a BrowserSession needs a page: make it where the code runs in the browser only',
    );
  }
  const taken = takeOptions(options, { ...PAGE, ...OWN }, whyNone) as Record<string, never>;
  const { redirectUri: uri = '/', apiOrigins = [], storage: kept, ...rest } = taken;
  const { postLogoutRedirectUri: after, silentRedirectUri: silent, ...client } = rest;
  if (client['clientId'] === undefined) {
    const message = "is missing: write the client's id at the provider";
    throw wrong([{ option: 'clientId', code: 'option_missing', message }]);
  }
  const { origin } = location;
  const redirectUri = absolute(uri)!;
  const silentRedirectUri = absolute(silent) ?? redirectUri;
  const redirectUris = { redirectUri, silentRedirectUri };
  return {
    client: divide(client),
    ...redirectUris,
    postLogoutRedirectUri: absolute(after) ?? redirectUri,
    settings: { origin, redirectUris, apiOrigins },
    inStorage: kept === 'sessionStorage',
  };
}

/** An address as it was written, since providers compare it so; a path is one of this origin. */
function absolute(uri: string | undefined): string | undefined {
  return uri?.startsWith('/') ? location.origin + uri : uri;
}
