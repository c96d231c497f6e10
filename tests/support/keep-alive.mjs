// Many requests over few connections: an answer's status, fields and text, and nothing followed.
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { text } from 'node:stream/consumers';

import { REQUEST_MILLISECONDS } from './agent.mjs';

/** @param {number} [sockets] How many requests there are at once, at most: none waits for a connection. */
export function createConnections(sockets = 16) {
  const agent = new Connections({ keepAlive: true, maxSockets: sockets });
  return {
    /**
     * @param {string} address
     * @param {{ method?: string, headers?: Record<string, string | string[]>, body?: string }} [options]
     * @returns {Promise<{ status: number, headers: import('node:http').IncomingHttpHeaders, text: string }>}
     */
    async ask(address, options) {
      // Through to the last byte of the answer.
      const signal = AbortSignal.timeout(REQUEST_MILLISECONDS);
      const answer = await answerOf(agent, address, { ...options, signal });
      return { status: answer.statusCode, headers: answer.headers, text: await text(answer) };
    },
    close: () => agent.destroy(),
  };
}

class Connections extends Agent {
  // From the end of an answer until the connection is free, and from then until the next request has it,
  // Node listens to none of its errors for a tick. One that came then would end the process, and no test
  // would have failed. Whoever asks on the connection is told by itself.
  createConnection(...options) {
    return super.createConnection(...options).on('error', () => undefined);
  }
}

async function answerOf(agent, address, { body, ...options } = {}) {
  for (;;) {
    const asked = request(address, { agent, ...options });
    // Once there is an answer, it says itself what is wrong with the connection.
    asked.on('error', () => undefined).end(body);
    try {
      const [answer] = await once(asked, 'response');
      return answer;
    } catch (error) {
      // The other side has closed an idle connection just as this request went out on it.
      if (error.code !== 'ECONNRESET' || !asked.reusedSocket) throw error;
    }
  }
}
