// The contract of a verifier: in every runtime, the host's and the pure-Rust one in wasm say about
// every signature what the vectors say.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { before, describe, test } from 'node:test';

import { DIFFERENCES } from '../contract/differences.mjs';
import { RUNTIMES } from '../contract/runtimes.mjs';

const vectors = JSON.parse(await readFile(new URL('../vectors/signatures.json', import.meta.url)));
const algorithms = [...new Set(vectors.cases.map(({ alg }) => alg))];
const VERIFIERS = { host: "the host's verifier", wasm: 'the pure-Rust verifier' };

for (const [runtime, ask] of Object.entries(RUNTIMES)) {
  describe(runtime, () => {
    let verdicts;

    before(
      async () => {
        verdicts = await ask(vectors);
      },
      { timeout: 240_000 },
    );

    for (const [verifier, title] of Object.entries(VERIFIERS)) {
      for (const alg of algorithms) {
        test(`${title} tells good ${alg} from bad`, () => {
          assert.equal(verdicts[verifier].length, vectors.cases.length);
          const wrong = vectors.cases
            .map((asked, index) => [asked, verdicts[verifier][index]])
            .filter(([asked]) => asked.alg === alg)
            .filter(([asked, verdict]) => verdict !== expected(runtime, verifier, asked))
            .map(([asked, verdict]) => `${asked.name}: ${verdict}`);
          assert.deepEqual(wrong, []);
        });
      }
    }
  });
}

test('every known difference has a reason and is about some case', () => {
  for (const { about, reason } of DIFFERENCES) {
    assert.ok(reason.length > 0);
    assert.ok(vectors.cases.some(about), reason);
  }
});

function expected(runtime, verifier, asked) {
  const difference = DIFFERENCES.find(
    (known) => known.runtime === runtime && known.verifier === verifier && known.about(asked),
  );
  return difference?.verdict ?? asked.verdict;
}
