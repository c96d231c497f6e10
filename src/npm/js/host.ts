// What the core asks of its host.
import { nativeVerify, verifier } from './core.js';

/** The host of one client, in the shape that the core calls. */
export class Host {
  readonly fetch: typeof fetch | undefined;
  readonly clock: (() => number) | undefined;
  readonly hasVerifyNow: boolean;

  constructor({ fetch, clock }: { fetch?: typeof globalThis.fetch; clock?: () => number } = {}) {
    this.fetch = fetch && answering(fetch);
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
    try {
      return verifier.now()?.verify(alg, jwk, input, signature);
    } catch {
      // The module is not where the package has it. The core cannot catch what is thrown here.
      return undefined;
    }
  }

  async loadPure(): Promise<void> {
    await verifier.load();
  }
}

/**
 * The caller's `fetch`, whose answer may be anything: what comes out is a `Response` of this runtime
 * or a rejection, so that nothing throws while the core reads it.
 */
function answering(fetch: typeof globalThis.fetch): typeof globalThis.fetch {
  return async (url, init) => {
    const { status, type, headers, body } = await fetch(url, init);
    // A browser hides where a redirect leads and what its status is.
    if (type === 'opaqueredirect') return new Response(null, { status: 302 });
    const kept = ['content-type', 'cache-control'].map((name) => [name, headers.get(name) ?? '']);
    return new Response(body, { status, headers: Object.fromEntries(kept) });
  };
}
