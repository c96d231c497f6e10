// The relying parties that the modules are put to: the gate, and the client of the npm package.
import assert from 'node:assert/strict';

import { Agent } from '../support/agent.mjs';
import { ROOT } from '../support/root.mjs';

const { Client, EdgewardError } = await import(`${ROOT}/target/npm/edgeward/js/doors/node.js`);

/**
 * @typedef {object} Outcome
 * @property {boolean} signedIn
 * @property {string} [name] Of the person, from userinfo.
 */

/**
 * @param {{ url: string }} stack
 * @returns {() => Promise<Outcome>}
 */
export function gateParty(stack) {
  return async () => {
    const agent = new Agent();
    const page = await agent.navigate(`${stack.url}/me`);
    const headers = { accept: 'application/json' };
    const answer = await agent.request(`${stack.url}/me`, { headers });
    if (answer.status === 200) {
      assert.equal(page.status, 200, page.text);
      const { identity } = JSON.parse(answer.text);
      assert.equal(identity['x-edgeward-user'], 'user-ada');
      return { signedIn: true, name: identity['x-edgeward-name'] };
    }
    assert.equal(answer.status, 401, answer.text);
    assert.ok(page.status >= 400, String(page.status));
    const session = agent.jar.all().filter(({ name }) => name.includes('-session'));
    assert.deepEqual(session, []);
    return { signedIn: false };
  };
}

const CALLBACK = 'http://127.0.0.1:9/callback';

/**
 * @param {object} provider
 * @param {object} [options] Over the usual ones of the client.
 * @returns {() => Promise<Outcome>}
 */
export function packageParty(provider, options) {
  return async () => {
    const client = new Client({
      authority: provider.issuer,
      clientId: 'gate',
      clientSecret: provider.clientSecret,
      audience: provider.audience,
      dangerAllowHttp: true,
      ...options,
    });
    try {
      const { url, ...kept } = await client.authorizeUrlWithPkce({ redirectUri: CALLBACK });
      const { headers } = await new Agent().request(url);
      const address = headers.get('location');
      const signedIn = await client.handleCallback(address, { ...kept, redirectUri: CALLBACK });
      const { accessToken } = signedIn.tokens;
      const known = { sub: signedIn.user.userId };
      const person = await client.userinfo(accessToken, known).catch(ours);
      return { signedIn: true, name: person?.name };
    } catch (error) {
      ours(error);
      return { signedIn: false };
    }
  };
}

/** Whatever goes wrong is an error of the package. */
function ours(error) {
  if (!(error instanceof EdgewardError)) throw error;
}
