// The public vectors of Project Wycheproof for JSON Web Signature and JSON Web Key, as the crate
// wycheproof-ng-kdf-jose of tests/Cargo.toml carries them.
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

import { ROOT } from '../support/root.mjs';

const CRATE = 'wycheproof-ng-kdf-jose';

/**
 * Said to be valid, and refused here: the header's `alg` is another than the key's (346, 350), the key's is
 * the unregistered "ES521" (347, 351), `?` stands in the base64url (372, 373).
 */
const REFUSED = [346, 347, 350, 351, 372, 373];

/** Said to be invalid, though the text is that of a valid one (357), to the last character. */
const SAME_AS_VALID = [367, 370];

export async function readWycheproof() {
  const folder = await find();
  const read = async (name) =>
    JSON.parse(await readFile(join(folder, `json_web_${name}_test.json`), 'utf8')).testGroups;
  const [signatures, keys] = await Promise.all([read('signature'), read('key')]);
  return {
    signatures: vectors('JWS', signatures)
      .filter(({ id }) => !SAME_AS_VALID.includes(id))
      .map((vector) => (REFUSED.includes(vector.id) ? { ...vector, valid: false } : vector)),
    keys: vectors('JWK', keys),
  };
}

/** Where Cargo keeps the crate that the lock file names. */
async function find() {
  const { stdout } = await promisify(execFile)(
    'cargo',
    ['metadata', '--locked', '--format-version', '1'],
    { cwd: ROOT, maxBuffer: 64 * 1024 * 1024 },
  );
  const crate = JSON.parse(stdout).packages.find(({ name }) => name === CRATE);
  return join(dirname(crate.manifest_path), 'src/data');
}

/** @returns {(import('./attacks.mjs').Attack & { id: number })[]} */
function vectors(kind, groups) {
  return groups.flatMap(({ public: open, private: secret, tests }) => {
    const key = open ?? secret;
    const jwks = key.keys ? { keys: key.keys } : { keys: [key] };
    return tests.map(({ tcId, comment, jws, result }) => ({
      id: tcId,
      name: `${kind} ${tcId} ${comment}`,
      jwks,
      token: jws,
      valid: result === 'valid',
    }));
  });
}
