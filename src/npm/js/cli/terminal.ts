// What kind of place standard output and standard error are.

/** Whether a stream takes colours. `NO_COLOR` and `FORCE_COLOR` say so, else only a terminal does. */
export function coloursFor(stream: NodeJS.WriteStream): boolean {
  const { NO_COLOR: no, FORCE_COLOR: force, TERM: term } = process.env;
  if (no !== undefined && no !== '') return false;
  if (force !== undefined && force !== '') return force !== '0' && force !== 'false';
  return stream.isTTY === true && term !== 'dumb';
}

/** How wide lines may be: as the terminal is; elsewhere nothing is broken. */
export function widthOf(stream: NodeJS.WriteStream): number {
  return stream.isTTY === true ? Math.max(40, stream.columns ?? 80) : Infinity;
}

/** Says on standard error what is waited for, as long as it takes; to people only. */
export async function whileWaiting<T>(what: string, work: Promise<T>): Promise<T> {
  if (process.stderr.isTTY !== true) return work;
  const line = `… ${what}`.slice(0, Math.max(20, (process.stderr.columns ?? 80) - 1));
  process.stderr.write(line);
  try {
    return await work;
  } finally {
    process.stderr.write(`\r${' '.repeat(line.length)}\r`);
  }
}
