// The bindings of a Worker: they are in its environment beside the variables.
import { isTable, type Table } from '../configuration.js';

/** What stands for a binding, as the Worker itself writes it. */
const BINDING = { $binding: true };

/** Tables that hold no bindings of this environment. */
const OTHERS = ['vars', 'env', 'build', 'dev', 'observability', 'define', 'alias'];

/** A stand-in for each binding that a configuration names: `binding = "…"` wherever it stands. */
export function bindingsOf(scope: Table): Table {
  const names: string[] = [];
  for (const [key, value] of Object.entries(scope)) {
    if (!OTHERS.includes(key)) collect(value, NAMED[key] ?? 'binding', names);
  }
  return Object.fromEntries(names.map((name) => [name, BINDING]));
}

/** The kinds whose bindings are called by another member. */
const NAMED: Readonly<Record<string, string>> = {
  durable_objects: 'name',
  send_email: 'name',
  unsafe: 'name',
};

function collect(value: unknown, member: string, names: string[]): void {
  if (Array.isArray(value)) {
    for (const one of value) collect(one, member, names);
  } else if (isTable(value)) {
    const name = value[member];
    if (typeof name === 'string') names.push(name);
    for (const [key, inner] of Object.entries(value)) {
      if (typeof inner === 'object' && key !== 'metadata') collect(inner, member, names);
    }
  }
}
