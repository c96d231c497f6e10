// What came of each kind of traffic.

/** How many wrong decisions are kept word for word. */
const KEPT = 20;

export class Tally {
  /** @type {Record<string, { right: number, statuses: Record<string, number> }>} */
  kinds = {};
  /** @type {string[]} The first wrong decisions. */
  wrong = [];
  wrongCount = 0;
  /** 5xx that no fault of the provider explains. */
  own5xx = 0;
  /** 5xx that one does. */
  provider5xx = 0;
  /** Connections that gave no answer at all. */
  unanswered = 0;

  /**
   * @param {string} kind
   * @param {number} status
   * @param {string} [fault] Why the decision is wrong, if it is.
   */
  add(kind, status, fault) {
    const entry = (this.kinds[kind] ??= { right: 0, statuses: {} });
    entry.statuses[status] = (entry.statuses[status] ?? 0) + 1;
    if (fault === undefined) {
      entry.right += 1;
      return;
    }
    this.wrongCount += 1;
    if (this.wrong.length < KEPT) this.wrong.push(`${kind}: ${status}, ${fault}`);
  }

  /** @param {boolean} explained Whether the provider was failing. */
  add5xx(explained) {
    if (explained) this.provider5xx += 1;
    else this.own5xx += 1;
  }

  /** @param {unknown} error */
  addUnanswered(error) {
    this.unanswered += 1;
    if (this.wrong.length < KEPT) this.wrong.push(`no answer: ${error}`);
  }

  /** @returns {number} */
  get requests() {
    return Object.values(this.kinds)
      .flatMap(({ statuses }) => Object.values(statuses))
      .reduce((sum, count) => sum + count, 0);
  }
}
