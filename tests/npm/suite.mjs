// A suite of the body, as tests: one for each group of verdicts in each runtime.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';

import { SUITES } from './body/run.mjs';
import { prepare } from './context.mjs';
import { DIFFERENCES } from './differences.mjs';
import { install } from './installed.mjs';
import { RUNTIMES } from './runtimes.mjs';

const vectors = JSON.parse(await readFile(new URL('../vectors/signatures.json', import.meta.url)));

/**
 * Puts a suite to the package in every runtime.
 *
 * @param {'contract' | 'hostile'} suite
 * @param {(runtime: string, answer: () => { requests: string[] }) => void} [more] More tests about an
 *   answer.
 */
export async function testEverywhere(suite, more = () => {}) {
  const groups = SUITES[suite]({ vectors });
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
          answer = await put(suite, ask, installed.folder);
        },
        { timeout: 180_000 },
      );
      for (const { group, cases } of groups) {
        test(group, () => {
          const verdicts = answer.verdicts.filter((one) => one.group === group);
          const said = verdicts.map(({ name, verdict }) => `${name}: ${verdict}`);
          const wanted = cases.map(([name, verdict]) => {
            return `${name}: ${differenceOf(runtime, group, name)?.verdict ?? verdict}`;
          });
          assert.deepEqual(said, wanted);
        });
      }
      more(runtime, () => answer);
    });
  }

  const about = new Set(groups.map(({ group }) => group));
  test('every known difference is one, has a reason and is about some case', () => {
    for (const { runtimes, group, name, verdict, reason } of DIFFERENCES) {
      assert.ok(reason.length > 0, name);
      for (const runtime of runtimes) assert.ok(runtime in RUNTIMES, runtime);
      if (!about.has(group)) continue;
      const { cases } = groups.find((one) => one.group === group);
      const [, expected] = cases.find(([known]) => known === name) ?? [];
      assert.ok(expected !== undefined && expected !== verdict, name);
    }
  });
}

/**
 * Puts one suite to the package in one runtime, with providers of its own.
 *
 * @param {string} suite
 * @param {(folder: string, context: object) => Promise<object>} ask
 * @param {string} folder
 */
export async function put(suite, ask, folder) {
  const { context, close } = await prepare(suite, { vectors });
  try {
    return await ask(folder, context);
  } finally {
    await close();
  }
}

function differenceOf(runtime, group, name) {
  return DIFFERENCES.find(
    (one) => one.runtimes.includes(runtime) && one.group === group && one.name === name,
  );
}
