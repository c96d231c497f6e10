// A request, from whatever server it came to.
import { kindOf } from '../arguments.js';

/** A request as the gate reads it. The core reads `body`, and only if it has to. */
export interface Incoming {
  readonly method: string;
  /** The absolute URL as the client sent it, or text that is none where the target was no path. */
  readonly url: string;
  /** The header fields, names and values in turn. */
  readonly fields: readonly string[];
  /** The header fields, a copy that is the caller's to change. */
  headers(): Headers;
  /** The stream of the body, if there is one. Taken at most once. */
  readonly body: ReadableStream<Uint8Array> | null;
  /** Fires when the client goes away. */
  readonly signal: AbortSignal | undefined;
}

/** The method, the URL, then the header fields, names and values in turn. */
export function linesOf({ method, url, fields }: Incoming): readonly string[] {
  return [method, url, ...fields];
}

/** A request of the Fetch API, as a runtime's server hands it over. */
export function incomingFrom(request: unknown): Incoming {
  if (!isRequest(request)) {
    throw new TypeError(`\`request\` must be a Request, got ${kindOf(request)}`);
  }
  const fields: string[] = [];
  for (const [name, value] of request.headers) fields.push(name, value);
  return {
    method: request.method,
    url: request.url,
    fields,
    headers: () => new Headers(request.headers),
    get body() {
      return request.body;
    },
    get signal() {
      // Deno fires it after every answer, and warns whoever looks at it. A client that goes away while
      // it reads ends the answer's stream there, which ends the origin's.
      return 'Deno' in globalThis ? undefined : request.signal;
    },
  };
}

/** A server may have a class of its own, so the shape counts. */
function isRequest(value: unknown): value is Request {
  return (
    typeof value === 'object' &&
    value !== null &&
    typeof (value as Request).url === 'string' &&
    typeof (value as Request).method === 'string' &&
    typeof (value as Request).headers?.entries === 'function'
  );
}
