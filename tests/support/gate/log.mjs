// What a gate writes to its log, as it comes.
import { EventEmitter, on } from 'node:events';

export class Log {
  /** @type {{ level: string, message: string }[]} */
  lines = [];
  #events = new EventEmitter().setMaxListeners(0);

  add({ level, message }) {
    this.lines.push({ level, message });
    this.#events.emit('line');
  }

  /**
   * @param {(message: string) => boolean} matches
   * @param {number} [milliseconds] The deadline.
   * @returns {Promise<string>} The first line, past or to come, that matches.
   */
  async find(matches, milliseconds = 5000) {
    const found = () => this.lines.find(({ message }) => matches(message))?.message;
    const signal = AbortSignal.timeout(milliseconds);
    const news = on(this.#events, 'line', { signal });
    if (found() !== undefined) return found();
    try {
      for await (const _ of news) if (found() !== undefined) return found();
    } catch (cause) {
      throw new Error(`no such log line within ${milliseconds} ms`, { cause });
    }
    return '';
  }
}
