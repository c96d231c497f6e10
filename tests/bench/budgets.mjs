// What may be how large and how slow, and who says so. `cargo xtask size` and `cargo xtask bench` print
// each with what was measured.
//
// `today` stands where a target is not met yet: what holds until it is. `cargo xtask test` fails when a
// size goes beyond it; `cargo xtask size` fails as long as the target itself is missed.

/** 1 KB is 1,000 bytes, as the peers' sizes are quoted. */
const KB = 1000;

/**
 * @typedef {object} Budget
 * @property {string} name
 * @property {number} most   In `unit`.
 * @property {'bytes' | 'ms'} unit Bytes are those of gzip.
 * @property {string} source
 * @property {number} [today] What holds as long as the target does not.
 */

/** @type {Record<string, Budget>} */
export const SIZES = {
  page: {
    name: 'everything that a page loads',
    most: 45 * KB,
    unit: 'bytes',
    source: 'issue 5; issue 3 asks for 60 KB',
    today: 60 * KB,
  },
  worker: {
    name: 'the Worker',
    most: 250 * KB,
    unit: 'bytes',
    source: 'issue 5',
  },
};

/** @type {Record<string, Budget>} */
export const STARTS = {
  chromium: {
    name: 'compile and instantiate in Chromium',
    most: 3,
    unit: 'ms',
    source: 'issue 5; issue 3 asks for 5 ms',
  },
  worker: {
    name: 'fresh workerd to the first answer, over an empty Worker',
    most: 60,
    unit: 'ms',
    source: 'issue 5',
  },
};

/**
 * What must not be in the module that pages load: each with a pattern of its functions' names. One that
 * is `known` is still there: the report names it, and only a new one breaks the test.
 *
 * @type {{ what: string, pattern: RegExp, known?: true }[]}
 */
export const LEAKS = [
  { what: 'the `url` crate', pattern: ofCrate('url') },
  { what: 'tables of internationalized domain names', pattern: ofCrate('idna', 'icu_\\w+') },
  { what: 'serde', pattern: ofCrate('serde', 'serde_\\w+') },
  { what: 'a regular expression engine', pattern: ofCrate('regex', 'regex_\\w+', 'aho_corasick') },
  {
    what: 'the pure-Rust verifier',
    pattern: ofCrate('jwt_simple', 'superboring', 'ecdsa', 'p256', 'p384', 'p521'),
  },
  { what: "the gate's seal", pattern: ofCrate('chacha20', 'chacha20poly1305', 'poly1305') },
  { what: 'formatting, which `text::Say` is for', pattern: /\bcore::fmt::|\bflt2dec\b/ },
  { what: "Unicode's case tables", pattern: /<str>::to_(?:lower|upper)case|unicode::conversions/ },
  { what: 'reading of floating-point numbers', pattern: /\bdec2flt\b/ },
];

/** A function of one of these crates, or of one of their types. */
function ofCrate(...names) {
  return new RegExp(`(?:^|[<&( ])(?:${names.join('|')})::`);
}
