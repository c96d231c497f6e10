// A request that goes on to the origin, and its answer that comes back.
import { instead, type Forward } from '../npm/js/gate/action.js';
import { add, changes } from '../npm/js/gate/addition.js';
import { encoded } from '../npm/js/gate/lines.js';
import type { Environment } from './environment.js';
import type { Incoming } from './incoming.js';
import { core } from './isolate.js';

/** The origin's answer, streamed both ways; 502 where it cannot be asked. */
export async function toOrigin(
  incoming: Incoming,
  forward: Forward,
  { ORIGIN }: Environment,
): Promise<Response> {
  // A service binding answers in the place of a server.
  const origin = typeof ORIGIN === 'object' ? ORIGIN : globalThis;
  let response: Response;
  try {
    response = await ask(origin, incoming, forward);
  } catch {
    // What the gate adds is not lost: a refreshed session, say.
    const { lines, request } = incoming;
    // Another request has written over its text by now.
    const { text } = encoded(lines);
    response = instead(core.originUnreachable(text, lines.length), request.method);
  }
  return returned(response, forward);
}

/** Asks the origin. A redirect is an answer: it is not followed. */
function ask(
  origin: Pick<Fetcher, 'fetch'>,
  incoming: Incoming,
  forward: Forward,
): Promise<Response> {
  const { request } = incoming;
  const headers = headersOf(incoming, forward);
  const init: RequestInit = headers === undefined ? {} : { headers, redirect: 'manual' };
  // Nothing that is for one person comes from, or goes to, a cache that others share.
  if (forward.private) init.cache = 'no-store';
  if (headers === undefined) return origin.fetch(copy(request, forward), init);
  init.method = request.method;
  // What Cloudflare knows of the client: only another Worker can read it.
  if (origin !== globalThis && request.cf !== undefined) init.cf = request.cf;
  return origin.fetch(forward.url, init);
}

/**
 * The header fields that the origin gets, where they and the method are all of the request: setting them
 * one by one on a copy takes longer.
 */
function headersOf(
  { request, lines, isAscii }: Incoming,
  { remove, set }: Forward,
): Record<string, string> | undefined {
  if (!isAscii || request.body !== null) return undefined;
  const headers: Record<string, string> = Object.create(null);
  for (let at = 2; at < lines.length; at += 2) {
    const name = lines[at]!;
    if (name in headers) return undefined;
    headers[name] = lines[at + 1]!;
  }
  for (const name of remove) delete headers[name];
  return Object.assign(headers, set);
}

/** The request made anew from itself, so that the body, its known length and every byte of it stay. */
function copy(request: Request, { url, remove, set }: Forward): Request {
  const copied = new Request(url, request);
  for (const name of remove) copied.headers.delete(name);
  for (const [name, value] of Object.entries(set)) copied.headers.set(name, value);
  return copied;
}

/**
 * The origin's answer with what the gate adds to it. Made from the original, so that status, stream,
 * WebSocket and every `Set-Cookie` stay as they are.
 */
function returned(response: Response, forward: Forward): Response {
  if (!changes(forward)) return response;
  const rebuilt = new Response(response.body, response);
  add(rebuilt.headers, forward, core);
  return rebuilt;
}
