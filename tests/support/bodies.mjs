// Bodies too large to hold, and bodies that never end.
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';

const CHUNK = Buffer.alloc(64 * 1024, 'edgeward ');

/**
 * A body of known content.
 *
 * @param {number} mib
 * @returns {{ sha256: string, bytes: number, stream: () => Readable }} The stream is made anew by
 *   each call.
 */
export function pattern(mib) {
  const hash = createHash('sha256');
  for (const chunk of chunks(mib)) hash.update(chunk);
  return {
    sha256: hash.digest('hex'),
    bytes: mib * 1024 * 1024,
    stream: () => Readable.from(chunks(mib)),
  };
}

/**
 * Reads a stream to its end without keeping it.
 *
 * @param {AsyncIterable<Buffer>} stream
 * @returns {Promise<{ sha256: string, bytes: number }>}
 */
export async function drain(stream) {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of stream) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { sha256: hash.digest('hex'), bytes };
}

/**
 * @param {import('node:http').IncomingMessage} message The answer of an event stream.
 * @returns {{ next: () => Promise<string | undefined> }} The data of one event after the other.
 */
export function events(message) {
  const iterator = parse(message);
  return { next: async () => (await iterator.next()).value };
}

async function* parse(message) {
  let text = '';
  for await (const chunk of message) {
    text += chunk;
    const complete = text.split('\n\n');
    text = complete.pop();
    for (const event of complete) yield event.replace(/^data: /, '');
  }
}

function* chunks(mib) {
  for (let sent = 0; sent < mib * 16; sent += 1) yield CHUNK;
}
