// Provider, origin and gate together, as a deployment has them.
import { randomBytes } from 'node:crypto';

import { Agent } from './agent.mjs';
import { startGate } from './gate.mjs';
import { startOrigin } from './origin.mjs';
import { startProvider } from './provider.mjs';
import { freePort } from './server.mjs';

/** The four routes of the demo, and a few that only tests need. */
export const ROUTES = [
  { path: '/', access: 'public' },
  { path: '/me' },
  { path: '/editors-or-admins/**', roles: ['admin', 'editor'] },
  {
    path: '/billing-admin-only/**',
    methods: ['GET', 'POST'],
    roles: ['admin', 'billing'],
    require_all: true,
    include_custom: true,
  },
  { path: '/echo', access: 'public' },
  { path: '/echo/optional', access: 'optional' },
];

/**
 * Starts all three. Whatever fails, nothing is left running.
 *
 * @param {object} [options]
 * @param {Parameters<typeof startProvider>[0]} [options.provider]
 * @param {(settings: object) => Promise<object>} [options.start] Another provider.
 * @param {Record<string, unknown>} [options.vars] Over the usual ones; undefined removes one.
 * @param {(parts: { origin: object, provider: object }) => object} [options.gate] More options for
 *   `startGate`, made when provider and origin are there.
 */
export async function startStack({
  provider: settings = {},
  start = startProvider,
  vars = {},
  gate: more,
} = {}) {
  const started = [];
  const keep = (part) => (started.unshift(part), part);
  // Whatever one of them has to say, the others are closed too, or the process would not end.
  const close = async () => {
    const faults = [];
    for (const part of started) await part.close().catch((fault) => faults.push(fault));
    if (faults.length > 0) throw faults[0];
  };
  try {
    const port = await freePort();
    const url = `http://localhost:${port}`;
    const provider = keep(
      await start({
        redirectUris: [`${url}/auth/callback`],
        postLogoutRedirectUris: [`${url}/auth/signed-out`],
        ...settings,
      }),
    );
    const origin = keep(await startOrigin());
    const gate = keep(
      await startGate({
        port,
        vars: compact({ ...usualVars({ url, provider, origin }), ...vars }),
        ...more?.({ origin, provider }),
      }),
    );
    return { provider, origin, gate, url, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * @param {{ url: string, provider: object, origin: object }} parts
 * @returns {Record<string, unknown>}
 */
export function usualVars({ url, provider, origin }) {
  return {
    AUTHORITY: provider.issuer,
    CLIENT_ID: 'gate',
    CLIENT_SECRET: provider.clientSecret,
    AUDIENCE: provider.audience,
    PUBLIC_URL: url,
    ORIGIN: origin.url,
    ROUTES,
    COOKIE_KEY: randomBytes(32).toString('base64url'),
    DANGER_ALLOW_HTTP: true,
  };
}

/**
 * A program's request with a bearer token, or with none.
 *
 * @param {string} address
 * @param {string} [token]
 * @param {import('./agent.mjs').RequestOptions} [options]
 */
export function call(address, token, options = {}) {
  const headers = { ...(token && { authorization: `Bearer ${token}` }), ...options.headers };
  return new Agent().request(address, { ...options, headers });
}

function compact(vars) {
  return Object.fromEntries(Object.entries(vars).filter(([, value]) => value !== undefined));
}
