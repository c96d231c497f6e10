// The four routes of the gate, and a call to one of them.

/** What an answer means; with a 200 the API says whom the gate announced to it. */
const SAID = {
  200: (user) => (user ? `The API knows you as ${user}.` : 'The API does not know who you are.'),
  401: () => 'Sign in first.',
  403: () => 'Your roles do not open this route.',
};

/** A route, as `wrangler.toml` has it. */
class Route {
  constructor(path, rule) {
    this.path = path;
    this.rule = rule;
  }

  /**
   * Calls it: the session adds the token, because the gate is among its `apiOrigins`.
   *
   * @returns {Promise<{ status?: number, code?: string, words: string }>}
   */
  async call(session, gate) {
    try {
      const response = await session.fetch(gate + this.path, {
        headers: { accept: 'application/json' },
      });
      const { status } = response;
      const { identity = {}, code } = await response.json();
      return { status, code, words: SAID[status]?.(identity['x-edgeward-user']) ?? 'Refused.' };
    } catch (error) {
      return { code: error.code, words: error.message };
    }
  }
}

export const ROUTES = [
  new Route('/', 'everybody'),
  new Route('/me', 'whoever is signed in'),
  new Route('/editors-or-admins/desk', 'the role editor or admin'),
  new Route('/billing-admin-only/ledger', 'the roles admin and billing, both'),
];
