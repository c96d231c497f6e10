// The body of the benchmark, the same in every runtime: rounds in which everybody has a turn.

/** The tokens that are put to everybody, and whether they are valid. */
export const CASES = {
  first: true,
  seen: true,
  expired: false,
  audience: false,
  signature: false,
  malformed: false,
};

/** Those that the signature alone does not tell: whoever looks at nothing else is not asked. */
const BEYOND_THE_SIGNATURE = ['expired', 'audience', 'malformed'];

/**
 * @typedef {object} Plan
 * @property {string[]} algorithms
 * @property {number} rounds
 * @property {number} lead How many open a turn, untimed: the caches hold the last turn's code and data.
 * @property {number} batch How many tokens in a row are timed together.
 * @property {number} warmup How many come before, untimed.
 * @property {number} warmMilliseconds How long a token that may be seen again is repeated before.
 *
 * @typedef {object} Cell
 * @property {string} library
 * @property {string} alg
 * @property {string} name  The case.
 * @property {(count: number) => Promise<void>} run Puts that many tokens to the library, one by one.
 */

/** How many tokens each must see for the first time. */
export function distinct({ rounds, lead, batch, warmup }) {
  return warmup + rounds * (lead + batch) + 1;
}

/**
 * Everything that can be timed, after each verdict was seen to be right: a library that refuses every
 * token is fast.
 *
 * @param {Record<string, import('./libraries/web.mjs').Library>} libraries
 * @param {{ algorithms: string[] }} plan
 * @param {{ issuer: string, audience: string, tokens: Record<string, import('./tokens.mjs').Tokens> }} data
 * @param {Function} Client
 * @returns {Promise<{ cells: Cell[], missing: { library: string, alg: string, why: string }[] }>}
 */
export async function cellsOf(libraries, { algorithms }, { issuer, audience, tokens }, Client) {
  const cells = [];
  const missing = [];
  for (const alg of algorithms) {
    for (const [library, make] of Object.entries(libraries)) {
      try {
        const verify = await make({ alg, jwk: tokens[alg].jwk, issuer, audience, Client });
        if (verify === undefined) continue;
        const own = Object.keys(CASES)
          .filter((name) => !library.endsWith('alone') || !BEYOND_THE_SIGNATURE.includes(name))
          .map((name) => ({ library, alg, name, run: runner(verify, name, tokens[alg]) }));
        for (const { name } of own) await expect(verify, name, tokens[alg]);
        cells.push(...own);
      } catch (error) {
        missing.push({ library, alg, why: String(error?.message ?? error).split('\n')[0] });
      }
    }
  }
  return { cells, missing };
}

/**
 * @typedef {object} Sample
 * @property {number} wall  Microseconds that a token took.
 * @property {number} [cpu] Microseconds that a processor worked for it, on whichever thread: other work
 *   on the machine does not show in it.
 *
 * @param {Cell[]} cells
 * @param {Plan} plan
 * @param {() => number} [cpuTime] Microseconds that this process has worked.
 * @returns {Promise<{ library: string, alg: string, name: string, samples: Sample[] }[]>} A sample of each
 *   cell for each round.
 */
export async function timeAll(cells, { rounds, lead, batch, warmup, warmMilliseconds }, cpuTime) {
  for (const cell of cells) await warm(cell, { warmup, warmMilliseconds });
  const measured = cells.map(({ library, alg, name }) => ({ library, alg, name, samples: [] }));
  for (let round = 0; round < rounds; round += 1) {
    for (const index of turns(cells.length, round)) {
      await cells[index].run(lead);
      const worked = cpuTime?.();
      const begun = performance.now();
      await cells[index].run(batch);
      const wall = ((performance.now() - begun) * 1000) / batch;
      const cpu = cpuTime && (cpuTime() - worked) / batch;
      measured[index].samples.push({ wall, ...(cpuTime && { cpu }) });
    }
  }
  return measured;
}

/** Until the compilers of this runtime have had their time, which counts as the process's too. */
async function warm({ name, run }, { warmup, warmMilliseconds }) {
  const end = performance.now() + warmMilliseconds;
  do await run(warmup);
  while (name !== 'first' && performance.now() < end);
}

/** All indices, with another stride each round: nobody always runs in the wake of the same neighbour. */
export function turns(length, round) {
  const strides = Array.from({ length }, (_, index) => index + 1).filter(
    (stride) => divisor(stride, length) === 1,
  );
  const stride = strides[(round * 7) % strides.length];
  return Array.from({ length }, (_, turn) => (round + turn * stride) % length);
}

/** The greatest that both have. */
function divisor(a, b) {
  return b === 0 ? a : divisor(b, a % b);
}

function runner(verify, name, tokens) {
  if (CASES[name]) {
    // The last one is for the look at the verdicts.
    const list = name === 'first' ? tokens.first.slice(0, -1) : [tokens.seen];
    let next = 0;
    return async (count) => {
      for (let index = 0; index < count; index += 1) {
        const answer = verify(list[next]);
        if (typeof answer?.then === 'function') await answer;
        next = next + 1 < list.length ? next + 1 : 0;
      }
    };
  }
  const token = tokens[name];
  return async (count) => {
    for (let index = 0; index < count; index += 1) {
      try {
        const answer = verify(token);
        if (typeof answer?.then === 'function') await answer;
      } catch {
        // Refused, as it should be.
      }
    }
  };
}

async function expect(verify, name, tokens) {
  const token = name === 'first' ? tokens.first.at(-1) : tokens[name];
  let refusal;
  try {
    await verify(token);
  } catch (error) {
    refusal = error;
  }
  if ((refusal === undefined) === CASES[name]) return;
  throw new Error(`its verdict about \`${name}\` is wrong${refusal ? `: ${refusal.message}` : ''}`);
}
