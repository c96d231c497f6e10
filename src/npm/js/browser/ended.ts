// The sessions that are over.
import { areTexts, fits, isWhole, write, type Shape } from './kept-text.js';
import type { SessionRecord } from './record.js';

/** What the text is called among those that tabs send each other. */
export const ENDED = 'ended';

/** How many are remembered by name. */
const MOST = 16;

interface Members {
  /** The last to end comes last. */
  ids: string[];
  /** In milliseconds. */
  signedOutAt: number;
}

const SHAPE: Shape<Members> = { ids: areTexts, signedOutAt: isWhole };

/**
 * What ended: sessions by name, and everything that began before the person signed out. A page that was
 * frozen meanwhile may hold a session that nobody else knows any more.
 */
export class Ended {
  #ids: string[] = [];
  #signedOutAt = 0;

  /** When the person signed out last, in milliseconds. */
  get signedOutAt(): number {
    return this.#signedOutAt;
  }

  /** The session with this name is over; the oldest is forgotten. */
  expire(id: string): void {
    if (!this.has(id)) this.#ids = [...this.#ids, id].slice(-MOST);
  }

  /** All sessions up to now are over. */
  signOut(now: number): void {
    this.#signedOutAt = Math.max(this.#signedOutAt, now);
  }

  /** Takes in what another tab knows. False where that is nothing. */
  learn(members: Record<string, unknown>): boolean {
    if (!fits(members, SHAPE)) return false;
    const { ids, signedOutAt } = members as unknown as Members;
    ids.slice(-MOST).forEach((id) => this.expire(id));
    this.signOut(signedOutAt);
    return true;
  }

  /** How the session ended, if it did. */
  how({ id, signedInAt }: SessionRecord): 'signed-out' | 'expired' | undefined {
    if (signedInAt <= this.#signedOutAt) return 'signed-out';
    return this.has(id) ? 'expired' : undefined;
  }

  /** Whether the session with this name is over. */
  has(id: string): boolean {
    return this.#ids.includes(id);
  }

  /** As a text for other tabs, and for those that come later. */
  toText(): string {
    const members: Members = { ids: this.#ids, signedOutAt: this.#signedOutAt };
    return write(ENDED, members);
  }
}
