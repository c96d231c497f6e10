// Questions to a person, and their answers. They are on standard error: what a command found is on
// standard output, alone.
import { createInterface, type Interface } from 'node:readline/promises';

import { Mistake } from '../command.js';
import { Page } from '../page.js';
import { coloursFor, widthOf } from '../terminal.js';

/** A terminal with somebody in front of it. */
export class Dialogue {
  readonly #lines: Interface;
  readonly #ended: Promise<never>;

  private constructor() {
    this.#lines = createInterface({ input: process.stdin, output: process.stderr });
    this.#ended = new Promise((_, reject) => {
      // By Ctrl-C, by Ctrl-D, or because the terminal has gone. A question alone would wait for ever.
      this.#lines.once('close', () => {
        const reason = 'the questions were not answered to the end, and nothing is written';
        const cure = 'begin again, or give the answers as options: see `edgeward init --help`';
        reject(new Mistake('interrupted', reason, cure));
      });
    });
    this.#ended.catch(() => {});
  }

  /** `undefined` where there is no terminal, and so nobody to ask. */
  static inTerminal(): Dialogue | undefined {
    const both = process.stdin.isTTY === true && process.stderr.isTTY === true;
    return both ? new Dialogue() : undefined;
  }

  /** The answer without white space around it; the usual one where it is empty. */
  async ask(question: string, usual = ''): Promise<string> {
    const page = new Page(coloursFor(process.stderr));
    const offer = usual === '' ? '' : ` ${page.styled('dim', `[${usual}]`)}`;
    const prompt = `${page.styled('bold', question)}${offer}: `;
    const answer = await Promise.race([this.#lines.question(prompt), this.#ended]);
    return answer.trim() || usual;
  }

  /** Whether the answer is yes; no is what is usual. */
  async agrees(question: string): Promise<boolean> {
    return /^y(es)?$/i.test(await this.ask(`${question} (y/N)`));
  }

  /** Says something between two questions. */
  say(write: (page: Page) => void): void {
    const page = new Page(coloursFor(process.stderr), widthOf(process.stderr));
    write(page);
    process.stderr.write(page.toString());
  }

  close(): void {
    this.#lines.close();
  }
}
