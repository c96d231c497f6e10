// Programs with tokens, good and bad, and what each of them must be told.
import { randomBytes } from 'node:crypto';

import { call } from '../support/stack.mjs';

/** Seconds. */
const LONG = 7200;

/**
 * Tokens of each kind, the page that they are sent to, and the status that is right. A 200 must name
 * the person; everything else must not have reached the origin.
 *
 * @param {Awaited<ReturnType<import('../support/provider.mjs').startProvider>>} provider
 */
export async function bearerKinds(provider) {
  const mint = (login, options) => provider.mint(login, { ttl: LONG, ...options });
  const member = await mint('member');
  const desk = '/editors-or-admins/desk';
  const kind = (name, token, path, status, login) => ({ name, token, path, status, login });
  const kinds = [
    kind('no token', async () => undefined, '/me', 401),
    kind('public page', async () => undefined, '/', 200),
    kind('valid, another role', async () => member, desk, 403),
    kind('valid, bad on a public page', async () => spoiled(member), '/', 401),
    kind('signature changed', async () => spoiled(member), '/me', 401),
    kind('not a token', async () => randomBytes(24).toString('base64url'), '/me', 401),
  ];
  for (const alg of ['RS256', 'PS256', 'ES256', 'ES384', 'EdDSA']) {
    const token = await mint('editor', { alg });
    kinds.push(kind(`valid, ${alg}`, async () => token, desk, 200, 'editor'));
  }
  const bad = {
    expired: { ttl: -120 },
    'for another audience': { claims: { aud: 'another-api' } },
    'of another issuer': { claims: { iss: 'https://evil.example' } },
    'not yet valid': { claims: { nbf: Math.floor(Date.now() / 1000) + LONG } },
  };
  for (const [name, options] of Object.entries(bad)) {
    const token = await mint('editor', options);
    kinds.push(kind(name, async () => token, desk, 401));
  }
  // Each one is another, so that no cache can know it.
  const unknown = () => mint('editor', { header: { kid: randomBytes(8).toString('hex') } });
  kinds.push(kind('unknown kid', unknown, desk, 401));
  return kinds;
}

/**
 * Sends one request of a kind and says what came of it.
 *
 * @param {string} url The gate's.
 * @param {Awaited<ReturnType<typeof bearerKinds>>[number]} kind
 */
export async function ask(url, { token, path, status, login }) {
  const answer = await call(url + path, await token(), { headers: { accept: 'application/json' } });
  return { status: answer.status, fault: fault(answer, status, login) };
}

function fault(answer, status, login) {
  if (answer.status !== status) return `${status} is right; ${answer.text.slice(0, 200)}`;
  const reached = answer.text.includes('"identity"');
  if (reached !== (status === 200)) return `the origin was ${reached ? '' : 'not '}reached`;
  if (login && !answer.text.includes(`user-${login}`)) return 'it is about somebody else';
  return undefined;
}

function spoiled(token) {
  const at = token.lastIndexOf('.') + 1;
  return token.slice(0, at) + (token[at] === 'A' ? 'B' : 'A') + token.slice(at + 1);
}
