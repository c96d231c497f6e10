// How long things take to start, each sample in a process or page of its own, all in turn.
import { RUNTIMES, runIn } from '../runtimes.mjs';
import { interleaved } from '../statistics.mjs';
import { AUDIENCE, ISSUER, SUBJECT, createTokens } from '../tokens.mjs';
import { openPages } from './start-page.mjs';
import { freshWorkers } from './start-worker.mjs';

/**
 * @param {number} rounds Samples of each.
 * @returns {Promise<Record<string, import('../statistics.mjs').Spread>>} In milliseconds.
 */
export async function starts(rounds) {
  const { jwk, seen } = await createTokens('RS256', 0);
  const question = {
    issuer: ISSUER,
    audience: AUDIENCE,
    sub: SUBJECT,
    jwks: { keys: [jwk] },
    token: seen,
  };
  const pages = await openPages(question);
  const workers = await freshWorkers();
  const processes = RUNTIMES.map((runtime) => [
    runtime,
    () => runIn(runtime, 'tests/bench/size/start-process.mjs'),
  ]);
  try {
    return await interleaved(
      {
        Chromium: pages.start,
        ...Object.fromEntries(processes),
        'first token, edgeward': () => pages.first('edgeward'),
        'first token, jose': () => pages.first('jose'),
        'empty Worker': workers.sample.empty,
        Worker: workers.sample.gate,
      },
      rounds,
    );
  } finally {
    await pages.close();
    await workers.close();
  }
}
