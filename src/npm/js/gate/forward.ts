// A request that goes on to the origin, and its answer that comes back.
import { answerOf, type Answer, type Forward } from './action.js';
import { isUpgrade, onward, withoutConnection } from './fields.js';
import type { Incoming } from './incoming.js';
import { hasSharedCache, wasm } from './module.js';

/** An application in the same program. */
export type OriginFunction = (request: Request) => Response | Promise<Response>;

/** The content codings that `fetch` undoes in every runtime. */
const UNDONE = ['gzip', 'x-gzip', 'deflate', 'br'];

/** The statuses without a body (Fetch, section 2.2.3). */
const WITHOUT_BODY = [204, 205, 304];

/** Asks the origin: a server by `fetch`, or a function. */
export class Forwarder {
  readonly #origin: OriginFunction | undefined;
  readonly #fetch: typeof globalThis.fetch | undefined;

  constructor(origin: OriginFunction | undefined, fetch: typeof globalThis.fetch | undefined) {
    this.#origin = origin;
    this.#fetch = fetch;
  }

  /** Whether the origin is a function. */
  get isFunction(): boolean {
    return this.#origin !== undefined;
  }

  /** The origin's answer, streamed both ways. */
  async send(forward: Forward, incoming: Incoming): Promise<Response> {
    const headers = incoming.headers();
    if (isUpgrade(headers)) return instead(wasm.now()!.upgradeUnsupported(), forward, incoming);
    onward(headers, forward);
    let response: Response | undefined;
    try {
      response = await this.#ask(forward, incoming, headers);
      return returned(response, forward, this.isFunction ? [] : UNDONE);
    } catch (error) {
      // A server that is down is one line of the answer; an application's fault is its owner's to see.
      if (this.isFunction) console.error(error);
      response?.body?.cancel().catch(() => {});
      return instead(wasm.now()!.originUnreachable(), forward, incoming);
    }
  }

  async #ask(forward: Forward, incoming: Incoming, headers: Headers): Promise<Response> {
    const { method, signal } = incoming;
    const body = method === 'GET' || method === 'HEAD' ? null : incoming.body;
    if (body === null) headers.delete('content-length');
    const stream = body === null ? {} : { body, duplex: 'half' };
    const init: RequestInit = { method, headers, signal, redirect: 'manual', ...stream };
    if (this.#origin !== undefined) return this.#origin(new Request(forward.url, init));
    // `fetch` undoes the coding, and could not undo that of a part.
    headers.set('accept-encoding', headers.has('range') ? 'identity' : 'gzip');
    // Nothing that is for one person comes from, or goes to, a cache that others share.
    if (forward.private && hasSharedCache()) init.cache = 'no-store';
    return (this.#fetch ?? globalThis.fetch)(forward.url, init);
  }
}

/** An answer of the gate's own in the place of the origin's: a refreshed session is not lost. */
function instead(answer: string, forward: Forward, { method }: Incoming): Response {
  return returned(answerOf(JSON.parse(answer) as Answer, method), forward, []);
}

/** The origin's answer with what the gate adds to it, and without what was for one connection. */
function returned(response: Response, forward: Forward, undone: readonly string[]): Response {
  const headers = new Headers(response.headers);
  withoutConnection(headers);
  const codings = headers
    .get('content-encoding')
    ?.toLowerCase()
    .split(/\s*,\s*/);
  if (codings?.every((coding) => undone.includes(coding))) {
    headers.delete('content-encoding');
    headers.delete('content-length');
  }
  for (const [name, value] of answerFields(headers, forward)) {
    if (value === null) headers.delete(name);
    else headers.set(name, value);
  }
  for (const cookie of forward.cookies) headers.append('set-cookie', cookie);
  if (forward.allowOrigin !== undefined) {
    headers.set('access-control-allow-origin', forward.allowOrigin);
    headers.set('access-control-allow-credentials', 'true');
  }
  const { status, statusText } = response;
  const body = WITHOUT_BODY.includes(status) ? null : response.body;
  return new Response(body, { status, statusText, headers });
}

/** What caches are told, as the core says. */
function answerFields(headers: Headers, forward: Forward): [name: string, value: string | null][] {
  const setsCookies = forward.cookies.length > 0;
  if (!forward.private && !setsCookies && forward.vary === '') return [];
  const fields = wasm
    .now()!
    .answerFields(
      forward.private,
      setsCookies,
      forward.vary,
      headers.get('cache-control') ?? undefined,
      headers.get('vary') ?? undefined,
    );
  return JSON.parse(fields);
}
