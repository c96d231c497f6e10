// A route as one writes it on a command line.
import { Mistake } from '../command.js';

/** A table of `ROUTES`. */
export interface Route {
  path: string;
  access?: 'public' | 'optional';
  roles?: string[];
  require_all?: true;
}

/**
 * Reads `PATH=WHO`, or `PATH` alone for any signed-in user. Whether the path can be one, the gate says.
 *
 * @throws {Mistake} Where WHO is nobody.
 */
export function readRoute(text: string): Route {
  const [, path = '', who] = /^([^=]*)(?:=(.*))?$/s.exec(text) ?? [];
  switch (who) {
    case 'public':
    case 'optional':
      return { path, access: who };
    case 'signed-in':
    case undefined:
      return { path };
  }
  const all = who.includes('+');
  const roles = who.split(all ? '+' : ',').map((role) => role.trim());
  if (roles.includes('') || (all && who.includes(','))) {
    const reason = 'it cannot be read who may pass on a route';
    const cure = 'write `PATH=admin,editor` for one of them, `PATH=admin+billing` for both';
    throw new Mistake('route_invalid', reason, cure);
  }
  return { path, roles, ...(all && { require_all: true as const }) };
}
