// Tokens and keys made to be refused, each class for every algorithm, and good ones that look unusual.
// They are made anew in each run: what is tested is a rule, never a case that somebody knew.
import { AUDIENCE, claims, ISSUER, NOW } from './attacks/claims.mjs';
import { compact } from './attacks/compact.mjs';
import { confusion } from './attacks/confusion.mjs';
import { headers } from './attacks/header.mjs';
import { idTokens, NONCE } from './attacks/id-tokens.mjs';
import { keySets } from './attacks/keys.mjs';
import { ALGS, createPair, encode, KINDS, signature } from './attacks/sign.mjs';
import { forgeries } from './forge.mjs';
import { spoilt } from './spoil.mjs';

/**
 * @typedef {object} Attack
 * @property {string} name
 * @property {{ keys: object[] }} jwks
 * @property {string} token
 * @property {boolean} valid Whether it must be accepted.
 */

/**
 * `claims` and `idTokens` are for a client of these options, with a clock that says `now`; it has sent `nonce`.
 *
 * @returns {{ tokens: Attack[], keys: Attack[], claims: { name: string, token: string, valid: boolean }[],
 *   idTokens: { name: string, token: string, valid: boolean }[],
 *   client: { options: object, now: number, nonce: string } }}
 */
export function createAttacks() {
  const pairs = pairsByAlg();
  pairs.other = pairsByAlg();
  return {
    tokens: [...compact(pairs), ...confusion(pairs), ...headers(pairs), ...signatures(pairs)],
    keys: [...keySets(pairs)],
    claims: [...claims(pairs)],
    idTokens: [...idTokens(pairs)],
    client: {
      options: {
        authority: ISSUER,
        audience: AUDIENCE,
        clientId: 'app',
        jwks: { keys: [pairs.ES256.publicJwk] },
      },
      now: NOW,
      nonce: NONCE,
    },
  };
}

/** Signatures that arithmetic or padding makes wrong. */
function* signatures(pairs) {
  for (const alg of ALGS) {
    const { publicJwk, privateJwk } = pairs[alg];
    const jwks = { keys: [publicJwk] };
    const input = `${encode(JSON.stringify({ alg }))}.${encode('{"sub":"ada"}')}`;
    const right = signature(alg, privateJwk, input);
    const all = [
      ...[...forgeries(alg, input, { privateJwk })].map(([what, bytes]) => [
        what,
        { signature: bytes },
      ]),
      ...spoilt(alg, { input, signature: right }, publicJwk),
    ];
    for (const [what, changed] of all) {
      // The number may have outgrown its bytes: then there is nothing to send.
      const bytes = changed.signature ?? right;
      const token = `${changed.input ?? input}.${encode(bytes)}`;
      yield { name: `${alg}: ${what}`, jwks, token, valid: changed.verdict === 'valid' };
    }
  }
}

function pairsByAlg() {
  const made = Object.fromEntries(Object.keys(KINDS).map((kind) => [kind, createPair(kind)]));
  const kindOf = (alg) => Object.keys(KINDS).find((kind) => KINDS[kind].includes(alg));
  return Object.fromEntries(ALGS.map((alg) => [alg, made[kindOf(alg)]]));
}
