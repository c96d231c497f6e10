// The origin asked by Node's own client, which streams what it sends and leaves codings alone.
import { request as overHttp, type IncomingMessage } from 'node:http';
import { request as overHttps } from 'node:https';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream as NodeStream } from 'node:stream/web';

import { answerStream, headersOf } from '../node-message.js';
import { WITHOUT_BODY, type Origin, type Outgoing } from '../origin.js';

/** The methods that ask for nothing to be done (RFC 9110, section 9.2.1). */
const SAFE = ['GET', 'HEAD', 'OPTIONS'];

/** Asks a server by `node:http` or `node:https`. */
export const byHttp: Origin = {
  async ask(outgoing) {
    const message = await send(outgoing, SAFE.includes(outgoing.method));
    const { statusCode: status = 0, statusMessage: statusText = '' } = message;
    const init = { status, statusText, headers: headersOf(message) };
    if (outgoing.method !== 'HEAD' && !WITHOUT_BODY.includes(status)) {
      return new Response(answerStream(message), init);
    }
    message.resume();
    return new Response(null, init);
  },
  undone: [],
};

function send(outgoing: Outgoing, mayRepeat: boolean): Promise<IncomingMessage> {
  const { url, method, headers, body, signal } = outgoing;
  const request = url.startsWith('https:') ? overHttps : overHttp;
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, headers: Object.fromEntries(headers), signal });
    sent.on('response', resolve);
    sent.on('error', (error: NodeJS.ErrnoException) => {
      // The server closed an idle connection in the moment in which it was taken again.
      const wasIdle = sent.reusedSocket && error.code === 'ECONNRESET';
      if (wasIdle && mayRepeat && body === null) resolve(send(outgoing, false));
      else reject(error);
    });
    if (body === null) sent.end();
    else pipeline(Readable.fromWeb(body as NodeStream), sent).catch(reject);
  });
}
