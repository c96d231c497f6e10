// Sees every request to the provider: counts it, announces it, and fails it when a test asks.
import { EventEmitter, once } from 'node:events';

import { within } from '../until.mjs';

/**
 * @typedef {object} Failure
 * @property {number} [status] 503 if not said.
 * @property {string} [body]
 * @property {Record<string, string>} [headers]
 * @property {number} [times] 1 if not said.
 * @property {'cut' | 'hang'} [how] Instead of an answer: cut the connection, or never answer.
 * @property {Promise<unknown>} [hold] No failure: the good answer, as soon as this is fulfilled.
 */

export class Traffic {
  /** @type {Record<string, number>} */
  counts = { metadata: 0, other: 0 };
  /** @type {{ endpoint: string, method: string, url: string, headers: object }[]} */
  requests = [];
  #names = new Map([['/.well-known/openid-configuration', 'metadata']]);
  #failures = new Map();
  #events = new EventEmitter();

  /** @param {Record<string, string>} routes Endpoint name → path. */
  constructor(routes) {
    for (const [name, path] of Object.entries(routes)) {
      this.#names.set(path, name);
      this.counts[name] = 0;
    }
  }

  /**
   * @param {import('node:http').IncomingMessage} request
   * @param {import('node:http').ServerResponse} response
   * @param {() => void} next
   */
  pass(request, response, next) {
    // A browser's question whether it may ask (Fetch, CORS preflight) is none of the page's.
    if (request.method === 'OPTIONS') return next();
    const endpoint = this.#names.get(request.url.split('?')[0]) ?? 'other';
    this.counts[endpoint] += 1;
    const { method, url, headers } = request;
    this.requests.push({ endpoint, method, url, headers });
    this.#events.emit(endpoint);
    const failure = this.#failures.get(endpoint);
    if (!failure) return next();
    failure.times -= 1;
    if (failure.times <= 0) this.#failures.delete(endpoint);
    if (failure.hold) return failure.hold.then(next);
    return fail(response, failure);
  }

  /**
   * @param {string} endpoint
   * @returns {Promise<void>} Resolves when the next request for it comes in.
   */
  async nextRequest(endpoint) {
    this.#name(endpoint);
    await within(`a request for ${endpoint}`, once(this.#events, endpoint));
  }

  /**
   * @param {string} endpoint
   * @param {Failure} [failure]
   */
  failNext(endpoint, failure = {}) {
    this.#name(endpoint);
    this.#failures.set(endpoint, { times: 1, ...failure });
  }

  /** @param {string} endpoint Answers again, however many failures were left. */
  mend(endpoint) {
    this.#failures.delete(endpoint);
  }

  #name(endpoint) {
    if (!(endpoint in this.counts)) throw new Error(`no endpoint \`${endpoint}\``);
  }
}

function fail(response, { status = 503, body = '', headers = {}, how }) {
  if (how === 'cut') response.destroy();
  else if (how !== 'hang') response.writeHead(status, headers).end(body);
}
