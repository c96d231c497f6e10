// What every case is handed: the package, and words for what the test process does for it.
import { verdictsOf } from './verdict.mjs';

/**
 * @param {object} edgeward
 * @param {object} context
 * @param {object} realm
 */
export function createTools(edgeward, context, realm) {
  const ask = async (what, question = {}) => {
    const answer = await fetch(`${context.control}/${what}`, {
      method: 'POST',
      body: JSON.stringify(question),
    });
    if (!answer.ok) throw new Error(`the test process failed: ${await answer.text()}`);
    return answer.json();
  };
  const { issuer, audience, clientSecret } = context.provider;
  const usual = { authority: issuer, audience, dangerAllowHttp: true };
  return {
    edgeward,
    realm,
    ...context,
    usual,
    ask,

    /** The verdicts about calls, one after the other. */
    verdicts: (...calls) => verdictsOf(edgeward, calls),

    /** The time in seconds since 1970. */
    seconds: () => Math.floor(Date.now() / 1000),

    /** A client of the provider, with these options over the usual ones. */
    client: (options) => new edgeward.Client({ ...usual, ...options }),

    /** A client that can sign people in. */
    party: (options) =>
      new edgeward.Client({ ...usual, clientId: 'gate', clientSecret, ...options }),

    /** An access token, as the token endpoint of a provider (`at`) gives it. */
    mint: (login, { at = 'provider', ...options } = {}) => ask('mint', { at, login, options }),

    /**
     * A token that jose signs, with the provider's key for `alg`, with a stranger's, or with the text
     * of a secret: claims and header over the usual ones. `null` where there should be none.
     */
    sign: (claims, { alg = 'RS256', header = {}, key } = {}) =>
      ask('sign', { claims: written(claims), alg, header: written(header), key }),

    /** The same with any payload. */
    signBytes: (payload, { alg = 'RS256', header = {} } = {}) =>
      ask('sign-bytes', { payload, alg, header: written(header) }),

    /** The address that a person who signs in comes back to. */
    signIn: (url, login = 'admin') => ask('sign-in', { url, login }),

    /** How many requests an endpoint gets by that work. */
    async counted(endpoint, work) {
      const before = await ask('count', { endpoint });
      await work();
      return String((await ask('count', { endpoint })) - before);
    },
  };
}

/** JSON leaves out what is undefined, and that is what a case wants to say. */
const written = (members) =>
  Object.fromEntries(Object.entries(members).map(([name, value]) => [name, value ?? null]));
