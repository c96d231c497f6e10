// Many requests over few connections: an answer's status, fields and text, and nothing followed.
import { Agent, request } from 'node:http';

/**
 * @param {number} [sockets]
 */
export function createConnections(sockets = 16) {
  const agent = new Agent({ keepAlive: true, maxSockets: sockets });
  return {
    /**
     * @param {string} address
     * @param {{ method?: string, headers?: Record<string, string | string[]>, body?: string }} [options]
     * @returns {Promise<{ status: number, headers: import('node:http').IncomingHttpHeaders, text: string }>}
     */
    ask: (address, { body, ...options } = {}) =>
      new Promise((resolve, reject) => {
        const asked = request(address, { agent, ...options }, async (answer) => {
          const chunks = [];
          for await (const chunk of answer) chunks.push(chunk);
          const text = Buffer.concat(chunks).toString();
          resolve({ status: answer.statusCode, headers: answer.headers, text });
        });
        asked.on('error', reject).end(body);
      }),
    close: () => agent.destroy(),
  };
}
