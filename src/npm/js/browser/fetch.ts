// A request with the token, and where the token stays away.
import { EdgewardError } from '../errors.js';

/** Gives the token for an origin, `scheme://host[:port]`, or nothing. */
export type TokenFor = (origin: string, signal: AbortSignal) => Promise<string | undefined>;

/**
 * As `fetch`, with the token for the origins that get it.
 *
 * A redirect is not followed with the token unless the call says so in writing: browsers of before
 * 2023 take it along to any other origin, those of today drop it on the way (Fetch, HTTP-redirect
 * fetch).
 */
export async function fetchWithToken(
  send: typeof globalThis.fetch,
  tokenFor: TokenFor,
  input: RequestInfo | URL,
  init: RequestInit | undefined,
): Promise<Response> {
  const request = new Request(input, init);
  const { protocol, host } = new URL(request.url);
  // Not `origin`: of a `blob:` address that is the origin of whoever made it.
  const token = await tokenFor(`${protocol}//${host}`, request.signal);
  if (token === undefined || request.headers.has('authorization')) return send(request);
  request.headers.set('authorization', `Bearer ${token}`);
  if (init?.redirect !== undefined || request.redirect !== 'follow') return send(request);
  const answer = await send(new Request(request, { redirect: 'manual' }));
  if (answer.type !== 'opaqueredirect') return answer;
  throw new EdgewardError(
    'session_fetch_redirected',
    'the API answers with a redirect, and the token must not go wherever that leads: ask for the ' +
      "final address, or pass `redirect: 'follow'`, with which the browser drops the token on its " +
      'way to another origin',
  );
}
