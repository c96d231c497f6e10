// What the core asks of its host.
import { nativeVerify, verifier } from './core.js';
import * as subtle from './subtle.js';
import { send, type Answer } from './transport.js';

/** The host of one client, in the shape that the core calls. What is not a promise never throws. */
export class Host {
  readonly #fetch: typeof fetch | undefined;
  readonly #clock: (() => unknown) | undefined;
  readonly hasVerifyNow: boolean;

  constructor({ fetch, clock }: { fetch?: typeof globalThis.fetch; clock?: () => number } = {}) {
    this.#fetch = fetch;
    this.#clock = clock;
    this.hasVerifyNow = nativeVerify() !== undefined;
  }

  /** One exchange with the provider. */
  send(
    url: string,
    form: string | undefined,
    authorization: string | undefined,
    maxBytes: number,
    timeout: number,
  ): Promise<Answer> {
    // The runtime's own `fetch` wants no `this`.
    const fetch = this.#fetch ?? globalThis.fetch;
    return send(fetch, { url, form, authorization, maxBytes, timeout });
  }

  /** The time in seconds since 1970; the caller's clock may say anything. */
  now(): number {
    try {
      const now = this.#clock === undefined ? Date.now() / 1000 : (0, this.#clock)();
      return typeof now === 'number' ? now : NaN;
    } catch {
      return NaN;
    }
  }

  sleep(milliseconds: number): Promise<void> {
    return new Promise((resolve) => setTimeout(resolve, milliseconds));
  }

  /** Fills with secure random bytes; false where there are none. */
  random(bytes: Uint8Array<ArrayBuffer>): boolean {
    try {
      crypto.getRandomValues(bytes);
      return true;
    } catch {
      return false;
    }
  }

  /** The verdict where it can be had at once. */
  verifyNow(
    alg: string,
    jwk: string,
    input: Uint8Array,
    signature: Uint8Array,
  ): boolean | undefined {
    try {
      return (
        nativeVerify()?.(alg, jwk, input, signature) ??
        verifier.now()?.verify(alg, jwk, input, signature)
      );
    } catch {
      // The module is not where the package has it.
      return undefined;
    }
  }

  /**
   * The verdict of the runtime's cryptography, and of the pure-Rust verifier where the runtime has none
   * or lacks the algorithm. It rejects where the key is refused.
   */
  async verify(
    alg: string,
    jwk: string,
    input: Uint8Array,
    signature: Uint8Array,
  ): Promise<boolean | undefined> {
    // They are views of the core's memory, which goes on being used meanwhile.
    const [ownInput, ownSignature] = [new Uint8Array(input), new Uint8Array(signature)];
    const verdict = await subtle.verify(alg, jwk, ownInput, ownSignature);
    if (verdict !== undefined) return verdict;
    await this.loadPure().catch(() => {});
    return this.verifyNow(alg, jwk, ownInput, ownSignature);
  }

  async loadPure(): Promise<void> {
    await verifier.load();
  }
}
