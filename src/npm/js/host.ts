// What a client has from outside: `fetch` and the time, the caller's or the runtime's.
import { send, type Answer, type Request } from './transport.js';

/** The caller's own `fetch` and clock, if any. */
export interface HostOptions {
  fetch?: typeof globalThis.fetch | undefined;
  clock?: (() => number) | undefined;
}

/** The host of one client. */
export class Host {
  readonly #fetch: typeof fetch | undefined;
  readonly #clock: (() => unknown) | undefined;

  constructor({ fetch, clock }: HostOptions = {}) {
    this.#fetch = fetch;
    this.#clock = clock;
  }

  /** One exchange with the provider. */
  send(request: Request): Promise<Answer> {
    // The runtime's own `fetch` wants no `this`.
    return send(this.#fetch ?? globalThis.fetch, request);
  }

  /** The time in seconds since 1970; the caller's clock may say anything, and then it is no time. */
  now(): number {
    try {
      const now = this.#clock === undefined ? Date.now() / 1000 : (0, this.#clock)();
      return typeof now === 'number' ? now : NaN;
    } catch {
      return NaN;
    }
  }
}

/** Secure random bytes, or none. */
export function randomBytes(length: number): Uint8Array<ArrayBuffer> {
  try {
    return crypto.getRandomValues(new Uint8Array(length));
  } catch {
    return new Uint8Array();
  }
}

export function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
