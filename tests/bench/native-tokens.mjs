// The tokens of the native benchmark, a valid one for each algorithm, as JSON.
import { ALGORITHMS, AUDIENCE, ISSUER, createTokens } from './tokens.mjs';

const tokens = {};
for (const alg of ALGORITHMS) {
  const { jwk, seen } = await createTokens(alg, 0);
  tokens[alg] = { jwk, seen };
}
console.log(JSON.stringify({ issuer: ISSUER, audience: AUDIENCE, tokens }));
