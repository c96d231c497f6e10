// Access tokens whose answer is known: it is the same again until the token expires, the keys are to be
// fetched again, or others have come.
import type { User } from './user.js';

/** Most characters of tokens that are kept; the older half goes at once. */
const MOST = 1_048_576;

/** An answer. */
export interface Seen {
  token: string;
  user: User;
  /** When it was found, in seconds: a clock that has gone back since asks anew. */
  from: number;
  until: number;
}

/** The tokens that one relying party has validated by its own policy. Of two with the same tail, the later
 * one is kept. */
export class SeenTokens {
  #newer = new Map<number, Seen>();
  #older = new Map<number, Seen>();
  /** Of the newer ones. */
  #characters = 0;

  /** Who the token is about, if that is known at this time. */
  find(token: string, now: number): User | undefined {
    const tail = tailOf(token);
    const seen = this.#newer.get(tail) ?? this.#older.get(tail);
    return seen?.token === token && now >= seen.from && now < seen.until ? seen.user : undefined;
  }

  /** Keeps an answer that is the same until `until`. */
  keep(seen: Seen): void {
    if (this.#characters + seen.token.length > MOST / 2) {
      const older = this.#newer;
      this.clear();
      this.#older = older;
    }
    this.#newer.set(tailOf(seen.token), seen);
    this.#characters += seen.token.length;
  }

  /** Everything is asked anew. */
  clear(): void {
    this.#newer = new Map();
    this.#older = new Map();
    this.#characters = 0;
  }
}

/** What a token is looked up by: five characters of its signature. The last stays out, since in some
 * signatures it is of two bits. To hash a text, even a short one, would take longer. */
function tailOf(token: string): number {
  let tail = 0;
  const end = token.length - 1;
  for (let at = end - 5; at < end; at++) tail = (tail << 6) | (token.charCodeAt(at) & 0x3f);
  return tail;
}
