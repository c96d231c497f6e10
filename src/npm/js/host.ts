// What the core asks of its host.
import { nativeVerify, verifier } from './core.js';

/** The host of one client, in the shape that the core calls. */
export class Host {
  readonly fetch: typeof fetch | undefined;
  readonly clock: (() => number) | undefined;
  readonly hasVerifyNow: boolean;

  constructor({ fetch, clock }: { fetch?: typeof globalThis.fetch; clock?: () => number } = {}) {
    this.fetch = fetch;
    this.clock = clock;
    this.hasVerifyNow = nativeVerify() !== undefined;
  }

  verifyNow(
    alg: string,
    jwk: string,
    input: Uint8Array,
    signature: Uint8Array,
  ): boolean | undefined {
    return nativeVerify()?.(alg, jwk, input, signature);
  }

  verifyPure(
    alg: string,
    jwk: string,
    input: Uint8Array,
    signature: Uint8Array,
  ): boolean | undefined {
    return verifier.now()?.verify(alg, jwk, input, signature);
  }

  async loadPure(): Promise<void> {
    await verifier.load();
  }
}
