// A configuration while it is put together.
import { bindingsOf } from '../configuration/bindings.js';
import type { Table } from '../configuration.js';
import { Mistake, type Invocation } from '../command.js';
import { gate } from '../gate.js';
import { readRoute, type Route } from './routes.js';
import { SETTINGS } from './settings.js';

/** Something that is wrong with it. */
export interface Problem {
  key: string;
  code: string;
  reason: string;
  cure: string;
}

/** What `wrangler.toml` is written from. */
export class Draft {
  /** Of the Worker. */
  readonly name: string;
  /** `[vars]`, apart from the routes. */
  readonly vars: Table = {};
  readonly routes: Route[] = [];
  /** What binds the origin, where it is no address: tables of `wrangler.toml`. */
  bindings: Table = {};

  private constructor(name: string) {
    if (!/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(name)) {
      const reason = 'a Worker cannot have this name';
      throw new Mistake('name_invalid', reason, 'name it in small letters, digits and `-`');
    }
    this.name = name;
  }

  /** What the options say. */
  static from(invocation: Invocation, folder: string): Draft {
    const draft = new Draft(invocation.text('name') ?? folder);
    if (invocation.has('no-sign-in')) draft.vars['SIGN_IN'] = false;
    for (const key of ['DANGER_ALLOW_HTTP', 'DANGER_SYMMETRIC_JWKS']) {
      const option = key.toLowerCase().replaceAll('_', '-');
      if (invocation.has(option)) draft.vars[key] = true;
    }
    for (const { key, option } of SETTINGS) {
      const values = invocation.all(option);
      if (values !== undefined) draft.set(key, values.length === 1 ? values[0]! : values);
    }
    for (const route of invocation.all('route') ?? []) draft.routes.push(readRoute(route));
    return draft;
  }

  /** Whether people can sign in. */
  get signsIn(): boolean {
    return this.vars['SIGN_IN'] !== false;
  }

  /** Whether there is a value of this key. */
  has(key: string): boolean {
    return Object.hasOwn({ ...this.vars, ...bindingsOf(this.bindings) }, key);
  }

  set(key: string, value: string | readonly string[]): void {
    delete this.vars[key];
    if (key === 'ORIGIN') this.bindings = bindingsFor(value);
    if (!this.has(key)) this.vars[key] = value;
  }

  /** What the gate finds wrong with it. */
  problems(): Problem[] {
    const routes = this.routes.length === 0 ? {} : { ROUTES: this.routes };
    const vars = { ...bindingsOf(this.bindings), ...this.vars, ...routes };
    const { problems }: { problems: Problem[] } = JSON.parse(gate().check(JSON.stringify(vars)));
    return problems.map((problem) => ({ ...problem, cure: cureFor(problem) }));
  }
}

/** There is no file yet to write a key into: what is given here is an option, or an answer. */
function cureFor({ key, code, cure }: Problem): string {
  const option = SETTINGS.find((setting) => setting.key === key)?.option;
  if (code === 'config_key_missing' && option) return `say it with \`--${option}\``;
  return cure
    .replace(/`[A-Z_]+ = "([^"]+)"`/g, '`$1`')
    .replace('`DANGER_ALLOW_HTTP = true`', '`--danger-allow-http`');
}

/** The tables that bind another Worker, or files, as the origin; none for an address. */
function bindingsFor(origin: string | readonly string[]): Table {
  const [, kind, what] = /^(worker|assets):(.+)$/s.exec(String(origin)) ?? [];
  const binding = 'ORIGIN';
  switch (kind) {
    case 'worker':
      return { services: [{ binding, service: what }] };
    case 'assets':
      // Not before the gate has let a request pass.
      return { assets: { directory: what, binding, run_worker_first: true } };
    default:
      return {};
  }
}
