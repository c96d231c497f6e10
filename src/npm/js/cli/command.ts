// What a command is, and what it is called with.
import { parseArgs } from 'node:util';

import { nearest } from '../arguments.js';
import { printable, type Page } from './page.js';

/** A command of `edgeward`. */
export interface Command {
  name: string;
  /** What it does, in a line. */
  summary: string;
  /** How it is called, without `edgeward`. */
  usage: readonly string[];
  /** What else one should know, in paragraphs. */
  about: readonly string[];
  options: Readonly<Record<string, Flag>>;
  /** What its exit codes mean. */
  exits: Readonly<Record<number, string>>;
  /** The members of what `--json` prints. */
  json: Readonly<Record<string, string>>;
  /** Does it, and writes what people read to the page. */
  run(invocation: Invocation, page: Page): Promise<Finding>;
}

/** An option of a command. */
export interface Flag {
  /** What its value is called; without one it is a switch. */
  value?: string;
  /** Whether it may stand several times; `list` takes each apart at its commas. */
  several?: boolean;
  help: string;
}

/** What a command found. */
export interface Finding {
  exit: number;
  /** For scripts; `command` is put in front. */
  json: Readonly<Record<string, unknown>>;
  /** Whether it was said on standard error already. */
  failed?: boolean;
}

/** Wrong use, or wrong configuration: exit code 2. */
export class Mistake extends Error {
  readonly code: string;
  readonly cure: string;

  constructor(code: string, reason: string, cure: string) {
    super(reason);
    this.code = code;
    this.cure = cure;
  }
}

/** The options that every command has. */
export const COMMON: Readonly<Record<string, Flag>> = {
  json: { help: 'one line of JSON on standard output, for scripts' },
  help: { help: 'this text' },
};

/** The arguments of one call. */
export class Invocation {
  readonly positionals: readonly string[];
  readonly #values = new Map<string, string[]>();
  readonly #command: Command;

  constructor(command: Command, args: string[]) {
    this.#command = command;
    const flags = { ...command.options, ...COMMON };
    const { tokens } = parseArgs({
      args,
      strict: false,
      tokens: true,
      options: Object.fromEntries(
        Object.entries(flags).map(([name, { value }]) => [
          name,
          { type: value === undefined ? ('boolean' as const) : ('string' as const) },
        ]),
      ),
    });
    const positionals: string[] = [];
    for (const token of tokens) {
      if (token.kind === 'positional') positionals.push(token.value);
      else if (token.kind === 'option') this.#take(token, flags);
    }
    this.positionals = positionals;
  }

  /** Whether a switch is on, or an option is there. */
  has(name: string): boolean {
    return this.#values.has(name);
  }

  /** The value of an option. */
  text(name: string): string | undefined {
    return this.#values.get(name)?.[0];
  }

  /** The values of an option that takes several, those too that stand between commas. */
  list(name: string): string[] | undefined {
    const values = this.all(name)?.flatMap((value) => value.split(','));
    return values?.filter((value) => value !== '');
  }

  /** The values of an option that takes several, each as it was written. */
  all(name: string): readonly string[] | undefined {
    return this.#values.get(name);
  }

  /** The mistake of a call with too much or too little. Arguments may be secret: none is repeated. */
  misused(reason: string): Mistake {
    const [usage] = this.#command.usage;
    return new Mistake('usage', reason, `write \`edgeward ${usage}\``);
  }

  #take(
    token: { name: string; rawName: string; value: string | undefined; inlineValue?: unknown },
    flags: Readonly<Record<string, Flag>>,
  ): void {
    const { name, value } = token;
    const shown = `\`--${printable(name.slice(0, 64))}\``;
    const flag = Object.hasOwn(flags, name) ? flags[name] : undefined;
    if (flag === undefined || !token.rawName.startsWith('--')) {
      const names = Object.keys(flags);
      const near = nearest(name, names) ?? names.find((known) => known.startsWith(`${name}-`));
      const cure = near
        ? `did you mean \`--${near}\`?`
        : `see \`edgeward ${this.#command.name} --help\``;
      throw new Mistake('option_unknown', `there is no option ${shown}`, cure);
    }
    if (flag.value === undefined) {
      if (value !== undefined) {
        throw new Mistake('option_value', `${shown} takes no value`, `write \`--${name}\` alone`);
      }
    } else if (value === undefined || (token.inlineValue !== true && /^-./.test(value))) {
      const cure = `write \`--${name} ${flag.value}\``;
      throw new Mistake('option_value', `${shown} has no value`, cure);
    }
    const values = this.#values.get(name);
    if (values !== undefined && flag.several !== true) {
      throw new Mistake('option_repeated', `${shown} is there twice`, 'leave one of them out');
    }
    this.#values.set(name, [...(values ?? []), value ?? '']);
  }
}
