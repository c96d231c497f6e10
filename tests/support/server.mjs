// A loopback HTTP server that can vanish and come back, as a crashed host does.
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';

/**
 * @typedef {object} Listener
 * @property {import('node:http').Server} server
 * @property {number} port
 * @property {() => Promise<void>} pause  From now on connections are refused, open ones are cut.
 * @property {() => Promise<void>} resume Listens on the same port again.
 * @property {() => Promise<void>} close
 */

/**
 * Listens on 127.0.0.1.
 *
 * @param {import('node:http').RequestListener} handler
 * @param {{ port?: number }} [options] Port 0 lets the system choose.
 * @returns {Promise<Listener>}
 */
export async function listen(handler, { port = 0 } = {}) {
  const server = createServer(handler);
  // A client must not find out, in the middle of a test, that its idle connection has just been closed.
  server.keepAliveTimeout = 0;
  const sockets = new Set();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await bind(server, port);
  const bound = server.address().port;

  const stop = async () => {
    if (!server.listening) return;
    const closed = once(server, 'close');
    server.close();
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  return { server, port: bound, pause: stop, resume: () => bind(server, bound), close: stop };
}

/**
 * A port that is free now, and that the system gives to nobody: it takes those of connections, and of
 * whoever lets it choose, from 32768 on. Another test can take it before it is used; that is rare enough,
 * and then the start fails with the port's number.
 *
 * @returns {Promise<number>}
 */
export async function freePort() {
  for (;;) {
    const port = randomInt(20_000, 32_768);
    const probe = await listen(() => {}, { port }).catch(() => undefined);
    if (probe === undefined) continue;
    await probe.close();
    return port;
  }
}

/**
 * @param {import('node:http').IncomingMessage} request
 * @returns {Promise<string>} The whole body as text.
 */
export async function readBody(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

async function bind(server, port) {
  server.listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch (error) {
    if (error.code !== 'EADDRINUSE') throw error;
    throw new Error(`port ${port} of 127.0.0.1 is taken: stop what listens there`, {
      cause: error,
    });
  }
}
