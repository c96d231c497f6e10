// Access tokens whose answer is known: it is the same again until the token expires, the keys are to be
// fetched again, or others have come.
import type { User } from './user.js';

/** Most characters of tokens that are kept; the oldest go first. */
const MOST = 1_048_576;

/** As many characters as a token is looked up by: the last, of its signature. To hash all of it would take
 * longer. */
const TAIL = -32;

/** An answer. */
export interface Seen {
  token: string;
  user: User;
  /** When it was found, in seconds: a clock that has gone back since asks anew. */
  from: number;
  until: number;
}

/** The tokens that one relying party has validated by its own policy. */
export class SeenTokens {
  /** By tails. Of two tokens with the same, the later one is kept. */
  readonly #seen = new Map<string, Seen>();
  #characters = 0;

  /** Who the token is about, if that is known at this time. */
  find(token: string, now: number): User | undefined {
    const seen = this.#seen.get(token.slice(TAIL));
    const isIt = seen !== undefined && seen.token === token;
    return isIt && now >= seen.from && now < seen.until ? seen.user : undefined;
  }

  /** Keeps an answer that is the same until `until`. */
  keep(seen: Seen): void {
    const tail = seen.token.slice(TAIL);
    this.#forget(tail);
    this.#seen.set(tail, seen);
    this.#characters += seen.token.length;
    for (const [oldest] of this.#seen) {
      if (this.#characters <= MOST) return;
      this.#forget(oldest);
    }
  }

  /** Everything is asked anew. */
  clear(): void {
    this.#seen.clear();
    this.#characters = 0;
  }

  #forget(tail: string): void {
    this.#characters -= this.#seen.get(tail)?.token.length ?? 0;
    this.#seen.delete(tail);
  }
}
