// Signatures alone: any payload, and no claim is looked at.
import { argument, signal, take, text, texts, type Waiting } from './arguments.js';
import { core } from './core.js';
import * as glue from './glue.js';
import { Host } from './host.js';
import { jwkSet, type Algorithm, type JwkSetLike } from './options.js';
import { publicKey } from './public-key.js';
import { freeze, type JsonValue } from './user.js';
import { look, type KeySource } from './verification.js';
import { given, settle } from './waiting.js';

/** A JWS whose signature is verified. What its payload says is validated by nobody yet. */
export interface VerifiedJws {
  /** The JOSE header. */
  readonly header: { readonly [name: string]: JsonValue } & {
    /** The algorithm that the signature was verified by. */
    readonly alg: Algorithm;
  };
  /** The payload's bytes. */
  readonly payload: Uint8Array;
}

/** Which keys and algorithms a JWS is verified with. */
export interface VerifyJwsOptions extends Waiting {
  /** The keys; symmetric ones too, since they are the caller's own. */
  jwks: JwkSetLike;
  /** The algorithms that are allowed. Left out: each that the key is for. */
  algorithms?: readonly Algorithm[] | undefined;
}

/** @internal Verifies with the keys of a client. */
export type Verify = (token: string, policy: object) => Promise<Uint8Array>;

/**
 * Verifies the signature of a compact JWS by the keys that are given, and gives header and payload.
 *
 * It does not look at the payload, which can be anything: whoever takes it for the claims of a token
 * validates them. `Client.validateToken` does both.
 *
 * @throws {InvalidTokenError} The JWS is refused.
 * @throws {ConfigError} The key set is refused.
 * @throws {TypeError} An argument is none.
 */
export function verifyJws(token: string, options: VerifyJwsOptions): Promise<VerifiedJws> {
  return verifyBy(
    () => {
      throw new TypeError('`jwks` must be a JWK Set, got undefined');
    },
    token,
    options,
  );
}

/** @internal Verifies by the keys in `options`, or by `own` where there are none. */
export async function verifyBy(own: Verify, token: string, options: unknown): Promise<VerifiedJws> {
  const bounded = tokenText('token', token);
  const { jwks, algorithms, signal: stop } = take(options, TYPES);
  stop?.throwIfAborted();
  const policy = { algorithms };
  const work = jwks === undefined ? own(bounded, policy) : byKeys(bounded, jwks, policy);
  const parts = await settle(work, stop);
  // JSON of the core's has no line feed in it.
  const end = parts.indexOf(10);
  const header = glue.decode(parts.subarray(0, end));
  return { header: freeze(JSON.parse(header)), payload: parts.slice(end + 1) };
}

async function byKeys(token: string, jwks: string, policy: object): Promise<Uint8Array> {
  if (core.now() === undefined) await core.load();
  const verification = given(glue.verifyJws(token, jwks, JSON.stringify(policy)));
  return look(verification, KEYS, () => glue.parts(verification));
}

/** The keys are there already, and each set of them is another one. */
const KEYS: KeySource = {
  provideKeys: async () => {},
  keyOf: (verification) => publicKey(glue.alg(verification), glue.jwk(verification)),
  host: new Host(),
};

/** A token's text. Of what is too long to be one, only as much as shows that goes into the core. */
export function tokenText(name: string, value: unknown): string {
  // The core says of the whole that it is too long by looking at this much.
  const longerThanAToken = 16_385;
  if (typeof value === 'string') return value.slice(0, longerThanAToken);
  return argument(name, value, text);
}

const TYPES = { jwks: jwkSet, algorithms: texts, signal };
