// What the client is answered, kept word for word: it hands out only what it can use.

/** A `fetch` that remembers the answers. */
export class Recorder {
  readonly #answers = new Map<string, Promise<string>>();

  readonly fetch: typeof fetch = async (input, init) => {
    const response = await fetch(input, init);
    const body = response.clone().text();
    // The client says what is wrong with an answer that breaks off.
    body.catch(() => {});
    this.#answers.set(String(input), body);
    return response;
  };

  /** The body of the last answer from this address, which the client has read to its end. */
  async body(address: string): Promise<string> {
    return (await this.#answers.get(address)) ?? '';
  }

  /** The `issuer` of the metadata, as JSON; the first document that a client asks for. */
  async issuer(): Promise<string | undefined> {
    const [first] = this.#answers.values();
    try {
      const { issuer } = JSON.parse((await first) ?? '');
      return typeof issuer === 'string' ? JSON.stringify(issuer) : undefined;
    } catch {
      return undefined;
    }
  }
}
