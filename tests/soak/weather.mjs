// The provider, failing on and off, in another way each time.
import { setTimeout as sleep } from 'node:timers/promises';

/** Seconds. Ends a token's minute of refreshing more than once, and never its whole life. */
const FAIR = 15;
const FOUL = 8;

/** How everything that is asked of the provider fails. */
const STORMS = {
  'status 503': { status: 503 },
  'connections cut': { how: 'cut' },
  'no answer': { how: 'hang' },
  'no JSON': { status: 200, body: '{"issuer":', headers: { 'content-type': 'application/json' } },
  'a redirect': { status: 302, headers: { location: 'http://127.0.0.1:9/' } },
  'an empty object': { status: 200, body: '{}', headers: { 'content-type': 'application/json' } },
};

const ENDPOINTS = ['metadata', 'jwks', 'token', 'userinfo'];

export class Weather {
  #provider;
  /** @type {{ from: number, to: number }[]} Milliseconds since 1970; the last may last. */
  #storms = [];
  /** @type {Record<string, number>} How often each storm came. */
  counts = Object.fromEntries(Object.keys(STORMS).map((name) => [name, 0]));

  constructor(provider) {
    this.#provider = provider;
  }

  /**
   * Was the provider well from `since` until now?
   *
   * @param {number} since Milliseconds since 1970.
   */
  wasFairSince(since) {
    return this.#storms.every(({ to }) => to < since);
  }

  /**
   * Changes until the signal ends it, and leaves the provider well.
   *
   * @param {AbortSignal} signal
   */
  async change(signal) {
    const names = Object.keys(STORMS);
    for (let turn = 0; !signal.aborted; turn += 1) {
      await pause(FAIR, signal);
      if (signal.aborted) return;
      const name = names[turn % names.length];
      await this.#storm(name, signal);
    }
  }

  async #storm(name, signal) {
    const storm = { from: Date.now(), to: Infinity };
    this.#storms.push(storm);
    this.counts[name] += 1;
    for (const endpoint of ENDPOINTS) {
      this.#provider.failNext(endpoint, { ...STORMS[name], times: Infinity });
    }
    await pause(FOUL, signal);
    for (const endpoint of ENDPOINTS) this.#provider.mend(endpoint);
    storm.to = Date.now();
  }
}

/** @param {number} seconds */
export async function pause(seconds, signal) {
  await sleep(seconds * 1000, undefined, { signal }).catch(() => {});
}
