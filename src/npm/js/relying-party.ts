// The relying party at work: the core decides, and here is waited for what it decides on.
import { own } from './arguments.js';
import * as calls from './calls.js';
import { nativeVerify, verifier } from './core.js';
import { ConfigError, EdgewardError, errorFrom } from './errors.js';
import * as glue from './glue.js';
import { Host, randomBytes, sleep } from './host.js';
import type { TokenResponse } from './messages.js';
import { wrong, type ReadOptions } from './options.js';
import { publicKey, type PublicKey } from './public-key.js';
import { SeenTokens } from './seen-tokens.js';
import type { Request } from './transport.js';
import { User, type UserFields } from './user.js';
import { look, lookNow, type Kind } from './verification.js';

type Bytes = Uint8Array<ArrayBuffer>;

const NOTHING: Bytes = new Uint8Array();

/** What a sign-in kept for its end. */
export interface Expected {
  state: string;
  nonce: string;
  codeVerifier: string;
  redirectUri: string;
  maxAge?: number | undefined;
}

/** A relying party of one issuer. */
export class RelyingParty {
  readonly host: Host;
  readonly #party: glue.RelyingParty;
  readonly #seen = new SeenTokens();
  /** By the core's numbers: each crosses once. */
  readonly #publicKeys = new Map<number, PublicKey>();

  constructor({ json, hmacSecret, ...host }: ReadOptions) {
    const party = glue.relyingParty(json, hmacSecret);
    if (party === undefined) {
      const error = errorFrom(glue.failure());
      throw error instanceof ConfigError ? wrong(error.problems) : error;
    }
    this.#party = party;
    this.host = new Host(host);
  }

