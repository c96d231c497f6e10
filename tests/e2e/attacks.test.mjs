// Tokens, keys and claims made to be refused, and good ones that look unusual: the same verdicts from the
// npm package in every runtime.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { attackGroups } from '../npm/body/attacks.mjs';
import { prepare } from '../npm/context.mjs';
import { install } from '../npm/installed.mjs';
import { RUNTIMES } from '../npm/runtimes.mjs';
import { createFigures, shown } from '../support/figures.mjs';
import { createAttacks } from '../vectors/attacks.mjs';
import { readWycheproof } from '../vectors/wycheproof.mjs';

/** Each group by its row in the table, and how many invalid and valid ones it must have at least. */
const ROWS = {
  'attack tokens': ['JSON Web Signature', 2500, 20],
  'attack keys': ['JSON Web Key', 250, 20],
  'attack claims': ['Claims', 140, 20],
  'attack ID Tokens': ['Claims of ID Tokens', 110, 10],
  'Wycheproof signatures': ['Wycheproof JSON Web Signature', 353, 40],
  'Wycheproof keys': ['Wycheproof JSON Web Key', 21, 5],
};

const figures = createFigures('attacks');
const attacks = { ...createAttacks(), wycheproof: await readWycheproof() };
const groups = attackGroups(attacks);
const wrong = Object.fromEntries(groups.map(({ group }) => [group, []]));
let asked = 0;
let installed;

before(async () => {
  installed = await install();
});

after(async () => {
  await installed?.remove();
  for (const { group, cases } of groups) {
    const [row] = ROWS[group];
    const count = (verdict) => cases.filter(([, wanted]) => wanted === verdict).length;
    const amiss = (verdict) => wrong[group].filter((one) => one.wanted === verdict).length;
    const [bad, good] = [count('refused'), count('accepted')];
    figures.add({
      row,
      target: '0 invalid accepted, every valid one accepted, in every runtime',
      measured: `${amiss('refused')} of ${shown(bad)} invalid accepted, ${amiss('accepted')} of ${good} valid refused, in ${asked} runtimes`,
      met: wrong[group].length === 0 && asked === Object.keys(RUNTIMES).length,
    });
  }
  await figures.write();
});

for (const [runtime, ask] of Object.entries(RUNTIMES)) {
  describe(runtime, () => {
    let verdicts;
    before(
      async () => {
        const { context, close } = await prepare('attacks', { attacks });
        try {
          ({ verdicts } = await ask(installed.folder, context));
        } finally {
          await close();
        }
        asked += 1;
      },
      { timeout: 180_000 },
    );
    for (const { group, cases } of groups) {
      test(group, () => {
        const said = verdicts.filter((one) => one.group === group);
        assert.deepEqual(
          said.map(({ name }) => name),
          cases.map(([name]) => name),
        );
        const amiss = cases
          .map(([name, wanted], at) => ({ name, wanted, verdict: said[at].verdict }))
          .filter(({ wanted, verdict }) => wanted !== verdict);
        wrong[group].push(...amiss);
        assert.deepEqual(amiss, []);
      });
    }
  });
}

for (const { group, cases } of groups) {
  test(`there are enough of the ${group} on both sides`, () => {
    const [, bad, good] = ROWS[group];
    const refused = cases.filter(([, wanted]) => wanted === 'refused').length;
    const accepted = cases.length - refused;
    assert.ok(refused >= bad && accepted >= good, `${refused} invalid, ${accepted} valid`);
  });
}
