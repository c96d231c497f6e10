// The options of a client, as far as JavaScript can look at them. What they mean, the core decides.
import { callable, flag, mismatch, own, take, text, texts, whole, type Type } from './arguments.js';
import type { OptionCode } from './codes.js';
import { ConfigError, type ConfigProblem } from './errors.js';

/** A JWK Set (RFC 7517, section 5), public members only. */
export interface JwkSet {
  /** The keys, each with its public members. */
  readonly keys: readonly Readonly<Record<string, unknown>>[];
}

/** What is taken for a JWK Set: keys of anybody's types. */
export interface JwkSetLike {
  /** The keys. */
  readonly keys: readonly object[];
}

/** The names of the signature algorithms (RFC 7518, RFC 8037, RFC 9864). */
export type Algorithm =
  | 'HS256'
  | 'HS384'
  | 'HS512'
  | 'RS256'
  | 'RS384'
  | 'RS512'
  | 'PS256'
  | 'PS384'
  | 'PS512'
  | 'ES256'
  | 'ES384'
  | 'ES512'
  | 'EdDSA'
  | 'Ed25519';

/** The providers that edgeward knows: where they put roles, and what they do differently. */
export type ProviderName =
  'signward' | 'keycloak' | 'entra' | 'auth0' | 'okta' | 'cognito' | 'google' | 'generic';

/** What a client is told about its provider and itself. */
export interface ClientOptions {
  /** The provider's address. Its metadata is read from `/.well-known/openid-configuration` below it. */
  authority: string;
  /** The client's id at the provider. Needed to sign people in. */
  clientId?: string | undefined;
  /** The client's secret. Never in a page: everybody can read it there. */
  clientSecret?: string | undefined;
  /** How the client authenticates. Left out: by its secret, and by what the metadata says. */
  clientAuth?: 'client_secret_basic' | 'client_secret_post' | 'none' | undefined;
  /** What a sign-in asks for. Left out: `openid profile email`. */
  scopes?: string | readonly string[] | undefined;
  /** What access tokens must name in `aud`: this, or one of these. Needed to validate them. */
  audience?: string | readonly string[] | undefined;
  /** The issuer identifier, where it is not the same text as `authority`. */
  issuer?: string | undefined;
  /** The algorithms that are allowed. Left out: every asymmetric one, and HS* where there is a key. */
  algorithms?: readonly Algorithm[] | undefined;
  /** Milliseconds for one exchange with the provider. Left out: 3000. */
  timeout?: number | undefined;
  /** Where people manage their data, if not at the authority. */
  webBaseUrl?: string | undefined;
  /** Sends requests in place of the global `fetch`. */
  fetch?: typeof globalThis.fetch | undefined;
  /** A preset. Left out: `generic`. */
  provider?: ProviderName | undefined;
  /** The claims that hold roles, dots between the names of nested ones. Left out: by the preset. */
  rolesFrom?: string | readonly string[] | undefined;
  /** The claims that hold custom roles. Left out: by the preset. */
  customRolesFrom?: string | readonly string[] | undefined;
  /** A static key set: no keys are fetched. */
  jwks?: JwkSetLike | undefined;
  /** The key of tokens with HS256, HS384 or HS512: at least 32, 48 or 64 bytes. Text counts as UTF-8. */
  hmacSecret?: string | Uint8Array | undefined;
  /** The time in seconds since 1970. Left out: the runtime's. */
  clock?: (() => number) | undefined;
  /** By how many seconds clocks may differ, at most 300. Left out: 60. */
  clockTolerance?: number | undefined;
  /** What `typ` of an access token may be. `at+jwt` is the better choice where the issuer does it. */
  tokenType?: 'any' | 'at+jwt' | undefined;
  /** Seconds that keys go on serving while the provider is down, at most a day. Left out: an hour. */
  staleKeys?: number | undefined;
  /** Takes HS keys from the provider's public key set: whoever reads that document can make tokens. */
  dangerSymmetricJwks?: boolean | undefined;
  /** Lets the provider be plain http on the own machine or an internal network. For development. */
  dangerAllowHttp?: boolean | undefined;
}

/** The options as they go on: functions and bytes apart, the rest as JSON. */
export interface ReadOptions {
  json: string;
  hmacSecret: Uint8Array | undefined;
  fetch: typeof globalThis.fetch | undefined;
  clock: (() => number) | undefined;
  /** Whether keys come from here, and are never fetched. */
  hasStaticKeys: boolean;
  /** What the client shows of itself. */
  shown: { authority: string; clientId: string | undefined; webBaseUrl: string };
}

