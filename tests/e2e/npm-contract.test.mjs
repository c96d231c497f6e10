// One body of tests through the package's door in each runtime, with the same verdicts everywhere.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';

import { SUITES } from '../npm/body/run.mjs';
import { prepare } from '../npm/context.mjs';
import { DIFFERENCES } from '../npm/differences.mjs';
import { install } from '../npm/installed.mjs';
import { RUNTIMES } from '../npm/runtimes.mjs';

const vectors = JSON.parse(await readFile(new URL('../vectors/signatures.json', import.meta.url)));
const groups = SUITES.contract({ vectors });

let installed;

before(async () => {
  installed = await install();
});

after(() => installed.remove());

for (const [runtime, ask] of Object.entries(RUNTIMES)) {
  describe(runtime, () => {
    let answer;

    before(
      async () => {
        const { context, close } = await prepare('contract', { vectors });
        try {
          answer = await ask(installed.folder, context);
        } finally {
          await close();
        }
      },
      { timeout: 120_000 },
    );

    for (const { group, cases } of groups) {
      test(group, () => {
        const verdicts = answer.verdicts.filter((one) => one.group === group);
        const said = verdicts.map(({ name, verdict }) => `${name}: ${verdict}`);
        const wanted = cases.map(
          ([name, verdict]) => `${name}: ${expected(runtime, group, name, verdict)}`,
        );
        assert.deepEqual(said, wanted);
      });
    }
  });
}

function expected(runtime, group, name, verdict) {
  const known = DIFFERENCES.find(
    (one) => one.runtimes.includes(runtime) && one.group === group && one.name === name,
  );
  return known?.verdict ?? verdict;
}
