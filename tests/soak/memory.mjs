// What the gate keeps in memory, over time.
import { pause } from './weather.mjs';

/** Seconds between two looks. */
const EVERY = 5;

/** How much more than at first the last part may take: workerd collects when it likes. */
const GROWTH = { share: 1.1, mib: 8 };

export class Memory {
  /** @type {{ at: number, mib: number }[]} Seconds since the start. */
  samples = [];

  /**
   * @param {() => number | undefined} look
   * @param {AbortSignal} signal
   */
  async watch(look, signal) {
    const start = Date.now();
    while (!signal.aborted) {
      const mib = look();
      if (mib === undefined) throw new Error('the memory of the gate cannot be seen here');
      this.samples.push({ at: (Date.now() - start) / 1000, mib });
      await pause(EVERY, signal);
    }
  }

  /** The second fifth of the time, when everything is warm, beside the last one. */
  verdict() {
    const fifth = (index) => {
      const size = this.samples.length / 5;
      const part = this.samples.slice(Math.floor(size * index), Math.ceil(size * (index + 1)));
      const sorted = part.map(({ mib }) => mib).sort((a, b) => a - b);
      return sorted[Math.floor(sorted.length / 2)];
    };
    const [early, late] = [fifth(1), fifth(4)];
    const peak = Math.max(...this.samples.map(({ mib }) => mib));
    return { early, late, peak, flat: late <= early * GROWTH.share + GROWTH.mib };
  }
}
