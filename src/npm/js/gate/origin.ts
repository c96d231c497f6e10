// The ways to ask the origin.

/** The statuses without a body (Fetch, section 2.2.3). */
export const WITHOUT_BODY: readonly number[] = [204, 205, 304];

/** A request on its way to the origin. */
export interface Outgoing {
  url: string;
  method: string;
  headers: Headers;
  body: ReadableStream<Uint8Array> | null;
  /** Fires when the client has gone away. */
  signal: AbortSignal | undefined;
  /** Whether the answer is for one person. */
  private: boolean;
}

/** Whoever answers what the gate lets through. */
export interface Origin {
  /** The answer, as it comes; a redirect is one, and is not followed. */
  ask(outgoing: Outgoing): Promise<Response>;
  /** The content codings that are undone in the answer's body, while the header fields still say so. */
  readonly undone: readonly string[];
}

/** An application in the same program. */
export type OriginFunction = (request: Request) => Response | Promise<Response>;

/** The application, with the request as a server would hand it over. */
export function byFunction(answer: OriginFunction): Origin {
  return {
    // A promise is not asked of it, and what it throws is this promise's.
    ask: async (outgoing) => answer(new Request(outgoing.url, init(outgoing))),
    undone: [],
  };
}

/**
 * A server by `fetch`; `sharedCache` says that it has a cache that the requests of all people share.
 */
export function byFetch(fetch: typeof globalThis.fetch | undefined, sharedCache: boolean): Origin {
  return {
    async ask(outgoing) {
      const { url, headers } = outgoing;
      // What `fetch` undoes by itself, it could not undo of a part.
      headers.set('accept-encoding', headers.has('range') ? 'identity' : 'gzip');
      const request = init(outgoing);
      // Nothing that is for one person comes from, or goes to, a cache that others share.
      if (outgoing.private && sharedCache) request.cache = 'no-store';
      return (fetch ?? globalThis.fetch)(url, request);
    },
    undone: ['gzip', 'x-gzip', 'deflate', 'br'],
  };
}

function init({ method, headers, body, signal }: Outgoing): RequestInit {
  const stream = body === null ? {} : { body, duplex: 'half' };
  const end = signal === undefined ? {} : { signal };
  return { method, headers, redirect: 'manual', ...stream, ...end };
}
