// Access tokens whose answer is known: it is the same again until the token expires, the keys are to be
// fetched again, or others have come.
import type { User } from './user.js';

/** Most characters of tokens that are kept; the oldest go first. */
const MOST = 1_048_576;

/** An answer. */
export interface Seen {
  user: User;
  /** When it was found, in seconds: a clock that has gone back since asks anew. */
  from: number;
  until: number;
}

/** The tokens that one relying party has validated by its own policy. The whole token is the name. */
export class SeenTokens {
  readonly #seen = new Map<string, Seen>();
  #characters = 0;

  /** Who the token is about, if that is known at this time. */
  find(token: string, now: number): User | undefined {
    const seen = this.#seen.get(token);
    return seen !== undefined && now >= seen.from && now < seen.until ? seen.user : undefined;
  }

  /** Keeps an answer that is the same until `until`. */
  keep(token: string, seen: Seen): void {
    this.#forget(token);
    this.#seen.set(token, seen);
    this.#characters += token.length;
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

  #forget(token: string): void {
    if (this.#seen.delete(token)) this.#characters -= token.length;
  }
}
