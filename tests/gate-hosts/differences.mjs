// What a host of the gate does otherwise than the Worker, and why. A test of it is skipped there, with
// the reason; everything else must be the same.

/** @typedef {'worker' | 'node' | 'deno' | 'bun'} HostName */

/** @type {HostName[]} */
const OUTSIDE_WORKERS = ['node', 'deno', 'bun'];

/** @type {Record<string, { hosts: HostName[], reason: string }>} */
export const DIFFERENCES = {
  'web-socket': {
    hosts: OUTSIDE_WORKERS,
    reason: 'a fetch handler gets no socket to pass on, so the gate answers 501',
  },
  'no-web-socket': {
    hosts: ['worker'],
    reason: 'workerd passes WebSockets on',
  },
  'origin-connection': {
    hosts: ['worker'],
    reason: 'in a Worker the platform speaks to the origin and ends its connection',
  },
  zone: {
    hosts: OUTSIDE_WORKERS,
    reason: 'only a Worker runs in a zone; `zone` is a configuration error',
  },
  'to-https': {
    hosts: OUTSIDE_WORKERS,
    reason: 'behind a server that ends TLS every request looks like http: it would go in circles',
  },
  'serves-problems': {
    hosts: OUTSIDE_WORKERS,
    reason: 'a wrong configuration ends the start: `new Gate` throws',
  },
  'throws-problems': {
    hosts: ['worker'],
    reason:
      'a Worker gets its configuration with the first request, and answers with what is wrong',
  },
};

/**
 * The `fetch` of Deno and Bun asks a second time by itself where the connection that it had kept is cut.
 *
 * @param {HostName} host
 * @returns {number} How often the provider hears one question then, at most.
 */
export function asksWhenCut(host) {
  return host === 'deno' || host === 'bun' ? 2 : 1;
}

/**
 * Deno reads the body of a request the more slowly the more of it has passed while it is sent on, so
 * uploads there are smaller.
 *
 * @param {HostName} host
 * @returns {number} MiB.
 */
export function uploadMiB(host) {
  return host === 'deno' ? 24 : 200;
}
