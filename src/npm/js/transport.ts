// Requests to the provider, narrower than `fetch` so that they are hard to get wrong.
import { own } from './arguments.js';

/** A request: GET, or POST of a form. */
export interface Request {
  url: string;
  /** The form, as text. */
  form?: string;
  /** The value of `Authorization`. */
  authorization?: string;
  /** Most bytes of the answer's body, after content decoding. */
  maxBytes: number;
  /** Most milliseconds for everything, to the last byte. */
  timeout: number;
}

/** Why there is no answer. */
type Failure = 'unreachable' | 'timed_out' | 'too_large' | 'redirected';

/** An answer with what the core reads of it, or why there is none. What is undefined is left out. */
export interface Answer {
  failure?: Failure;
  status: number;
  contentType?: string | undefined;
  cacheControl?: string | undefined;
  body: Uint8Array<ArrayBuffer>;
}

/**
 * Sends one request with this `fetch`, which may be the caller's and answer anything. One attempt; a
 * redirect is not followed; no cookies and no credentials of the runtime's. It never rejects.
 */
export async function send(fetch: typeof globalThis.fetch, request: Request): Promise<Answer> {
  const stop = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<Failure>((resolve) => {
    timer = setTimeout(resolve, request.timeout, 'timed_out');
  });
  const exchanged = exchange(fetch, request, stop.signal).catch((): Failure => 'unreachable');
  const outcome = await Promise.race([exchanged, late]);
  clearTimeout(timer);
  if (typeof outcome !== 'string') return outcome;
  // Frees the connection, which nobody reads any further.
  stop.abort();
  return { failure: outcome, status: 0, body: new Uint8Array() };
}

async function exchange(
  fetch: typeof globalThis.fetch,
  request: Request,
  signal: AbortSignal,
): Promise<Answer | Failure> {
  const form = own(request, 'form');
  const authorization = own(request, 'authorization');
  const response = await fetch(request.url, {
    headers: {
      accept: 'application/json',
      ...(authorization !== undefined && { authorization }),
      ...(form !== undefined && { 'content-type': 'application/x-www-form-urlencoded' }),
    },
    ...(form !== undefined && { method: 'POST', body: form }),
    redirect: 'manual',
    credentials: 'omit',
    signal,
    // Workers before the compatibility date 2024-11-11 throws at this member, which it has not.
    ...('cache' in Request.prototype && { cache: 'no-store' }),
  });
  const { status, type, headers } = response;
  // Servers' runtimes hand the redirect over, browsers hide it (Fetch, section 2.2.6).
  if ((status >= 300 && status < 400) || type === 'opaqueredirect') return 'redirected';
  // 0 is the status of an error of the network.
  if (!(Number.isInteger(status) && status >= 100 && status <= 999)) return 'unreachable';
  const body = await read(response, request.maxBytes);
  if (body === undefined) return 'too_large';
  return {
    status,
    contentType: textOf(headers.get('content-type')),
    cacheControl: textOf(headers.get('cache-control')),
    body,
  };
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** The whole body, counted while it streams in. Nothing where it is over the limit. */
async function read(
  { body }: Response,
  maxBytes: number,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = body?.getReader();
  for (;;) {
    const chunk = await reader?.read();
    if (chunk === undefined || chunk.done) break;
    if (!ArrayBuffer.isView(chunk.value)) throw new TypeError('a body is bytes');
    length += chunk.value.byteLength;
    if (length > maxBytes) {
      // Its answer is of no interest, but a rejection that nobody listens to ends a Node process.
      reader?.cancel().catch(() => {});
      return undefined;
    }
    chunks.push(chunk.value);
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}
