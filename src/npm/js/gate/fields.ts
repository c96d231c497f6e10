// Header fields on their way through a proxy (RFC 9110, section 7.6.1).
import type { Forward } from './action.js';

/** What each connection decides for itself. */
const OF_THE_CONNECTION = [
  'connection',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
];

/** A field's name (RFC 9110, section 5.1). */
const NAME = /^[\w!#$%&'*+.^`|~-]+$/;

/** Whether the request goes on as the handshake of a WebSocket: any other `Upgrade` the core removes. */
export function isUpgrade(headers: Headers, { remove }: Forward): boolean {
  return headers.has('upgrade') && !remove.includes('upgrade');
}

/** Makes the fields of a request those that the origin gets. */
export function onward(headers: Headers, { remove, set }: Forward): void {
  for (const name of remove) headers.delete(name);
  for (const name of OF_THE_CONNECTION) headers.delete(name);
  // `fetch` names the host by the URL, and waits for no leave to send a body.
  headers.delete('host');
  headers.delete('expect');
  for (const [name, value] of Object.entries(set)) headers.set(name, value);
}

/** Takes away what was for the connection to the origin. */
export function withoutConnection(headers: Headers): void {
  const named = headers.get('connection')?.split(',') ?? [];
  for (const name of named.map((one) => one.trim())) if (NAME.test(name)) headers.delete(name);
  for (const name of OF_THE_CONNECTION) headers.delete(name);
}
