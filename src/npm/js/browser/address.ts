// The address bar: what the provider put there, and how it gets away again.

/** What an authorization response may consist of, refused kinds included. */
const RESPONSE = new Set([
  'code',
  'state',
  'iss',
  'session_state',
  'error',
  'error_description',
  'error_uri',
  'access_token',
  'token_type',
  'expires_in',
  'id_token',
  'scope',
  'response',
]);

/** Whether the address is the redirection endpoint with a response in it. */
export function hasResponse(address: Location, redirectUri: string): boolean {
  const query = new URLSearchParams(address.search);
  const isEndpoint = address.pathname === new URL(redirectUri, address.origin).pathname;
  return isEndpoint && query.has('state') && (query.has('code') || query.has('error'));
}

/**
 * Takes the response out of the address bar, so that no other script, no link's `Referer` and no
 * reload finds it, and gives its query.
 */
export function takeResponse(redirectUri: string): string | undefined {
  if (!hasResponse(location, redirectUri)) return undefined;
  const response = location.search.slice(1);
  const others = response.split('&').filter((field) => !RESPONSE.has(nameOf(field)));
  const query = others.length > 0 ? `?${others.join('&')}` : '';
  history.replaceState(history.state, '', location.pathname + query + location.hash);
  return response;
}

/** Goes there. Resolves only when the person comes back to this page as it was (by the back button). */
export function leave(url: string): Promise<void> {
  const back = new Promise<void>((resolve) => {
    addEventListener('pageshow', () => resolve(), { once: true });
  });
  location.assign(url);
  return back;
}

/**
 * The address, if it is one of this page's origin, or else the other: where no provider holds it against what
 * is registered there, a call must not lead anywhere.
 */
export function within(address: string | undefined, otherwise: string): string {
  return address?.startsWith(`${location.origin}/`) ? address : otherwise;
}

/** Where the person is now. */
export function here(): string {
  return location.pathname + location.search + location.hash;
}

function nameOf(field: string): string {
  const [[name] = ['']] = new URLSearchParams(field);
  return name;
}
