// Where and with what a run was made.
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg, release, totalmem, type } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import workerd from 'workerd';

import { ROOT } from '../support/root.mjs';
import { versions as runtimes } from './runtimes.mjs';

const PACKAGES = [
  'jose',
  'fast-jwt',
  'aws-jwt-verify',
  'hono',
  'jsonwebtoken',
  'oidc-client-ts',
  'openid-client',
];

/** @returns {Record<string, string | number>} */
export function machine() {
  const [{ model }] = cpus();
  return {
    processor: model,
    cores: availableParallelism(),
    memory: `${Math.round(totalmem() / 2 ** 30)} GiB`,
    system: `${type()} ${release()}`,
  };
}

/** @returns {number} How many programs wanted a core in the last minute, on average. */
export function load() {
  return Number(loadavg()[0].toFixed(1));
}

/** @returns {Promise<Record<string, string>>} */
export async function versions() {
  const packages = PACKAGES.map(async (name) => {
    const manifest = await readFile(join(ROOT, 'node_modules', name, 'package.json'), 'utf8');
    return [name, JSON.parse(manifest).version];
  });
  return {
    ...(await runtimes()),
    workerd: workerd.version,
    ...Object.fromEntries(await Promise.all(packages)),
  };
}

/** @returns {Promise<string>} What was measured. */
export async function commit() {
  const git = async (...args) =>
    (await promisify(execFile)('git', args, { cwd: ROOT })).stdout.trim();
  const changed = await git('status', '--porcelain', '--', 'src', 'Cargo.lock');
  return `${await git('rev-parse', '--short', 'HEAD')}${changed ? ', with changes' : ''}`;
}
