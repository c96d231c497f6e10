// What people read: aligned, short, the cure last.
import * as util from 'node:util';

/** How something is to be taken. */
export type Mood = 'good' | 'odd' | 'bad';

const MARKS = { good: '✓', odd: '!', bad: '✗' };
const COLOURS = { good: 'green', odd: 'yellow', bad: 'red' } as const;

type Style = 'bold' | 'dim' | (typeof COLOURS)[Mood];

/** Lines for a terminal, put together before any of them is shown. */
export class Page {
  readonly #colours: boolean;
  readonly #width: number;
  #lines: string[] = [];

  /**
   * @param colours Whether there are colours.
   * @param width How wide lines may be. Left out: as wide as they are, for whoever searches in them.
   */
  constructor(colours: boolean, width: number = Infinity) {
    this.#colours = colours;
    this.#width = width;
  }

  /** An empty line, but not at the top and never two. */
  gap(): void {
    if (this.#lines.length > 0 && this.#lines.at(-1) !== '') this.#lines.push('');
  }

  /** A line as it is. */
  line(text = ''): void {
    this.#lines.push(text);
  }

  /** A heading, with room above. */
  heading(text: string): void {
    this.gap();
    this.#lines.push(this.styled('bold', text));
  }

  /** The sentence that says how it went, and the cure below. */
  verdict(mood: Mood, text: string, cure?: string): void {
    this.#lines.push(this.styled(COLOURS[mood], `${MARKS[mood]} ${text}`));
    if (cure !== undefined) this.#lines.push(`  ${cure}`);
  }

  /** Names and values in two columns. */
  fields(rows: readonly (readonly [name: string, value: string, aside?: string])[]): void {
    const wide = Math.min(24, Math.max(0, ...rows.map(([name]) => name.length)));
    for (const [name, value, aside] of rows) {
      const label = this.styled('dim', name.padEnd(wide));
      const rest = aside === undefined ? '' : `  ${this.styled('dim', aside)}`;
      const indent = ' '.repeat(wide + 4);
      const [first = '', ...more] = wrap(value, this.#width, indent);
      this.#lines.push(`  ${label}  ${first.slice(indent.length)}${rest}`, ...more);
    }
  }

  /** Findings: what each is about, what is wrong, and the cure on a line of its own. */
  findings(
    mood: Mood,
    rows: readonly { about?: string; reason: string; cure?: string | undefined }[],
  ): void {
    const mark = this.styled(COLOURS[mood], MARKS[mood]);
    for (const { about, reason, cure } of rows) {
      const subject = about === undefined ? '' : `${about}  `;
      // The subject takes its room on the first line, and its style afterwards.
      const [first = '', ...more] = wrap(subject + reason, this.#width, '    ');
      const styled =
        this.styled('bold', subject.trimEnd()) + first.slice(4 + subject.trimEnd().length);
      this.#lines.push(`  ${mark} ${subject === '' ? first.slice(4) : styled}`, ...more);
      if (cure === undefined) continue;
      const [arrow = '', ...rest] = wrap(`→ ${cure}`, this.#width, '    ');
      this.#lines.push(`    ${this.styled('dim', '→')}${arrow.slice(5)}`, ...rest);
    }
  }

  /** The text in a style, where there are colours. */
  styled(style: Style, text: string): string {
    if (!this.#colours) return text;
    // Whether there are colours is decided already; newer versions of Node would ask again.
    const style_ = util.styleText as (...args: unknown[]) => string;
    return style_(style, text, { validateStream: false });
  }

  toString(): string {
    return this.#lines.length === 0 ? '' : `${this.#lines.join('\n')}\n`;
  }
}

/**
 * Somebody else's text, on one line and harmless to a terminal: control characters, those that turn
 * the direction of text, and those that nobody sees become escapes.
 */
export function printable(text: string): string {
  const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u{e0100}-\u{e01ef}]/gu;
  return text.replace(unseen, (one) => `\\u{${one.codePointAt(0)!.toString(16)}}`);
}

/** JSON in ASCII, which is harmless to a terminal too. */
export function asciiJson(value: unknown): string {
  const escape = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return JSON.stringify(value).replace(/[^\x20-\x7e]/g, escape);
}

/** Lines of at most so many characters, broken between words. */
export function wrap(text: string, most: number, indent: string): string[] {
  const lines = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && indent.length + line.length + 1 + word.length > most) {
      lines.push(indent + line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, indent + line];
}
