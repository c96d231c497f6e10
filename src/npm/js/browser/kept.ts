// What outlives a page: sign-ins under way, the names of sessions that ended, and, where that was
// asked for, the session. Everything is text that is read strictly.

const SIGN_IN = 'edgeward sign-in ';

/** Keeps a sign-in until the person comes back. False where this browser keeps nothing. */
export function keepSignIn(state: string, flow: string): boolean {
  return (
    attempt(() => {
      sessionStorage.setItem(SIGN_IN + state, flow);
      return true;
    }) === true
  );
}

/** The sign-in that began with `state`, once. */
export function takeSignIn(state: string): string | undefined {
  return attempt(() => {
    const flow = sessionStorage.getItem(SIGN_IN + state);
    sessionStorage.removeItem(SIGN_IN + state);
    return flow ?? undefined;
  });
}

/** The sign-ins under way in this tab, by state. */
export function signIns(): Record<string, string> {
  const keys = attempt(() => Object.keys(sessionStorage)) ?? [];
  const own = keys.filter((key) => key.startsWith(SIGN_IN));
  return Object.fromEntries(
    own.map((key) => [key.slice(SIGN_IN.length), sessionStorage.getItem(key) ?? '']),
  );
}

/** What is kept of one provider's session. */
export class Kept {
  readonly #name: string;
  readonly #inStorage: boolean;

  constructor(name: string, inStorage: boolean) {
    this.#name = name;
    this.#inStorage = inStorage;
  }

  /** The key of the sessions that ended, in `localStorage`: for tabs that hear nothing meanwhile. */
  get endedKey(): string {
    return `${this.#name} ended`;
  }

  /** The names of the sessions that ended last. */
  get ended(): string | undefined {
    return attempt(() => localStorage.getItem(this.endedKey)) ?? undefined;
  }

  set ended(text: string) {
    attempt(() => localStorage.setItem(this.endedKey, text));
  }

  /** The session, where it is kept at all. */
  get session(): string | undefined {
    if (!this.#inStorage) return undefined;
    return attempt(() => sessionStorage.getItem(this.#name)) ?? undefined;
  }

  set session(text: string | undefined) {
    if (!this.#inStorage) return;
    attempt(() => {
      if (text === undefined) sessionStorage.removeItem(this.#name);
      else sessionStorage.setItem(this.#name, text);
    });
  }
}

/** Storage throws where it is full, switched off or not for this page. */
function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
