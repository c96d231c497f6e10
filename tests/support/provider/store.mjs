// What the provider remembers. One store outlives the provider objects that key rotation replaces.

/** Models that die together when their grant is revoked. */
const OF_A_GRANT = new Set(['AccessToken', 'AuthorizationCode', 'RefreshToken']);

/** Keeps every record of `oidc-provider` in memory, with its time to live. */
export class Store {
  /** @type {Map<string, { payload: Record<string, any>, until: number }>} */
  #records = new Map();

  /** @returns {(model: string) => object} The `adapter` of the provider's configuration. */
  get adapter() {
    return (model) => ({
      upsert: async (id, payload, ttl) => {
        const until = ttl === undefined ? Infinity : Date.now() + ttl * 1000;
        this.#records.set(key(model, id), { payload, until });
      },
      find: async (id) => this.#find(model, id),
      findByUid: async (uid) => this.#search(model, (payload) => payload.uid === uid),
      findByUserCode: async (code) => this.#search(model, (payload) => payload.userCode === code),
      consume: async (id) => {
        const payload = this.#find(model, id);
        if (payload) payload.consumed = Math.floor(Date.now() / 1000);
      },
      destroy: async (id) => void this.#records.delete(key(model, id)),
      revokeByGrantId: async (grantId) => this.#revoke(grantId),
    });
  }

  /**
   * Forgets all that one person granted: the next refresh answers `invalid_grant`.
   *
   * @param {string} sub
   * @returns {number} How many grants there were.
   */
  revokeGrants(sub) {
    const grants = [...this.#records].filter(
      ([name, { payload }]) => name.startsWith('Grant:') && payload.accountId === sub,
    );
    for (const [name, { payload }] of grants) {
      this.#records.delete(name);
      this.#revoke(payload.jti);
    }
    return grants.length;
  }

  #find(model, id) {
    const record = this.#records.get(key(model, id));
    if (!record || record.until <= Date.now()) return undefined;
    return record.payload;
  }

  #search(model, matches) {
    for (const [name, { payload, until }] of this.#records) {
      if (name.startsWith(`${model}:`) && until > Date.now() && matches(payload)) return payload;
    }
    return undefined;
  }

  #revoke(grantId) {
    for (const [name, { payload }] of this.#records) {
      if (OF_A_GRANT.has(name.split(':')[0]) && payload.grantId === grantId) {
        this.#records.delete(name);
      }
    }
  }
}

function key(model, id) {
  return `${model}:${id}`;
}
