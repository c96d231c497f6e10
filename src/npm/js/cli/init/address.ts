// Where people reach a gate, and what `wrangler.toml` has to say so that their requests come to it.
import type { Table } from '../configuration.js';
import type { Draft } from './draft.js';
import { LOCAL_URL } from './settings.js';

const LOOPBACK = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/;

/** A host that Cloudflare can give to a Worker: a name, and none of its own. */
const DOMAIN = /^(?!.*\.workers\.dev$)(?:[a-z0-9_-]+\.)+[a-z][a-z0-9-]*$/;

/** Whether people reach the gate elsewhere than on this machine. */
export function isPublic(draft: Draft): boolean {
  return urls(draft).some(({ hostname }) => !LOOPBACK.test(hostname));
}

/** What binds the Worker to its addresses; nothing for those that come by themselves. */
export function routing(draft: Draft): Table {
  const named = urls(draft).filter(({ port }) => port === '');
  const domains = named.map(({ hostname }) => hostname).filter((host) => DOMAIN.test(host));
  if (domains.length === 0) return {};
  const isInFront = draft.vars['ORIGIN'] === 'zone';
  return {
    routes: domains.map((host) =>
      isInFront ? `${host}/*` : { pattern: host, custom_domain: true },
    ),
    // With routes the Worker would lose it.
    ...(named.some(({ hostname }) => hostname.endsWith('.workers.dev')) && { workers_dev: true }),
  };
}

/** What `wrangler dev` is told where it would take the first of these addresses for its own. */
export function development(draft: Draft): Table {
  const { routes } = routing(draft);
  return routes === undefined ? {} : { dev: { host: new URL(LOCAL_URL).host } };
}

function urls(draft: Draft): URL[] {
  const written = [draft.vars['PUBLIC_URL'] ?? []].flat().map(String);
  return written.filter((url) => URL.canParse(url)).map((url) => new URL(url));
}
