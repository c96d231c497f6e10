// The body of the package's tests, the same in every runtime: it imports nothing that a runtime has,
// and each runtime has a door of its own in ../doors.
import { createTools } from './tools.mjs';
import { verdictOf } from './verdict.mjs';
import { abort } from './abort.mjs';
import { accessTokens } from './access-tokens.mjs';
import { afterSignIn } from './after-sign-in.mjs';
import { attackGroups } from './attacks.mjs';
import { algorithms } from './algorithms.mjs';
import { construction } from './construction.mjs';
import { documents } from './documents.mjs';
import { errors } from './errors.mjs';
import { guard } from './guard.mjs';
import { hostileArguments, hostileOptions } from './hostile-arguments.mjs';
import { hostileObjects } from './hostile-objects.mjs';
import { hostileSeams } from './hostile-seams.mjs';
import { idTokens } from './id-tokens.mjs';
import { jws } from './jws.mjs';
import { keys } from './keys.mjs';
import { memory } from './memory.mjs';
import { providers } from './providers.mjs';
import { seams } from './seams.mjs';
import { seenTokens } from './seen-tokens.mjs';
import { signIn } from './sign-in.mjs';
import { start } from './start.mjs';
import { synchronous } from './synchronous.mjs';
import { user } from './user.mjs';
import { signatures } from './vectors.mjs';

/**
 * The groups of each suite, in their order. A group's cases are `[name, expected verdict, call]`.
 *
 * @type {Record<string, (context: { vectors?: object, attacks?: object }) => { group: string,
 *   cases: [string, string, (tools: object) => unknown][] }[]>}
 */
export const SUITES = {
  contract: ({ vectors }) => [
    start,
    construction,
    documents,
    signIn,
    afterSignIn,
    algorithms,
    accessTokens,
    keys,
    seenTokens,
    providers,
    synchronous,
    idTokens,
    jws,
    user,
    guard,
    errors,
    abort,
    seams,
    signatures(vectors),
  ],
  // Nothing in it is synchronous: whether the pure-Rust verifier is loaded is the runtime's doing.
  asynchronous: () => [algorithms],
  attacks: ({ attacks }) => attackGroups(attacks),
  hostile: () => [hostileOptions, hostileArguments, hostileSeams, hostileObjects, memory],
};

/**
 * The verdicts of a suite.
 *
 * @param {object} edgeward What the package exports.
 * @param {{ suite: string, control: string }} context What the test process has prepared.
 * @param {object} [realm] What this runtime can do beside.
 * @returns {Promise<{ group: string, name: string, verdict: string }[]>}
 */
export async function run(edgeward, context, realm = {}) {
  const tools = createTools(edgeward, context, realm);
  const verdicts = [];
  for (const { group, cases } of SUITES[context.suite](context)) {
    for (const [name, , call] of cases) {
      const verdict = await verdictOf(edgeward, () => call(tools));
      verdicts.push({ group, name, verdict });
    }
  }
  return verdicts;
}
