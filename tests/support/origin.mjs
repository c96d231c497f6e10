// The application behind the gate: it shows what reached it, and can do what applications do.
import { EventEmitter, once } from 'node:events';

import { WebSocketServer } from 'ws';

import { answerPage } from './origin/pages.mjs';
import { ROUTES } from './origin/routes.mjs';
import { listen } from './server.mjs';
import { within } from './until.mjs';

/**
 * @typedef {object} Received
 * @property {string} method
 * @property {string} url As it stood in the request line.
 * @property {string[]} rawHeaders Names and values in turn, as they came.
 * @property {Record<string, string | string[]>} headers Names in lower case.
 */

/**
 * Starts an origin. Its pages are for people, its `/sse`, `/upload`, `/download`, `/redirect`,
 * `/cookies`, `/status`, `/echo`, `/form` and `/ws` for tests.
 *
 * @param {{ port?: number }} [options]
 */
export async function startOrigin({ port = 0 } = {}) {
  /** @type {Received[]} */
  const requests = [];
  const events = new EventEmitter().setMaxListeners(0);
  /** @type {Set<import('node:http').ServerResponse>} */
  const streams = new Set();
  const record = ({ method, url, rawHeaders, headers }) => {
    requests.push({ method, url, rawHeaders, headers });
    events.emit('request');
  };

  const listener = await listen(
    (request, response) => {
      record(request);
      const url = new URL(request.url, 'http://origin.invalid');
      const route = ROUTES.find(({ path }) => url.pathname.startsWith(path));
      if (!route) return answerPage(request, response, url);
      return Promise.resolve(route.answer({ request, response, url, streams, events })).catch(
        (error) => response.destroy(error),
      );
    },
    { port },
  );

  const sockets = new WebSocketServer({ noServer: true });
  listener.server.on('upgrade', (request, socket, head) => {
    record(request);
    if (!request.url.startsWith('/ws')) return socket.end('HTTP/1.1 404 Not Found\r\n\r\n');
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      webSocket.on('message', (data, isBinary) => webSocket.send(data, { binary: isBinary }));
    });
  });

  return {
    url: `http://127.0.0.1:${listener.port}`,
    port: listener.port,
    requests,
    /** @returns {Promise<unknown>} Resolves when the next request comes in. */
    nextRequest: () => within('a request', once(events, 'request')),
    /** @returns {Received | undefined} */
    last: () => requests.at(-1),
    /** How many readers of `/sse` there are. */
    get readers() {
      return streams.size;
    },
    /** @returns {Promise<unknown>} Resolves when a reader of `/sse` has gone. */
    readerGone: () => within('the end of a reader', once(events, 'gone')),
    /**
     * Sends one server-sent event to every reader of `/sse`.
     *
     * @param {string} data
     */
    push(data) {
      for (const stream of streams) stream.write(`data: ${data}\n\n`);
    },
    pause: listener.pause,
    resume: listener.resume,
    close: async () => {
      for (const client of sockets.clients) client.terminate();
      await listener.close();
    },
  };
}