  /** One of the core's `calls`, which needs no metadata. */
  call<T>(number: number, request: object = {}, bytes: Bytes = NOTHING): T {
    return read(this.#answer(number, request, bytes, true)!);
  }

  /** One of the core's `calls`, which may need the provider's metadata. */
  async ask<T>(number: number, request: object = {}, bytes: Bytes = NOTHING): Promise<T> {
    const answer = this.#answer(number, request, bytes, false);
    if (answer !== undefined) return read(answer);
    await this.#provide(false);
    return this.call(number, request, bytes);
  }

  /** One exchange with the provider: `ask` is the core's call that writes the request, `take` the one
   * that reads the answer. */
  async exchange<T>(ask: number, take: number, request: object): Promise<T> {
    const { body, ...answer } = await this.host.send(await this.ask<Request>(ask, request));
    return this.call(take, { ...request, ...answer }, body);
  }

  /** What the token endpoint gives: `ask` is the core's call that writes the request. */
  async tokens(ask: number, request: object): Promise<TokenResponse> {
    return Object.freeze(await this.exchange<TokenResponse>(ask, calls.TOKENS, request));
  }

  /** The keys that can be used, as they are known. */
  async jwks<T>(): Promise<T> {
    await this.#provide(true);
    return this.call(calls.JWKS);
  }

  /** Fetches metadata and keys anew, whatever their age. */
  async refresh(hasStaticKeys: boolean): Promise<void> {
    await this.#fetch(false);
    if (!hasStaticKeys) await this.#fetch(true);
  }

  /** The authorization request with fresh bindings. */
  begin<T>(request: object): Promise<T> {
    // `state`, `nonce` and the code verifier are made of 32 bytes each.
    return this.ask(calls.AUTHORIZE_URL_WITH_PKCE, request, randomBytes(3 * 32));
  }

  /** Tokens and user of a sign-in, or the first step that fails:
   *
   * 1. the response is this sign-in's, from this issuer, and no refusal
   * 2. the code is redeemed, once
   * 3. the ID Token is there and valid, and fits the access token beside it
   */
  async finish(
    response: string,
    expected: Expected | { isUnknown: true },
  ): Promise<{ tokens: TokenResponse; user: User }> {
    const code = await this.ask<string>(calls.CODE, { response, ...expected });
    const grant = { ...expected, code, isSignIn: true };
    const tokens = await this.tokens(calls.EXCHANGE_CODE, grant);
    const { accessToken, idToken } = tokens;
    const { nonce, maxAge } = expected as Expected;
    const user = await this.user(calls.ID_TOKEN, idToken!, { nonce, maxAge, accessToken });
    return { user, tokens };
  }

  /** Who the person of an access token is, by the userinfo endpoint. */
  async userinfo(accessToken: string, sub: string | undefined): Promise<User> {
    const request = { accessToken, sub };
    return new User(await this.exchange<UserFields>(calls.USERINFO, calls.PERSON, request));
  }

  /** The user of an access token that was just validated by the options' own policy. */
  seen(token: string): User | undefined {
    return this.#seen.find(token, this.host.now());
  }

  /** The user that a token is about, if it is what it must be: at once where nothing must be waited for. */
  user(kind: Kind, token: string, policy?: object): User | Promise<User> {
    const verification = this.#open(kind, token, policy, true);
    return look(verification, this, () => this.#conclude(verification, token, policy));
  }

  /** The same at once, with the keys that are here; stale ones are fetched meanwhile. */
  userNow(token: string, policy?: object): User {
    const verification = this.#open(calls.ACCESS_TOKEN, token, policy, false);
    let user: User | undefined;
    try {
      user = lookNow(verification, this, () => {
        if (glue.keysAreStale(verification)) this.#inBackground(token);
        return this.#conclude(verification, token, policy);
      });
    } catch (error) {
      const code = error instanceof EdgewardError ? error.code : undefined;
      if (code === 'token_key_unknown') this.#inBackground(token);
      if (code !== 'provider_unavailable') throw error;
    }
    if (user !== undefined) return user;
    this.#inBackground(token);
    throw notReady();
  }

  /** Any JWS by these keys, as header and payload side by side. */
  async jws(token: string, policy: object): Promise<Uint8Array> {
    const verification = this.#open(calls.JWS, token, policy, true);
    return look(verification, this, () => glue.parts(verification));
  }

  /** Brings what a synchronous call needs: the keys, and a verifier for each of them. */
  async prepareSync(): Promise<void> {
    type Needs = { keys: boolean; verifier?: boolean };
    let needs = await this.ask<Needs>(calls.NEEDS);
    if (needs.keys) {
      await this.#provide(true);
      needs = this.call(calls.NEEDS);
    }
    if (!needs.verifier || nativeVerify() !== undefined) return;
    await verifier.load().catch((cause) => {
      const message = 'the verifier that a synchronous call needs cannot be loaded';
      throw new EdgewardError('verifier_unavailable', message, { cause });
    });
  }

  /** @internal Sees to it that there are keys, newer than these where that is asked for. */
  provideKeys(newerThan?: number): Promise<void> {
    return this.#provide(true, newerThan);
  }

  /** @internal The public key that a verification asks about. */
  keyOf(verification: glue.Verification): PublicKey {
    const number = glue.keyNumber(verification);
    let key = this.#publicKeys.get(number);
    if (key === undefined) {
      // More than one key set holds: all but the last few are gone from the provider.
      if (this.#publicKeys.size >= 128) this.#publicKeys.clear();
      key = publicKey(glue.alg(verification), glue.jwk(verification));
      this.#publicKeys.set(number, key);
    }
    return key;
  }

  /** Nothing where metadata must be provided first. */
  #answer(number: number, request: object, bytes: Bytes, isProvided: boolean): string | undefined {
    const json = JSON.stringify(request);
    const answer = glue.call(this.#party, number, json, bytes, this.host.now(), isProvided);
    const failure = answer === undefined ? glue.failure() : undefined;
    if (failure !== undefined) throw errorFrom(failure);
    return answer;
  }

  #open(kind: Kind, token: string, policy: object | undefined, waits: boolean): glue.Verification {
    const asked = policy && JSON.stringify(policy);
    const opened = glue.open(this.#party, token, kind, asked, waits);
    // Not by `given`: of all calls, this one fails most, and each function is a line more in the error's stack.
    if (opened === undefined) throw errorFrom(glue.failure());
    return opened;
  }

  #conclude(
    verification: glue.Verification,
    token: string,
    policy: object | undefined,
  ): User | undefined {
    const from = this.host.now();
    const json = glue.outcome(verification, from);
    if (json === undefined) return undefined;
    const outcome = read<{ user: UserFields; until?: number }>(json);
    const user = new User(outcome.user, token);
    const until = own(outcome, 'until');
    // Only an access token is looked at without a policy of the call's own.
    if (policy === undefined && until !== undefined) {
      this.#seen.keep({ token, user, from, until });
    }
    return user;
  }

  /** Lets the asynchronous way look at the token, which fetches keys by its rules. Its verdict is
   * nobody's: the synchronous call has its own. */
  #inBackground(token: string): void {
    this.jws(token, {}).catch(() => {});
  }

  async #provide(keys: boolean, newerThan?: number): Promise<void> {
    for (;;) {
      const next = this.call<number>(calls.NEXT, { keys, newerThan });
      if (next === calls.USE) return;
      // Another request's first fetch: on Workers, no request may await what another one began.
      if (next === calls.WAIT) await sleep(20);
      else return this.#fetch(keys, true);
    }
  }

  async #fetch(keys: boolean, mayServeOn = false): Promise<void> {
    try {
      if (keys) await this.#provide(false);
      const { body, ...answer } = await this.host.send(this.call(calls.REQUEST, { keys }));
      this.call(calls.TAKE, { keys, ...answer }, body);
      if (keys) this.#seen.clear();
    } catch (error) {
      // What is there serves on when it could not be replaced.
      const servesOn = this.call<boolean>(calls.FAILED, { keys });
      if (!(mayServeOn && servesOn)) throw error;
    }
  }
}

/** A synchronous call came too early. */
export function notReady(): EdgewardError {
  return new EdgewardError(
    'not_ready',
    'the core, the keys or the verifier for a synchronous call are not here yet: ' +
      '`await client.prepareSync()` first',
  );
}

function read<T>(json: string): T {
  return JSON.parse(json) as T;
}
