// What a session tells its listeners.
import type { User } from '../user.js';

/** What became of a session. */
export type SessionChange =
  /** Somebody signed in, in this tab or another; it may be somebody else than before. */
  | 'signed-in'
  /** The tokens are new, and the person's roles may be. */
  | 'refreshed'
  /** The person signed out, in this tab or another. */
  | 'signed-out'
  /** The tokens expired or were revoked, and cannot be renewed. */
  | 'expired';

/** A change of a session. Each comes as `change`, and under its own name. */
export class SessionEvent extends Event {
  /** What happened. */
  readonly change: SessionChange;
  /** Who is signed in from now on, if anybody. */
  readonly user: User | undefined;

  /** @internal */
  constructor(type: string, change: SessionChange, user: User | undefined) {
    super(type);
    this.change = change;
    this.user = user;
  }
}

/** The events of a session. */
export type SessionEventMap = Record<'change' | SessionChange, SessionEvent>;
