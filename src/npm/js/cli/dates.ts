// Dates in words.

const UNITS = [
  ['year', 31_557_600],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const;

/** The time now, in whole seconds since 1970. */
export function now(): number {
  return Math.floor(Date.now() / 1000);
}

/** A NumericDate as a date, with how far from `from` it is; or nothing, where no calendar has it. */
export function inWords(seconds: number, from: number): string | undefined {
  const date = isoDate(seconds);
  if (date === undefined) return undefined;
  const shown = `${date.slice(0, 10)} ${date.slice(11, 19)} UTC`;
  return `${shown}, ${howFar(seconds - from)}`;
}

/** A NumericDate as ISO 8601. */
export function isoDate(seconds: number): string | undefined {
  const date = new Date(Math.floor(seconds) * 1000);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}

/** As in `in 9 minutes` and `2 days ago`. */
export function howFar(seconds: number): string {
  const far = duration(Math.abs(seconds));
  if (far === undefined) return 'now';
  return seconds > 0 ? `in ${far}` : `${far} ago`;
}

/** As in `1 hour 30 minutes`: the largest unit, and the next one where it says anything. */
export function duration(seconds: number): string | undefined {
  const whole = Math.floor(seconds);
  const first = UNITS.findIndex(([, size]) => whole >= size);
  const [unit, next] = [UNITS[first], UNITS[first + 1]];
  if (unit === undefined) return undefined;
  const rest = whole % unit[1];
  const parts = [count(Math.floor(whole / unit[1]), unit[0])];
  if (next !== undefined && rest >= next[1]) parts.push(count(Math.floor(rest / next[1]), next[0]));
  return parts.join(' ');
}

function count(number: number, unit: string): string {
  return `${number} ${unit}${number === 1 ? '' : 's'}`;
}
