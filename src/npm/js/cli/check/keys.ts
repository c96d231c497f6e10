// Which keys of a provider a gate can use.
import type { Table } from '../configuration.js';
import { gate } from '../gate.js';
import { isOn, type Answer } from './provider.js';

/** A key of the provider: `algs` where it can be used, else `code` and `reason` why it is skipped. */
export interface Key {
  kid?: string;
  kty?: string;
  algs?: string[];
  code?: string;
  reason?: string;
}

/** Whether tokens are verified with the provider's keys at all. */
export function needsKeys(vars: Table): boolean {
  const algorithms = named(vars);
  if (algorithms === undefined || isOn(vars['DANGER_SYMMETRIC_JWKS'])) return true;
  return algorithms.some((name) => !name.startsWith('HS'));
}

/** Looks at each key of the set that the client took. */
export function aboutKeys(document: string, vars: Table, answer: Answer): void {
  const danger = isOn(vars['DANGER_SYMMETRIC_JWKS']);
  answer.keys = JSON.parse(gate().inspectKeys(document, danger));
  const algorithms = named(vars);
  if (algorithms === undefined) return;
  const usable = answer.keys.filter(({ algs }) => algs?.some((alg) => algorithms.includes(alg)));
  if (usable.length > 0) return;
  const reason = `no key of the provider fits \`ALGORITHMS\` (${algorithms.join(', ')})`;
  const cure = 'add what the provider signs with, or leave `ALGORITHMS` out';
  answer.problems.push({ code: 'no_key_for_algorithms', reason, cure });
}

function named(vars: Table): string[] | undefined {
  const value = vars['ALGORITHMS'];
  return Array.isArray(value) ? value.filter((name) => typeof name === 'string') : undefined;
}
