// The texts of `--help`.
import { COMMON, type Command, type Flag } from './command.js';
import { wrap, type Page } from './page.js';

/** How wide the texts are. */
const WIDE = 100;

/** What every command says where it could not begin. */
const ERROR = '`code`, `reason` and `cure`, alone, where the exit code is 2';

/** All commands. */
export function help(commands: readonly Command[], page: Page): string {
  page.line(`${page.styled('bold', 'edgeward')}: OpenID Connect at the edge`);
  page.heading('Commands');
  const wide = Math.max(...commands.map(({ name }) => name.length));
  for (const { name, summary } of commands) {
    page.line(`  ${page.styled('bold', name.padEnd(wide))}  ${summary}`);
  }
  page.heading('Options');
  table(page, { '--help': 'this text, or that of a command', '--version': 'the version' });
  page.gap();
  page.line('`edgeward COMMAND --help` says what a command takes, and what its exit codes mean.');
  return page.toString();
}

/** One command. */
export function commandHelp(command: Command, page: Page): string {
  page.line(`${page.styled('bold', `edgeward ${command.name}`)}: ${command.summary}`);
  page.heading('Usage');
  for (const usage of command.usage) page.line(`  edgeward ${usage}`);
  for (const paragraph of command.about) {
    page.gap();
    for (const line of wrap(paragraph, WIDE, '')) page.line(line);
  }
  page.heading('Options');
  table(page, names({ ...command.options, ...COMMON }));
  page.heading('Exit codes');
  table(page, command.exits);
  page.heading('JSON');
  table(page, { ...command.json, ...(command.json['error'] ? {} : { error: ERROR }) });
  return page.toString();
}

function names(flags: Readonly<Record<string, Flag>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(flags).map(([name, { value, help }]) => [
      value === undefined ? `--${name}` : `--${name} ${value}`,
      help,
    ]),
  );
}

/** Names on the left, what they mean on the right, over several lines where it is long. */
function table(page: Page, rows: Readonly<Record<string, string>>): void {
  const wide = Math.max(...Object.keys(rows).map((name) => name.length));
  const indent = ' '.repeat(wide + 4);
  for (const [name, text] of Object.entries(rows)) {
    const [first = '', ...more] = wrap(text, WIDE, indent);
    page.line(`  ${name.padEnd(wide)}${first.slice(wide + 2)}`);
    for (const line of more) page.line(line);
  }
}
