// The tabs of one session: they talk over a channel, and take turns by locks.

/**
 * What a tab shares with the others of the same issuer and client.
 *
 * A lock in a shared mode says which state of the session a tab has. It is there as soon as the tab
 * has that state, while a message may still be on its way: whoever has its turn sees by the locks
 * whether there is something to wait for.
 */
export class Tabs {
  readonly #name: string;
  readonly #hear: (text: string) => void;
  #channel: BroadcastChannel | undefined;
  #release: () => void = () => {};

  constructor(name: string, hear: (text: string) => void) {
    this.#name = name;
    this.#hear = hear;
    this.open();
  }

  /** Whether it can be seen what other tabs have. */
  get canSee(): boolean {
    return globalThis.navigator?.locks !== undefined;
  }

  open(): void {
    if (this.#channel || globalThis.BroadcastChannel === undefined) return;
    this.#channel = new BroadcastChannel(this.#name);
    this.#channel.onmessage = ({ data }) => {
      if (typeof data === 'string') this.#hear(data);
    };
  }

  /** Lets go of everything that keeps a page from being frozen for the back button. */
  close(): void {
    this.#channel?.close();
    this.#channel = undefined;
    this.#release();
  }

  say(text: string): void {
    this.#channel?.postMessage(text);
  }

  /** Shows the others which state this tab has, or that it has none. */
  async hold(stamp: string | undefined): Promise<void> {
    const release = this.#release;
    if (stamp !== undefined && this.canSee) {
      const held = new Promise<void>((resolve) => (this.#release = resolve));
      await new Promise<void>((granted) => {
        const hold = () => (granted(), held);
        const lock = navigator.locks.request(this.#lockOf(stamp), { mode: 'shared' }, hold);
        lock.catch(() => granted());
      });
    }
    release();
  }

  /** The states that tabs have, this one's included. */
  async stamps(): Promise<string[]> {
    if (!this.canSee) return [];
    const { held = [] } = await navigator.locks.query();
    const start = this.#lockOf('');
    return held
      .map(({ name = '' }) => name)
      .filter((name) => name.startsWith(start))
      .map((name) => name.slice(start.length));
  }

  /** Does the work while no other tab does. */
  async alone<T>(work: () => Promise<T>): Promise<T> {
    return this.canSee ? navigator.locks.request(this.#name, work) : work();
  }

  #lockOf(stamp: string): string {
    return `${this.#name} has ${stamp}`;
  }
}
