// A request that goes on to the origin, and its answer that comes back.
import { instead, type Forward } from './action.js';
import { add } from './addition.js';
import { isUpgrade, onward, withoutConnection } from './fields.js';
import { linesOf, type Incoming } from './incoming.js';
import { encoded } from './lines.js';
import { wasm } from './module.js';
import { WITHOUT_BODY, type Origin } from './origin.js';

/** The origin's answer, streamed both ways; 501 or 502 where it cannot be asked. */
export async function toOrigin(
  origin: Origin,
  forward: Forward,
  incoming: Incoming,
  onFault: (error: unknown) => void,
): Promise<Response> {
  const { method, signal } = incoming;
  const headers = incoming.headers();
  const own = (decided: string) => returned(instead(decided, method), forward, []);
  if (isUpgrade(headers, forward)) return own(wasm.now()!.upgradeUnsupported());
  onward(headers, forward);
  const body = method === 'GET' || method === 'HEAD' ? null : incoming.body;
  if (body === null) headers.delete('content-length');
  let response: Response | undefined;
  try {
    const { url, private: isPrivate } = forward;
    response = await origin.ask({ url, method, headers, body, signal, private: isPrivate });
    return returned(response, forward, origin.undone);
  } catch (error) {
    onFault(error);
    response?.body?.cancel().catch(() => {});
    // A refreshed session is not lost.
    const lines = linesOf(incoming);
    return own(wasm.now()!.originUnreachable(encoded(lines).text, lines.length));
  }
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
  add(headers, forward, wasm.now()!);
  const { status, statusText } = response;
  const body = WITHOUT_BODY.includes(status) ? null : response.body;
  return new Response(body, { status, statusText, headers });
}
