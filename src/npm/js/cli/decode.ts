// `edgeward decode`: what a token says.
import { Mistake, type Command, type Finding, type Invocation } from './command.js';
import { inWords, isoDate, now as currentTime } from './dates.js';
import { takeApart, type Fault, type Members } from './decode/take-apart.js';
import { warningsAbout } from './decode/warnings.js';
import { gate } from './gate.js';
import { tokenFrom } from './input.js';
import { printable, type Page } from './page.js';

export const decode: Command = {
  name: 'decode',
  summary: 'what a token says; nothing of it is verified',
  usage: ['decode TOKEN', 'decode -            (the token comes on standard input)'],
  about: [
    'Shows header and claims, dates in words, and what is odd. It asks nobody, so anybody can have written what it shows: `edgeward verify` verifies a token. The signature is never shown.',
    'An argument is seen by everybody on the machine, and stays in the history of the shell: for a token that still works, use `-`.',
  ],
  options: {},
  exits: {
    0: 'the token can be read, which says nothing about whether it is good',
    1: 'the token is malformed',
    2: 'wrong use',
  },
  json: {
    command: 'decode',
    verified: 'always false',
    wellFormed: 'whether the token can be read',
    header: 'the JOSE header, or null',
    claims: 'the claims, or null; an integer that would be rounded is a string',
    dates: 'for `exp`, `nbf`, `iat` and `auth_time`: `iso`, and `inSeconds` from now',
    signatureBytes: 'how long the signature is, or null',
    faults: 'a list of `where`, `reason`, and perhaps `character` (from 1) or `byte` (from 0)',
    warnings: 'a list of `code` and `message`',
    refused: '`code` and `reason` why edgeward would refuse it unseen, or null',
  },
  run,
};

/** The claims that are dates. */
const DATES = ['exp', 'nbf', 'iat', 'auth_time'];

/** What edgeward takes at most, in characters. */
const LONGEST = 16_384;

async function run(invocation: Invocation, page: Page): Promise<Finding> {
  const [argument, ...more] = invocation.positionals;
  if (argument === undefined || more.length > 0)
    throw invocation.misused(
      `one token is expected, and there are ${invocation.positionals.length}`,
    );
  const token = withoutScheme(await tokenFrom(argument));
  const loaded = gate();
  const { header, claims, signatureBytes, faults } = takeApart(token, loaded);
  if (token.length > LONGEST)
    faults.push({ where: 'token', reason: `it is over the limit of ${LONGEST} characters` });
  const now = currentTime();
  const warnings = warningsAbout({ header, claims, signatureBytes }, now);
  const refused = JSON.parse(loaded.inspectToken(token.slice(0, LONGEST + 1)));
  const wellFormed = faults.length === 0;

  page.verdict('odd', 'Not verified: anybody can have written this.', VERIFY);
  if (!wellFormed) {
    page.heading('Malformed');
    page.findings(
      'bad',
      faults.map((fault) => ({ about: placeOf(fault), reason: fault.reason })),
    );
  }
  if (header) {
    page.heading('Header');
    page.fields(Object.entries(header).map(([name, value]) => [printable(name), show(value)]));
  }
  if (claims) {
    page.heading('Claims');
    page.fields(Object.entries(claims).map(([name, value]) => claim(name, value, now)));
  }
  if (signatureBytes !== undefined) {
    page.heading('Signature');
    page.line(`  ${signatureBytes} bytes, not shown and not verified`);
  }
  if (warnings.length > 0) {
    page.heading('Warnings');
    page.findings(
      'odd',
      warnings.map(({ message }) => ({ reason: message })),
    );
  }
  if (refused !== null) {
    page.gap();
    page.line(`edgeward refuses it unseen: ${refused.reason} (${refused.code})`);
  }
  return {
    exit: wellFormed ? 0 : 1,
    json: {
      verified: false,
      wellFormed,
      header: header ?? null,
      claims: claims ?? null,
      dates: datesOf(claims ?? {}, now),
      signatureBytes: signatureBytes ?? null,
      faults,
      warnings,
      refused,
    },
  };
}

const VERIFY = '`edgeward verify` verifies it.';

/** People copy the whole header field. */
function withoutScheme(text: string): string {
  const token = text.replace(/^(?:Authorization:\s*)?Bearer\s+/i, '');
  if (/^(?:Authorization:|Bearer$)/i.test(token))
    throw new Mistake('token_missing', 'there is no token after the scheme', 'copy all of it');
  return token;
}

function placeOf({ where, character }: Fault): string {
  return character === undefined ? where : `${where}, character ${character}`;
}

function claim(name: string, value: unknown, now: number): [string, string, string?] {
  const words = DATES.includes(name) && typeof value === 'number' ? inWords(value, now) : undefined;
  return words === undefined ? [printable(name), show(value)] : [name, words, String(value)];
}

/** A value of a token: text as it is, a list of text on one line, the rest as JSON. */
function show(value: unknown): string {
  if (typeof value === 'string') return printable(value) || '""';
  if (Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'string'))
    return value.map(printable).join(', ');
  return printable(JSON.stringify(value));
}

function datesOf(claims: Members, now: number): Record<string, unknown> {
  const dates: Record<string, unknown> = {};
  for (const name of DATES) {
    const value = claims[name];
    const iso = typeof value === 'number' ? isoDate(value) : undefined;
    if (iso !== undefined) dates[name] = { iso, inSeconds: Math.floor(value as number) - now };
  }
  return dates;
}
