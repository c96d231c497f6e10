// The public vectors of Project Wycheproof for JSON Web Signature and JSON Web Key, where somebody has
// them: no registry does, so the folder `testvectors_v1` is named by the variable WYCHEPROOF.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Said to be valid, and refused here: an `alg` that is another than the key's, or none, or `?` in base64url. */
const REFUSED = [346, 347, 350, 351, 372, 373];

/** Said to be invalid, though the text is that of a valid one (tcId 357), to the last character. */
const SAME_AS_VALID = [367, 370];

/** @returns {Promise<import('./attacks.mjs').Attack[] | undefined>} */
export async function readWycheproof() {
  const folder = process.env.WYCHEPROOF;
  if (!folder) return undefined;
  const read = async (name) =>
    JSON.parse(await readFile(join(folder, `json_web_${name}_test.json`), 'utf8')).testGroups;
  const [signatures, keys] = await Promise.all([read('signature'), read('key')]);
  return [...vectors('JWS', signatures), ...vectors('JWK', keys)];
}

function vectors(kind, groups) {
  return groups.flatMap(({ public: open, private: secret, tests }) => {
    const key = open ?? secret;
    const jwks = key.keys ? { keys: key.keys } : { keys: [key] };
    return tests
      .filter(({ tcId }) => kind === 'JWK' || !SAME_AS_VALID.includes(tcId))
      .map(({ tcId, comment, jws, result }) => ({
        name: `${kind} ${tcId} ${comment}`,
        jwks,
        token: jws,
        valid: result === 'valid' && !(kind === 'JWS' && REFUSED.includes(tcId)),
      }));
  });
}
