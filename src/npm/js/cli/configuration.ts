// The configuration of a gate, as wrangler keeps it.
import { existsSync } from 'node:fs';
import * as util from 'node:util';

import { nearest } from '../arguments.js';
import { bindingsOf } from './configuration/bindings.js';
import { parseJsonc } from './configuration/jsonc.js';
import { parseToml } from './configuration/toml.js';
import { Mistake } from './command.js';
import { fileText } from './input.js';
import { printable } from './page.js';

/** What the gate would find in its environment, secrets apart. */
export interface Configuration {
  file: string;
  environment: string | undefined;
  /** `[vars]`, and `{"$binding": true}` for each binding. */
  vars: Table;
  /** Whether the file, or the environment in it, has no variables at all. */
  empty: boolean;
}

export type Table = Record<string, unknown>;

/** Where wrangler looks, in its order. */
const FILES = ['wrangler.json', 'wrangler.jsonc', 'wrangler.toml'];

/** Reads the file, or the one that wrangler would take in this folder. */
export function readConfiguration(
  named: string | undefined,
  environment: string | undefined,
): Configuration {
  const file = named ?? FILES.find((name) => existsSync(name));
  if (file === undefined) {
    const reason = `there is no ${FILES.join(', ')} here`;
    throw new Mistake('file_missing', reason, 'name the file, or go to its folder');
  }
  const top = parse(file);
  const scope = environment === undefined ? top : environmentOf(top, environment);
  const vars = scope['vars'] ?? {};
  if (!isTable(vars))
    throw new Mistake('vars_invalid', '`vars` is no table', 'write `[vars]`, and the keys below');
  // Neither variables nor bindings are inherited by an environment.
  return {
    file,
    environment,
    vars: { ...bindingsOf(scope), ...vars },
    empty: Object.keys(vars).length === 0,
  };
}

/** Reads secrets from a file as `.dev.vars` is. */
export function readSecrets(file: string): Table {
  const text = fileText(file, 'the file of secrets');
  // Since Node 20.12.
  if (typeof util.parseEnv !== 'function') {
    const reason = '`--secrets` needs Node 20.12 or newer';
    throw new Mistake('node_too_old', reason, 'use a newer Node, or leave `--secrets` out');
  }
  return { ...util.parseEnv(text) };
}

function parse(file: string): Table {
  const text = fileText(file, 'the configuration');
  const read = /\.jsonc?$/i.test(file) ? parseJsonc : parseToml;
  let value: unknown;
  try {
    value = read(text);
  } catch (error) {
    const reason = `\`${printable(file)}\` cannot be parsed: ${printable((error as Error).message)}`;
    throw new Mistake('file_malformed', reason, 'mend the file there');
  }
  if (isTable(value)) return value;
  throw new Mistake('file_malformed', `\`${printable(file)}\` holds no object`, 'write `{ … }`');
}

function environmentOf(top: Table, name: string): Table {
  const all = isTable(top['env']) ? top['env'] : {};
  const found = Object.hasOwn(all, name) ? all[name] : undefined;
  if (isTable(found)) return found;
  const names = Object.keys(all);
  const near = nearest(name, names);
  const cure = near
    ? `did you mean \`--env ${printable(near)}\`?`
    : names.length > 0
      ? `it has ${names.map(printable).join(', ')}`
      : 'leave `--env` out: the file has no environments';
  throw new Mistake('environment_unknown', `there is no \`[env.${printable(name)}]\``, cure);
}

export function isTable(value: unknown): value is Table {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
