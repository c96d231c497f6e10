// What must not be seen, and a search for it that knows the forms in which it could be.

/** Shorter ones would be found by chance. */
const SHORTEST = 16;

export class Secrets {
  /** @type {Map<string, { kind: string, form: string }>} By the text that is looked for. */
  #needles = new Map();
  /** @type {Map<string, Set<string>>} The secrets of each kind. */
  #kinds = new Map();

  /**
   * Takes a secret in. Of a token its payload and signature count too.
   *
   * @param {string} kind
   * @param {string | null | undefined} value
   */
  add(kind, value) {
    if (!value || value.length < SHORTEST) throw new Error(`no ${kind} of enough characters`);
    const known = this.#kinds.get(kind) ?? new Set();
    this.#kinds.set(kind, known.add(value));
    const bytes = Buffer.from(value);
    const forms = {
      plain: value,
      'percent-encoded': encodeURIComponent(value),
      'form-encoded': new URLSearchParams([['', value]]).toString().slice(1),
      'JSON string': JSON.stringify(value).slice(1, -1),
      hex: bytes.toString('hex'),
      base64: bytes.toString('base64').replace(/=+$/, ''),
      base64url: bytes.toString('base64url'),
    };
    const [, payload, signature, ...more] = value.split('.');
    if (signature && more.length === 0) Object.assign(forms, { payload, signature });
    for (const [form, text] of Object.entries(forms)) {
      if (text.length >= SHORTEST) this.#needles.set(text, { kind, form });
    }
  }

  /** @returns {string[]} The kinds of which there is at least one secret. */
  kinds() {
    return [...this.#kinds.keys()].sort();
  }

  /** How many secrets there are. */
  get size() {
    return [...this.#kinds.values()].reduce((sum, { size }) => sum + size, 0);
  }

  /**
   * @param {string} text
   * @param {string[]} [allowed] Kinds that may be in it.
   * @returns {string[]} What of them is in the text, never the secret itself.
   */
  in(text, allowed = []) {
    return [...this.#needles]
      .filter(([needle, { kind }]) => !allowed.includes(kind) && text.includes(needle))
      .map(([, { kind, form }]) => `${kind} (${form})`);
  }
}
