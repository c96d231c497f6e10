// The gate of the npm package in the process of a test, which can move its clock, and a browser before it.
import { join } from 'node:path';

import { PACKAGE } from '../../packaging/package.mjs';

const { Gate } = await import(join(PACKAGE, 'js/gate/doors/node.js'));

export const SITE = 'http://localhost:8787';

/**
 * A gate before an origin that answers everything.
 *
 * @param {{ issuer: string, audience: string, clientSecret: string }} provider
 * @param {Record<string, unknown>} vars With `COOKIE_KEY`; over the usual ones.
 */
export function gateHere(provider, vars) {
  const config = {
    AUTHORITY: provider.issuer,
    AUDIENCE: provider.audience,
    CLIENT_ID: 'gate',
    CLIENT_SECRET: provider.clientSecret,
    PUBLIC_URL: SITE,
    ROUTES: [],
    DANGER_ALLOW_HTTP: true,
    ...vars,
  };
  return new Gate(config, { log: () => {}, origin: () => new Response('of the origin') });
}

/**
 * A browser at the gate of a site: its cookies are what was set last.
 *
 * @param {InstanceType<typeof Gate>} gate
 * @param {string} [site]
 * @param {Map<string, string>} [cookies]
 */
export function browserAt(gate, site = SITE, cookies = new Map()) {
  const go = async (address) => {
    const cookie = [...cookies].map((pair) => pair.join('=')).join('; ');
    const answer = await gate.fetch(new Request(new URL(address, site), { headers: { cookie } }));
    for (const line of answer.headers.getSetCookie()) {
      const [, name, value] = line.match(/^([^=]+)=([^;]*)/);
      if (value) cookies.set(name, value);
      else cookies.delete(name);
    }
    return answer;
  };
  return {
    cookies,
    status: async (path = '/me') => (await go(path)).status,
    /** Signs in as far as the provider's answer: its address. */
    async begin() {
      const { headers } = await go('/auth/login?return_to=/me');
      const answer = await fetch(headers.get('location'), { redirect: 'manual' });
      return answer.headers.get('location');
    },
  };
}
