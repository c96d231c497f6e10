// What the body of tests asks of the test process, by name.
import { CompactSign, exportJWK, generateKeyPair, importJWK, SignJWT } from 'jose';

import { Agent } from '../support/agent.mjs';

const CURVES = { ES256: 'P-256', ES384: 'P-384', ES512: 'P-521' };

/** @param {{ provider: object, signward: object }} providers */
export function services({ provider, signward }) {
  const providers = { provider, signward };
  return {
    mint: ({ at, login, options }) => providers[at].mint(login, options),
    sign: (question) => sign(provider, question),
    'sign-bytes': ({ payload, alg, header }) =>
      signed(new CompactSign(new TextEncoder().encode(payload)), provider, alg, header),
    kid: ({ alg }) => keyFor(provider, alg).kid,
    count: ({ endpoint }) => provider.counts[endpoint],
    rotate: () => provider.rotateKeys(),
    remove: ({ token }) => provider.removeKey(headerOf(token).kid),
    'access-tokens': ({ form }) => void (provider.state.accessTokens = form),
    async 'sign-in'({ url, login }) {
      const agent = new Agent();
      const page = await agent.navigate(url);
      return (await agent.chooseAccount(page, login)).url.href;
    },
    fail: ({ endpoint, failure }) => {
      // A page could not read the answer of another origin that does not allow it.
      const headers = { 'access-control-allow-origin': '*', ...failure?.headers };
      provider.failNext(endpoint, { ...failure, headers });
    },
    mend: () => ['metadata', 'jwks'].forEach((endpoint) => provider.mend(endpoint)),
  };
}

/**
 * The public keys that `sign` signs RS256 with, and of a stranger.
 *
 * @param {object} provider
 */
export async function publicKeys(provider) {
  const { kty, n, e, kid } = keyFor(provider, 'RS256');
  return { rsaKey: { kty, n, e, kid }, otherRsaKey: await strangersPublicKey() };
}

async function sign(provider, { claims, alg, header, key }) {
  const now = Math.floor(Date.now() / 1000);
  const { issuer: iss, audience: aud } = provider;
  const all = { iss, aud, sub: 'user-admin', iat: now, exp: now + 600, ...claims };
  return signed(new SignJWT(present(all)), provider, alg, header, key);
}

async function signed(token, provider, alg, header, key) {
  if (key === 'stranger') {
    const own = keyFor(provider, alg);
    return protect(token, { alg, kid: own.kid, ...header }).sign(await strangersKey(alg));
  }
  if (key !== undefined)
    return protect(token, { alg, ...header }).sign(new TextEncoder().encode(key));
  const own = keyFor(provider, alg);
  return protect(token, { alg, kid: own.kid, ...header }).sign(await importJWK(own, alg));
}

function protect(token, header) {
  return token.setProtectedHeader(present(header));
}

/** The oldest key for an algorithm: rotated ones are the provider's own to sign with. */
function keyFor({ state: { keys } }, alg) {
  const isRsa = /^[RP]S/.test(alg);
  const fits = ({ kty, crv }) => (isRsa ? kty === 'RSA' : crv === (CURVES[alg] ?? 'Ed25519'));
  return keys.findLast(fits);
}

const strangers = new Map();

function strangersKeys(alg) {
  const kind = /^[RP]S/.test(alg) ? 'RS256' : alg;
  if (!strangers.has(kind)) strangers.set(kind, generateKeyPair(kind, { extractable: true }));
  return strangers.get(kind);
}

async function strangersKey(alg) {
  const { privateKey } = await strangersKeys(alg);
  return importJWK(await exportJWK(privateKey), alg);
}

async function strangersPublicKey() {
  return { ...(await exportJWK((await strangersKeys('RS256')).publicKey)), kid: 'stranger' };
}

const headerOf = (token) => JSON.parse(Buffer.from(token.split('.')[0], 'base64url'));

const present = (members) =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== null));
