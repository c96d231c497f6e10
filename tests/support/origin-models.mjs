// What origins make of a path, each step on its own and all of them together.

const decode = (path) =>
  path.replace(/(?:%[0-9a-f]{2})+/gi, (bytes) =>
    new TextDecoder().decode(Buffer.from(bytes.replaceAll('%', ''), 'hex')),
  );

/** As one folds by Unicode's rules, not only by the letters of a language. */
export const fold = (path) => path?.toLowerCase().toUpperCase().toLowerCase();

/** White space of JavaScript, and of the Unicode of older languages. */
const trim = (segment) => segment.replace(/^[\s\u180e\u200b]+|[\s\u180e\u200b]+$/g, '');

const eachSegment = (path, change) => path.split('/').map(change).join('/');

/** @type {Record<string, (path: string) => string>} */
export const STEPS = {
  'decodes once': decode,
  'decodes twice': (path) => decode(decode(path)),
  'merges slashes': (path) => path.replace(/\/+/g, '/'),
  'takes a backslash for a slash': (path) => path.replaceAll('\\', '/'),
  'cuts path parameters off': (path) => eachSegment(path, (it) => it.replace(/;.*/, '')),
  'decodes as old JavaScript did': unescape,
  'folds letter case': fold,
  'drops dots and blanks at the end': (path) =>
    eachSegment(path, (it) =>
      /^\.{1,2}$/.test(it) ? it : trim(it.replace(/[\s\u180e\u200b.]+$/, '')),
    ),
  'trims blanks': (path) => eachSegment(path, trim),
  'resolves dot segments': withoutDots,
  'stops at a NUL': (path) => path.split('\0')[0],
  'stops at a question mark': (path) => path.split('?')[0],
  'stops at a hash': (path) => path.split('#')[0],
};

/**
 * Every path that some origin may read: each step or none, in any order, up to three times.
 *
 * @param {string} target What the origin is sent.
 * @returns {Set<string>}
 */
export function readings(target) {
  const found = new Set([target.split('?')[0]]);
  for (let round = 0; round < 3; round += 1) {
    for (const path of [...found]) {
      for (const step of Object.values(STEPS)) found.add(step(path));
    }
  }
  return found;
}

/** @param {string} path @returns {string[]} Its segments but for empty ones. */
export const segments = (path) => path.split('/').filter((segment) => segment !== '');

function withoutDots(path) {
  const kept = [];
  for (const segment of path.split('/')) {
    if (segment === '..') kept.pop();
    else if (segment !== '.') kept.push(segment);
  }
  return `/${kept.filter((it) => it !== '').join('/')}`;
}
