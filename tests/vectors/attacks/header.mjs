// Headers and JSON: what changes the reading is refused, and what is only unusual is not.
import { encode, signSegments, signToken } from './sign.mjs';

/**
 * @param {Record<string, import('./sign.mjs').Pair>} pairs
 * @returns {Iterable<import('../attacks.mjs').Attack>}
 */
export function* headers(pairs) {
  for (const alg of ['HS256', 'RS256', 'ES256', 'EdDSA']) {
    const { privateJwk, publicJwk } = pairs[alg];
    const jwks = { keys: [publicJwk] };
    const one = (name, header, valid) => {
      const text =
        typeof header === 'string' || Buffer.isBuffer(header)
          ? header
          : JSON.stringify({ alg, ...header });
      return { name: `${alg}: ${name}`, jwks, token: signToken(alg, privateJwk, text), valid };
    };
    for (const crit of [
      ['exp'],
      ['b64'],
      ['alg'],
      ['crit'],
      [],
      [''],
      ['exp', 'exp'],
      'exp',
      null,
      {},
      7,
      true,
    ]) {
      const said = JSON.stringify(crit);
      yield one(`crit ${said}`, { crit, exp: 1, b64: true }, false);
    }
    for (const value of [true, false, null, 'false'])
      yield one(`b64 ${value}`, { b64: value }, false);
    const unencoded = encode(JSON.stringify({ alg, b64: false, crit: ['b64'] }));
    const token = signSegments(alg, privateJwk, unencoded, 'payload');
    yield { name: `${alg}: a payload that is not encoded`, jwks, token, valid: false };
    for (const zip of ['DEF', 'GZIP', '', null]) yield one(`zip ${zip}`, { zip }, false);
    for (const enc of ['A256GCM', '', null]) yield one(`enc ${enc}`, { enc }, false);
    for (const typ of [7, null, [], {}]) yield one(`typ ${JSON.stringify(typ)}`, { typ }, false);
    for (const kid of [7, null, [], {}, true])
      yield one(`kid ${JSON.stringify(kid)}`, { kid }, false);
    for (const [name, text] of notOneObject(alg)) yield one(name, text, false);
    for (const [name, text] of unusual(alg)) yield one(name, text, true);
  }
}

function* notOneObject(alg) {
  yield ['alg twice', `{"alg":"none","alg":"${alg}"}`];
  yield ['alg twice the other way', `{"alg":"${alg}","alg":"none"}`];
  yield ['alg twice alike', `{"alg":"${alg}","alg":"${alg}"}`];
  yield ['alg twice, once escaped', `{"alg":"${alg}","\\u0061lg":"none"}`];
  yield ['alg twice, wholly escaped', `{"alg":"${alg}","\\u0061\\u006c\\u0067":"${alg}"}`];
  yield ['a repetition inside', `{"alg":"${alg}","x":{"y":1,"y":2}}`];
  yield ['a repetition deep inside', `{"alg":"${alg}","x":[[{"y":1,"\\u0079":2}]]}`];
  yield ['the repeated empty name', `{"alg":"${alg}","":1,"":2}`];
  yield ['an array', `["${alg}"]`];
  yield ['a string', `"${alg}"`];
  yield ['null', 'null'];
  yield ['a number', '1'];
  yield ['nothing', ''];
  yield ['white space', ' '];
  yield ['no end', `{"alg":"${alg}"`];
  yield ['a comma at the end', `{"alg":"${alg}",}`];
  yield ['two objects', `{"alg":"${alg}"}{}`];
  yield ['something after it', `{"alg":"${alg}"}x`];
  yield ['a NUL after it', `{"alg":"${alg}"}\0`];
  yield ['a byte order mark', `\ufeff{"alg":"${alg}"}`];
  yield ['single quotes', `{'alg':'${alg}'}`];
  yield ['a comment', `{"alg":"${alg}"/**/}`];
  yield ['a name without quotes', `{alg:"${alg}"}`];
  yield ['a form feed', `{\f"alg":"${alg}"}`];
  yield ['a no-break space', `{\u00a0"alg":"${alg}"}`];
  yield [
    'bytes that are no UTF-8',
    Buffer.from([...Buffer.from(`{"alg":"${alg}","x":"`), 0xff, 0x22, 0x7d]),
  ];
  yield [
    'an overlong form',
    Buffer.from([...Buffer.from(`{"alg":"${alg}","x":"`), 0xc0, 0xaf, 0x22, 0x7d]),
  ];
  yield [
    'half a surrogate in UTF-8',
    Buffer.from([...Buffer.from(`{"alg":"${alg}","x":"`), 0xed, 0xa0, 0x80, 0x22, 0x7d]),
  ];
  yield ['UTF-16', Buffer.from(`{"alg":"${alg}"}`, 'utf16le')];
  yield ['half a surrogate', `{"alg":"${alg}","x":"\\ud800"}`];
  yield ['a control character', `{"alg":"${alg}","x":"\u0001"}`];
  yield ['too deep', `{"alg":"${alg}","x":${'['.repeat(16)}${']'.repeat(16)}}`];
  yield ['deep enough to overflow a stack', `{"alg":"${alg}","x":${'['.repeat(700)}`];
}

// RFC 8259 and RFC 7515 allow all of it.
function* unusual(alg) {
  yield ['white space', `{ "alg" :\t"${alg}"\r\n}`];
  yield ['alg escaped', `{"\\u0061lg":"${alg}"}`];
  yield [
    'the value of alg escaped',
    `{"alg":"\\u00${alg.charCodeAt(0).toString(16)}${alg.slice(1)}"}`,
  ];
  yield ['members that nobody knows', `{"alg":"${alg}","x":{"y":[1,2.5e3,null,true]},"":0}`];
  yield ['names that differ in case', `{"alg":"${alg}","ALG":"none"}`];
  yield [
    'names of what objects inherit',
    `{"alg":"${alg}","__proto__":{"alg":"none"},"constructor":1}`,
  ];
  yield ['typ JWT', `{"alg":"${alg}","typ":"JWT"}`];
  yield ['typ at+jwt', `{"alg":"${alg}","typ":"at+jwt"}`];
  yield ['cty', `{"alg":"${alg}","cty":"text/plain"}`];
  yield ['a surrogate pair', `{"alg":"${alg}","x":"\\ud83d\\ude00"}`];
  yield ['an emoji', `{"alg":"${alg}","x":"😀"}`];
  yield ['as deep as may be', `{"alg":"${alg}","x":${'['.repeat(15)}${']'.repeat(15)}}`];
  yield ['as many members as a header has room for', `{"alg":"${alg}",${members(180)}}`];
}

/** So short that they fit into a header. */
function members(count) {
  return Array.from({ length: count }, (_, at) => `"${at.toString(36)}":0`).join(',');
}
