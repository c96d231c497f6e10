// JSON texts by the thousand: right ones, broken ones, and right ones that name a member twice.

/** A generator that gives the same numbers for the same seed, so that a failure can be looked at again. */
export function random(seed) {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const SEEDS = [
  'null',
  'true',
  'false',
  '0',
  '-0',
  '1',
  '-1.5e-7',
  '1E400',
  '123456789012345678901234567890',
  '""',
  '"é😀\\u00e9\\ud83d\\ude00\\n\\/"',
  '[]',
  '{}',
  '[1,[2,[3]]]',
  '{"a":{"b":[{},{"c":null}]},"":1}',
  ' { "a" : [ 1 , 2 ] } ',
  '[true,false,null,"x",0.1]',
  '{"a":1,"A":2,"\\u0062":3}',
  '"\\u0000"',
  '{"__proto__":1,"constructor":2,"toString":3}',
  '[1e0,1E+0,1e-0,0e1,0.0]',
  '"\u007f\u2028\u2029"',
];

const PIECES = [
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '"',
  '\\',
  '\\u',
  '\\u0061',
  '\\ud800',
  '0',
  '00',
  '1.',
  '.5',
  '+1',
  '-',
  'e',
  '1e',
  'true',
  'nul',
  'NaN',
  'Infinity',
  "'",
  '//',
  '/**/',
  ' ',
  '\t',
  '\n',
  '\f',
  '\u00a0',
  '\ufeff',
  '\0',
  '\x01',
  'é',
  '"a":1',
  '"a":1,"a":2',
  '[[[[',
  '\\x41',
  "\\'",
  '\u2028',
  '#',
  '=',
  'undefined',
  '0x1',
  '1_0',
  '{"a":1,}',
  '[1,]',
  '[,1]',
];

/**
 * @param {number} count
 * @param {(below: number) => number} pick
 * @returns {Iterable<string>}
 */
export function* texts(count, pick) {
  yield* SEEDS;
  for (let made = 0; made < count; made += 1) {
    let text = SEEDS[pick(SEEDS.length)];
    for (let change = pick(3); change >= 0; change -= 1) text = changed(text, pick);
    yield text;
  }
}

function changed(text, pick) {
  const [from, length] = [pick(text.length + 1), pick(3)];
  const piece = pick(4) === 0 ? '' : PIECES[pick(PIECES.length)];
  return text.slice(0, from) + piece + text.slice(from + length);
}

/**
 * Objects that have two members of one name, somewhere, in some spelling.
 *
 * @param {number} count
 * @param {(below: number) => number} pick
 * @returns {Iterable<string>}
 */
export function* repeated(count, pick) {
  for (let made = 0; made < count; made += 1) {
    const name = ['a', 'exp', '', '😀', 'é', '"', '__proto__'][pick(7)];
    const others = Array.from({ length: pick(6) }, (_, at) => `"n${at}":${pick(9)}`);
    const members = [...others, `${spelled(name, pick)}:1`];
    members.splice(pick(members.length + 1), 0, `${spelled(name, pick)}:2`);
    let text = `{${members.join(',')}}`;
    for (let depth = pick(10); depth > 0; depth -= 1)
      text = pick(2) ? `[0,${text}]` : `{"in":${text}}`;
    yield text;
  }
}

/** Each character as it is, or escaped. */
function spelled(name, pick) {
  const units = [...name].map((character) => {
    if (pick(2) === 0) return JSON.stringify(character).slice(1, -1);
    return character
      .split('')
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .join('');
  });
  return `"${units.join('')}"`;
}
