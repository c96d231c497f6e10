// What a process keeps in memory; on Linux only.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** @returns {number[]} The process ids of this process's children. */
export function children() {
  if (!existsSync('/proc/self/task')) return [];
  return readdirSync('/proc/self/task')
    .flatMap((task) => readFileSync(join('/proc/self/task', task, 'children'), 'utf8').split(' '))
    .filter(Boolean)
    .map(Number);
}

/**
 * @param {number | undefined} pid
 * @returns {number | undefined} MiB.
 */
export function residentMiB(pid) {
  if (pid === undefined || !existsSync(`/proc/${pid}/status`)) return undefined;
  const line = readFileSync(`/proc/${pid}/status`, 'utf8').match(/^VmRSS:\s+(\d+) kB$/m);
  return Number(line[1]) / 1024;
}
