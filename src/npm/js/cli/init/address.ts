// Where people reach a gate, and how their requests come to it.
import type { Draft } from './draft.js';

const LOOPBACK = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/;

/** A host that Cloudflare can give to a Worker: a name, and none of its own. */
const DOMAIN = /^(?!.*\.workers\.dev$)(?:[a-z0-9_-]+\.)+[a-z][a-z0-9-]*$/;

/** Whether people reach the gate elsewhere than on this machine. */
export function isPublic(draft: Draft): boolean {
  return urls(draft).some(({ hostname }) => !LOOPBACK.test(hostname));
}

/**
 * The command of wrangler that publishes the gate at its addresses.
 *
 * They are not in `wrangler.toml`: `wrangler dev` would take the first for its own, and whatever it is told
 * instead, it writes over in the `Location` of each sign-in.
 */
export function deployCommand(draft: Draft): string {
  const isInFront = draft.vars['ORIGIN'] === 'zone';
  const flags = domains(draft).map((host) =>
    isInFront ? `--route "${host}/*"` : `--domain ${host}`,
  );
  return ['wrangler deploy', ...flags].join(' ');
}

/** Whether an address of `workers.dev` has to be asked for, because there are others beside it. */
export function keepsWorkersDev(draft: Draft): boolean {
  const isOne = ({ hostname }: URL) => hostname.endsWith('.workers.dev');
  return domains(draft).length > 0 && urls(draft).some(isOne);
}

function domains(draft: Draft): string[] {
  const named = urls(draft).filter(({ port }) => port === '');
  return named.map(({ hostname }) => hostname).filter((host) => DOMAIN.test(host));
}

function urls(draft: Draft): URL[] {
  const written = [draft.vars['PUBLIC_URL'] ?? []].flat().map(String);
  return written.filter((url) => URL.canParse(url)).map((url) => new URL(url));
}
