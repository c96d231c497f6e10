// The gate, as a Worker or in another host, with the vars of a test.
import { DIFFERENCES } from '../gate-hosts/differences.mjs';
import { Log } from './gate/log.mjs';
import { sendRaw } from './raw.mjs';
import { freePort } from './server.mjs';

/** Where the gate runs: `worker`, `node`, `deno` or `bun`. */
export const HOST = process.env.EDGEWARD_GATE ?? 'worker';

/** The keys of `[vars]` whose values are secret. */
const SECRET_VARS = ['CLIENT_SECRET', 'CLIENT_PRIVATE_KEY', 'COOKIE_KEY', 'HMAC_SECRET'];

/**
 * @param {keyof typeof DIFFERENCES} name What a test is about.
 * @returns {{ skip: string | false }} For `test`: the reason why this host leaves it out, if it does.
 */
export function about(name) {
  const { hosts, reason } = DIFFERENCES[name];
  return { skip: hosts.includes(HOST) && `${HOST}: ${reason}` };
}

/**
 * @typedef {object} GateOptions
 * @property {Record<string, unknown>} vars As in `[vars]`; none is added.
 * @property {Record<string, unknown>} [services] Service bindings, as Miniflare takes them.
 * @property {unknown} [outbound] What `fetch` in the Worker reaches, in place of the network.
 * @property {number} [port]
 */

/**
 * Starts the gate.
 *
 * @param {GateOptions} options
 */
export async function startGate(options) {
  const port = options.port ?? (await freePort());
  const log = new Log();
  const { memory, close } = await start({ ...options, port }, log);
  return {
    url: `http://localhost:${port}`,
    port,
    /** @type {{ level: string, message: string }[]} What it wrote to the console. */
    logs: log.lines,
    /** @see Log.find */
    logged: (matches, milliseconds) => log.find(matches, milliseconds),
    /** @see sendRaw */
    raw: (target, options) => sendRaw(port, target, options),
    /** @returns {number | undefined} What it keeps in memory now, in MiB; on Linux only. */
    memory,
    close: async () => {
      await close();
      refuseSecrets(log.lines, options.vars);
    },
  };
}

/** Whatever a test was about: no gate logs a token, or a secret that it was configured with. */
function refuseSecrets(lines, vars) {
  const text = lines.map(({ message }) => message).join('\n');
  for (const name of SECRET_VARS) {
    const value = vars[name];
    if (typeof value === 'string' && value.length > 12 && text.includes(value)) {
      throw new Error(`the gate's log holds \`${name}\``);
    }
  }
  const token = text.match(/eyJ[\w-]{8,}\.[\w-]{8,}/)?.[0];
  if (token) throw new Error(`the gate's log holds a token: ${token.slice(0, 8)}…`);
}

async function start(options, log) {
  if (HOST === 'worker') {
    const { startWorker } = await import('./gate/worker.mjs');
    return startWorker(options, log);
  }
  const { startHost } = await import('./gate/host.mjs');
  return startHost(HOST, options, log);
}
