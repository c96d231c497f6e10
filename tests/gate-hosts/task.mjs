// What a host of the gate is to do: one line of JSON on its input. It ends when its input does, so
// that none outlives the tests.
import { once } from 'node:events';
import process from 'node:process';
import { createInterface } from 'node:readline';

/** What a host prints once it listens. */
export const LISTENING = 'listening';

/**
 * @returns {Promise<{ config: object, options: object, port: number }>} The arguments of `Gate`, and
 *   where to listen.
 */
export async function readTask() {
  const lines = createInterface({ input: process.stdin });
  const [line] = await once(lines, 'line');
  lines.on('close', () => process.exit());
  const { vars, binding, port } = JSON.parse(line);
  return { config: vars, options: binding ? { origin: server(binding) } : {}, port };
}

// An application of the same program, as a service binding is: this one asks a server.
function server(address) {
  return (request) => {
    const { pathname, search } = new URL(request.url);
    return fetch(new Request(new URL(pathname + search, address), request));
  };
}