/** A JWK Set, as its JSON. */
export const jwkSet: Type<string> = {
  expected: 'a JWK Set: an object with an array `keys`',
  take(value) {
    // As many keys and characters as a key set may have: the core takes fewer.
    const mostKeys = 1024;
    const longest = 131_072;
    const { keys } = value as JwkSet;
    if (!Array.isArray(keys) || keys.length > mostKeys) return undefined;
    const json = JSON.stringify({ keys });
    return json.length <= longest ? json : undefined;
  },
};

const secret: Type<Uint8Array> = {
  expected: 'a string or a Uint8Array',
  take(value) {
    if (text.take(value) !== undefined) return new TextEncoder().encode(value as string);
    const mostBytes = 65_536;
    // A copy: a Buffer's own `slice` would be none, and who clears the secret afterwards would
    // make it a key of zeros.
    return isBytes(value) && value.length <= mostBytes ? new Uint8Array(value) : undefined;
  },
};

export const TYPES: { [Name in keyof ClientOptions]-?: Type<unknown> } = {
  authority: text,
  clientId: text,
  clientSecret: text,
  clientAuth: text,
  scopes: texts,
  audience: texts,
  issuer: text,
  algorithms: texts,
  timeout: whole,
  webBaseUrl: text,
  fetch: callable,
  provider: text,
  rolesFrom: texts,
  customRolesFrom: texts,
  jwks: jwkSet,
  hmacSecret: secret,
  clock: callable,
  clockTolerance: whole,
  tokenType: text,
  staleKeys: whole,
  dangerSymmetricJwks: flag,
  dangerAllowHttp: flag,
};

/** Of another realm too, where `instanceof` is false. */
function isBytes(value: unknown): value is Uint8Array {
  return (
    ArrayBuffer.isView(value) && Object.prototype.toString.call(value) === '[object Uint8Array]'
  );
}

/**
 * Reads the options: each once, and everything that is wrong at once.
 *
 * @throws {ConfigError} With everything that is wrong.
 * @throws {TypeError} There is no options object, or it cannot be read.
 */
export function readOptions(options: ClientOptions): ReadOptions {
  return divide(takeOptions(options, TYPES));
}

/**
 * Takes the options that `types` name, or throws with everything that is wrong.
 *
 * @param whyNone What is said of an option that there is not, if not this message.
 */
export function takeOptions(
  options: unknown,
  types: Readonly<Record<string, Type<unknown>>>,
  whyNone = (_option: string, message: string): string => message,
): Record<string, unknown> {
  const problems: ConfigProblem[] = [];
  const add = (option: string, code: OptionCode, message: string) => {
    problems.push({ option, code, message });
  };
  const taken: Record<string, unknown> = take(
    options,
    types,
    (option, message) => add(option, 'option_unknown', whyNone(option, message)),
    (option, value, type) => {
      try {
        const one = type.take(value);
        if (one !== undefined) return one;
      } catch {
        // What cannot be read is of another type.
      }
      return add(option, 'option_type_wrong', mismatch(value, type));
    },
  );
  if (!('authority' in taken))
    add('authority', 'option_missing', "is missing: write the provider's address");
  if (problems.length > 0) throw wrong(problems);
  return taken;
}

/** The error that lists every problem. */
export function wrong(problems: readonly ConfigProblem[]): ConfigError {
  const lines = problems.map(({ option, message }) => `\`${option}\` ${message}`);
  const message =
    lines.length === 1 ? lines[0]! : `${lines.length} options are wrong:\n- ${lines.join('\n- ')}`;
  return new ConfigError('config_invalid', message, { problems });
}

/** Functions and bytes apart, the rest as JSON. */
export function divide(taken: Record<string, unknown>): ReadOptions {
  const { fetch, clock, hmacSecret, ...plain } = taken;
  const { authority } = plain as Record<string, string>;
  const clientId = own(plain, 'clientId') as string | undefined;
  const webBaseUrl = (own(plain, 'webBaseUrl') as string | undefined) ?? authority;
  return {
    json: JSON.stringify(plain),
    hmacSecret: hmacSecret as Uint8Array | undefined,
    hasStaticKeys: Object.hasOwn(plain, 'jwks'),
    fetch: fetch as typeof globalThis.fetch | undefined,
    clock: clock as (() => number) | undefined,
    shown: { authority: authority!, clientId, webBaseUrl: webBaseUrl! },
  };
}
