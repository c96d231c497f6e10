// The gate behind Node's own server.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream as NodeStream } from 'node:stream/web';

import type { Gate } from './gate.js';
import type { Incoming } from './incoming.js';
import { headersOf, requestStream } from './node-message.js';

/**
 * The listener of a gate: `createServer(toNodeListener(gate))`. Requests and answers stream, and what
 * was asked of the origin is given up when the client goes away.
 *
 * Sessions take up to 16 KiB of cookies, which is all that Node takes of header fields by itself:
 * `createServer({ maxHeaderSize: 65536 }, toNodeListener(gate))`.
 *
 * A WebSocket is not passed on: a server without a listener for `upgrade` hands it over as an ordinary
 * request, and the gate answers 501, or what it would answer to any request.
 */
export function toNodeListener(
  gate: Gate,
): (request: IncomingMessage, response: ServerResponse) => void {
  return (request, response) => {
    answer(gate, request, response).catch(() => {
      // Whoever is still there is told; what is half sent is not made to look whole.
      if (response.headersSent) response.destroy();
      else response.writeHead(500, { 'cache-control': 'no-store' }).end();
    });
  };
}

async function answer(gate: Gate, request: IncomingMessage, response: ServerResponse) {
  const gone = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) gone.abort();
  });
  const { status, statusText, headers, body } = await gate.answer(incoming(request, gone.signal));
  const fields: string[] = [];
  for (const [name, value] of headers) fields.push(name, value);
  if (statusText === '') response.writeHead(status, fields);
  else response.writeHead(status, statusText, fields);
  if (body === null) response.end();
  else await pipeline(Readable.fromWeb(body as NodeStream), response);
}

function incoming(request: IncomingMessage, signal: AbortSignal): Incoming {
  return {
    method: request.method ?? '',
    url: urlOf(request),
    fields: request.rawHeaders,
    headers: () => headersOf(request),
    get body() {
      return hasBody(request) ? requestStream(request) : null;
    },
    signal,
  };
}

/**
 * The target as it was sent, at the host that the request names: nothing is tidied up before the gate
 * looks at it. A target that is no path (RFC 9112, section 3.2) is no URL for the gate either.
 */
function urlOf({ url = '', headers, socket }: IncomingMessage): string {
  const scheme = 'encrypted' in socket ? 'https' : 'http';
  return url.startsWith('/') ? `${scheme}://${headers.host ?? ''}${url}` : '';
}

/** Whether a body follows (RFC 9112, section 6.3). */
function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}
