#!/usr/bin/env node
// `npx edgeward`: which command is meant, and what becomes of what it finds.
import { nearest } from '../arguments.js';
import { Invocation, Mistake, type Command, type Finding } from './command.js';
import { commandHelp, help } from './help.js';
import { asciiJson, Page, printable } from './page.js';
import { coloursFor, widthOf } from './terminal.js';
import { version } from './version.js';

/** Each command with the module that it is in, which is loaded only when it is asked for. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  init: async () => (await import('./init.js')).init,
  decode: async () => (await import('./decode.js')).decode,
  verify: async () => (await import('./verify.js')).verify,
  check: async () => (await import('./check.js')).check,
  explain: async () => (await import('./explain.js')).explain,
};

/** The exit code of a fault in edgeward itself. */
const FAULT = 70;

// Whoever closes the pipe early has read enough.
process.stdout.on('error', ignoreClosedPipe);
process.stderr.on('error', ignoreClosedPipe);
process.exitCode = await main(process.argv.slice(2));

async function main([name, ...rest]: string[]): Promise<number> {
  const page = pageFor(process.stdout);
  switch (name) {
    case undefined:
      process.stderr.write(await overview());
      return 2;
    case '--help':
    case '-h':
      process.stdout.write(await overview());
      return 0;
    case 'help':
      return main([...rest, '--help']);
    case '--version':
    case '-v':
      process.stdout.write(`${printable(version())}\n`);
      return 0;
  }
  const json = rest.includes('--json');
  try {
    const command = await load(name);
    if (rest.includes('--help') || rest.includes('-h')) {
      process.stdout.write(commandHelp(command, page));
      return 0;
    }
    const finding = await command.run(new Invocation(command, rest), page);
    return show(name, finding, page, json);
  } catch (error) {
    return show(name, failure(error), page, json);
  }
}

async function load(name: string): Promise<Command> {
  const found = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (found !== undefined) return found();
  if (name.startsWith('-'))
    throw new Mistake('command_missing', 'a command comes first', 'see `edgeward --help`');
  const near = nearest(name, Object.keys(COMMANDS));
  const cure = near ? `did you mean \`edgeward ${near}\`?` : 'see `edgeward --help`';
  throw new Mistake('command_unknown', 'there is no such command', cure);
}

/** What a command found: as JSON on one line for scripts, else the page. */
function show(command: string, finding: Finding, page: Page, json: boolean): number {
  const { exit, failed = false } = finding;
  if (json) process.stdout.write(`${asciiJson({ command, ...finding.json })}\n`);
  else (failed ? process.stderr : process.stdout).write(page.toString());
  return exit;
}

/** What went wrong before anything was found. Never a stack trace: it helps nobody who reads this. */
function failure(error: unknown): Finding {
  const known = error instanceof Mistake;
  const code = known ? error.code : 'internal_fault';
  const reason = error instanceof Error ? error.message : String(error);
  const cure = known ? error.cure : 'this is a fault of edgeward: please report it';
  const page = pageFor(process.stderr);
  page.verdict('bad', reason, cure);
  process.stderr.write(page.toString());
  return { exit: known ? 2 : FAULT, json: { error: { code, reason, cure } }, failed: true };
}

async function overview(): Promise<string> {
  const commands = await Promise.all(Object.values(COMMANDS).map((it) => it()));
  return help(commands, pageFor(process.stdout));
}

function pageFor(stream: NodeJS.WriteStream): Page {
  return new Page(coloursFor(stream), widthOf(stream));
}

function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}
