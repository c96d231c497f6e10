// Four ports in a row, fixed, because the provider has the addresses of gate and app registered.
import { createServer } from 'node:net';

/**
 * @param {number} first
 * @returns {Promise<{ gate: number, provider: number, origin: number, app: number }>} Free ones.
 */
export async function claimPorts(first) {
  if (!Number.isInteger(first) || first < 1024 || first > 65_532) {
    throw new Error('`--port` takes a number from 1024 to 65532');
  }
  const ports = { gate: first, provider: first + 1, origin: first + 2, app: first + 3 };
  for (const [part, port] of Object.entries(ports)) {
    // `localhost` is both: another program on either would get the browser's requests.
    for (const host of ['127.0.0.1', '::1']) {
      if (await isTaken(port, host)) {
        const cure = 'stop what listens there, or choose another with `--port`';
        throw new Error(`port ${port}, for the ${part}, is taken: ${cure}`);
      }
    }
  }
  return ports;
}

/**
 * @param {number} port
 * @param {string} host
 * @returns {Promise<boolean>} Whether somebody listens there.
 */
export function isTaken(port, host) {
  return new Promise((resolve) => {
    const probe = createServer();
    // A machine without IPv6 has nobody on ::1 either.
    probe.on('error', (error) => resolve(error.code === 'EADDRINUSE'));
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve(false)));
  });
}
