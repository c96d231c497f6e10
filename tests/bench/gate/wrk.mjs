// Load, by wrk.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { ROOT } from '../../support/root.mjs';

const run = promisify(execFile);
const SCRIPT = join(ROOT, 'tests/bench/gate/wrk.lua');

/**
 * @param {string} url
 * @param {object} options
 * @param {number} options.seconds
 * @param {number} [options.connections]
 * @param {Record<string, string>} [options.headers]
 * @param {string} [options.tokens] A file of bearer tokens.
 * @param {number} [options.start] The first of them.
 * @returns {Promise<{ requests: number, perSecond: number, p50: number, p99: number, refused: number }>}
 *   Latencies in milliseconds. It fails where a request got no answer.
 */
export async function load(url, { seconds, connections = 16, headers = {}, tokens, start = 0 }) {
  const options = ['-t', '1', '-c', String(connections), '-d', `${seconds}s`, '-s', SCRIPT];
  const extra = Object.entries(headers).flatMap(([name, value]) => ['-H', `${name}: ${value}`]);
  const env = { ...process.env, START: String(start), ...(tokens && { TOKENS: tokens }) };
  const { stdout } = await run('wrk', [...options, ...extra, url], { env });
  const { requests, microseconds, p50, p99, refused, broken } = JSON.parse(
    stdout.match(/^\{.*\}$/m)[0],
  );
  if (broken > 0) throw new Error(`${broken} requests to ${url} got no answer`);
  const perSecond = (requests * 1_000_000) / microseconds;
  return { requests, perSecond, p50: p50 / 1000, p99: p99 / 1000, refused };
}
