// HTTP by hand: for request targets and header fields that any client would mend on the way.
import { connect } from 'node:net';

import { within } from './until.mjs';

/**
 * @typedef {object} RawAnswer
 * @property {number} status
 * @property {string} head Status line and header lines, as they came.
 * @property {string} body As it came, chunk lengths included.
 */

/**
 * Sends a request exactly as it is said, and reads one answer.
 *
 * @param {number} port
 * @param {string} target
 * @param {{ method?: string, headers?: [string, string][], body?: string }} [options]
 * @returns {Promise<RawAnswer>}
 */
export async function sendRaw(port, target, { method = 'GET', headers = [], body = '' } = {}) {
  const named = new Set(headers.map(([name]) => name.toLowerCase()));
  const lines = [
    `${method} ${target} HTTP/1.1`,
    ...(named.has('host') ? [] : [`Host: localhost:${port}`]),
    ...(body === '' || named.has('content-length') ? [] : [`Content-Length: ${body.length}`]),
    ...headers.map(([name, value]) => `${name}: ${value}`),
  ];
  const socket = connect(port, '127.0.0.1');
  socket.write(`${lines.join('\r\n')}\r\n\r\n${body}`, 'latin1');
  try {
    return await within('an answer', readAnswer(socket, method));
  } finally {
    socket.destroy();
  }
}

// The connection stays open, so the answer's own length says where it ends.
async function readAnswer(socket, method) {
  let text = '';
  for await (const chunk of socket) {
    text += chunk.toString('latin1');
    const answer = parse(text, method);
    if (answer) return answer;
  }
  throw new Error(`the connection was closed after ${JSON.stringify(text.slice(0, 200))}`);
}

function parse(text, method) {
  const end = text.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const [head, body] = [text.slice(0, end), text.slice(end + 4)];
  const status = Number(head.split(' ')[1]);
  const length = head.match(/^content-length: *(\d+)/im)?.[1];
  const isChunked = /^transfer-encoding: *chunked/im.test(head);
  const isEmpty = method === 'HEAD' || status === 204 || status === 304;
  const isWhole =
    isEmpty || (isChunked ? /(^|\r\n)0\r\n\r\n$/.test(body) : body.length >= Number(length));
  return isWhole ? { status, head, body } : undefined;
}
