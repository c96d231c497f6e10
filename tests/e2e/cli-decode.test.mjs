// `edgeward decode`: shows what a token says, never as verified, and takes whatever it is given.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { edgeward, edgewardJson } from '../support/cli.mjs';

const NOW = Math.floor(Date.now() / 1000);
const SIGNATURE = 'c2lnbmF0dXJl';
const HEADER = { alg: 'RS256', kid: 'k1' };
const CLAIMS = {
  iss: 'https://a.example',
  sub: 's',
  aud: 'api',
  iat: NOW - 60,
  exp: NOW + 86_000,
};

const encode = (value) => Buffer.from(value).toString('base64url');
const token = (header, claims, signature = SIGNATURE) =>
  [encode(JSON.stringify(header)), encode(JSON.stringify(claims)), signature].join('.');

test('header, claims and dates are shown, and that nothing is verified', async () => {
  const good = token({ ...HEADER, typ: 'at+jwt' }, { ...CLAIMS, roles: ['admin', 'editor'] });
  const { code, out, err } = await edgeward(['decode', good]);
  assert.deepEqual([code, err], [0, '']);
  const [first] = out.split('\n');
  assert.equal(first, '! Not verified: anybody can have written this.');
  assert.match(out, /^ {2}alg {2}RS256$/m);
  assert.match(out, /^ {2}roles +admin, editor$/m);
  assert.match(
    out,
    /^ {2}exp +\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC, in 23 hours \d+ minutes? +\d+$/m,
  );
  assert.match(out, /^ {2}iat +.+ UTC, \d+ minutes? (\d+ seconds? )?ago +\d+$/m);
  assert.doesNotMatch(out, /Warnings|Malformed|refuses/);

  const { json } = await edgewardJson(['decode', good]);
  assert.deepEqual([json.verified, json.wellFormed, json.refused], [false, true, null]);
  assert.deepEqual(json.header, { ...HEADER, typ: 'at+jwt' });
  assert.deepEqual(json.claims, { ...CLAIMS, roles: ['admin', 'editor'] });
  assert.equal(json.dates.exp.iso, new Date(CLAIMS.exp * 1000).toISOString());
  assert.deepEqual([json.signatureBytes, json.faults, json.warnings], [9, [], []]);
});

test('the token comes on standard input too, with white space or a scheme around it', async () => {
  const good = token(HEADER, CLAIMS);
  for (const input of [good, `${good}\n`, `Bearer ${good}`, `Authorization: bearer ${good}\r\n`]) {
    const { code, json } = await edgewardJson(['decode', '-'], { input });
    assert.deepEqual([code, json.claims], [0, CLAIMS], input.slice(0, 20));
  }
});

test('an integer that JavaScript would round is shown digit by digit', async () => {
  const [header, , signature] = token(HEADER, {}).split('.');
  const big = `${header}.${encode('{"id":9007199254740993}')}.${signature}`;
  assert.match((await edgeward(['decode', big])).out, /^ {2}id {2}9007199254740993$/m);
  assert.equal((await edgewardJson(['decode', big])).json.claims.id, '9007199254740993');
});

const WITHOUT = (name) => ({ ...CLAIMS, [name]: undefined });
const ODD = [
  ['alg_none', { ...HEADER, alg: 'none' }, CLAIMS],
  ['alg_none', { ...HEADER, alg: 'nOnE' }, CLAIMS],
  ['alg_missing', { kid: 'k1' }, CLAIMS],
  ['alg_unsupported', { ...HEADER, alg: 'ES256K' }, CLAIMS],
  ['alg_symmetric', { ...HEADER, alg: 'HS256' }, CLAIMS],
  ['header_forbidden', { ...HEADER, crit: ['b'] }, CLAIMS],
  ['key_in_header', { ...HEADER, jwk: {} }, CLAIMS],
  ['key_in_header', { ...HEADER, jku: 'https://evil.example' }, CLAIMS],
  ['key_in_header', { ...HEADER, x5c: [] }, CLAIMS],
  ['kid_missing', { alg: 'RS256' }, CLAIMS],
  ['exp_missing', HEADER, WITHOUT('exp')],
  ['claim_missing', HEADER, WITHOUT('aud')],
  ['claim_missing', HEADER, WITHOUT('iss')],
  ['date_invalid', HEADER, { ...CLAIMS, exp: '2030-01-01' }],
  ['expired', HEADER, { ...CLAIMS, exp: NOW - 3 }],
  ['not_yet_valid', HEADER, { ...CLAIMS, nbf: NOW + 500 }],
  ['issued_in_the_future', HEADER, { ...CLAIMS, iat: NOW + 500 }],
  ['long_life', HEADER, { ...CLAIMS, exp: NOW + 40 * 86_400 }],
];

for (const [code, header, claims] of ODD) {
  test(`what is odd is said once: ${code} of ${JSON.stringify(header)}`, async () => {
    const odd = token(header, claims);
    const { json } = await edgewardJson(['decode', odd]);
    assert.deepEqual(
      json.warnings.map((warning) => warning.code),
      [code],
    );
    const { out } = await edgeward(['decode', odd]);
    // The clock has gone on between the two: figures may differ.
    assert.ok(figureless(out).includes(figureless(`! ${json.warnings[0].message}`)), out);
  });
}

test('a token without a signature is odd', async () => {
  const { json } = await edgewardJson(['decode', token(HEADER, CLAIMS, '')]);
  assert.deepEqual(
    json.warnings.map(({ code }) => code),
    ['signature_missing'],
  );
});

const [H, P] = token(HEADER, CLAIMS).split('.');
const MALFORMED = [
  ['one segment', 'hunter2', { where: 'token' }],
  ['two segments', `${H}.${P}`, { where: 'token' }],
  ['four segments', `${H}.${P}.${SIGNATURE}.x`, { where: 'token' }],
  ['an encrypted token', `${H}.a.b.c.d`, { where: 'token' }],
  ['padding', `${H}.${P}=.${SIGNATURE}`, { where: 'payload', character: P.length + 1 }],
  ['base64', `+${H.slice(1)}.${P}.${SIGNATURE}`, { where: 'header', character: 1 }],
  ['a line break', `${H}.${P.slice(0, 8)}\n${P.slice(8)}.${SIGNATURE}`, { character: 9 }],
  ['a cut signature', `${H}.${P}.c2lnb`, { where: 'signature', character: 5 }],
  ['bits too many', `${H}.${P}.c2lnbh`, { where: 'signature', character: 6 }],
  ['an empty header', `.${P}.${SIGNATURE}`, { where: 'header' }],
  ['a payload of text', `${H}.${encode('hello')}.${SIGNATURE}`, { where: 'payload', byte: 0 }],
  ['broken JSON', `${H}.${encode('{"a":1,}')}.${SIGNATURE}`, { where: 'payload', byte: 7 }],
  ['a payload twice', `${H}.${encode('{"a":1,"a":2}')}.${SIGNATURE}`, { where: 'payload' }],
  ['a list', `${H}.${encode('[]')}.${SIGNATURE}`, { where: 'payload' }],
  ['bytes that are no text', `${encode(Buffer.from([255]))}.${P}.x`, { where: 'header' }],
];

for (const [what, text, expected] of MALFORMED) {
  test(`of what is malformed it says what is wrong and where: ${what}`, async () => {
    const { code, json } = await edgewardJson(['decode', text]);
    assert.deepEqual([code, json.verified, json.wellFormed], [1, false, false]);
    const [fault] = json.faults;
    for (const [member, value] of Object.entries(expected)) assert.equal(fault[member], value);
    assert.notEqual(json.refused, null);
    const { code: exit, out } = await edgeward(['decode', text]);
    assert.equal(exit, 1);
    assert.ok(out.startsWith('! Not verified') && out.includes(fault.reason), out);
  });
}

const DEEP = encode('['.repeat(5000));
const HOSTILE = [
  '',
  '.',
  '..',
  '....',
  '.'.repeat(5000),
  `${DEEP}.${DEEP}.${DEEP}`,
  `${H}.${encode('{"__proto__":{"exp":1},"constructor":1,"toString":"x"}')}.x`,
  `${H}.${encode('{"exp":1e400,"iat":-1,"nbf":9e15}')}.x`,
  `${H}.${encode('{"exp":8640000000001,"auth_time":253402300800}')}.x`,
  `${H}.${encode('{"a":"\\u001b]0;owned\\u0007\\u202e\\u0000\\n\\r"}')}.x`,
  `${encode('{"alg":"\\u001b[2J","\\u001b[31m":1}')}.${P}.x`,
  '\u001b[31m.\u202e.\u0000'.replace('\u0000', ''),
  '💥.💥.💥',
  'a'.repeat(100_000),
  `${H}.${'A'.repeat(90_000)}.${SIGNATURE}`,
];

test('hostile tokens crash nothing, and put nothing odd into the terminal', async () => {
  for (const text of HOSTILE) {
    const what = JSON.stringify(text.slice(0, 60));
    const { code, out, err } = await edgeward(['decode', '-'], { input: text });
    assert.ok(code === 0 || code === 1, `${what}: ${code} ${err}`);
    assert.equal(err, '', what);
    assert.ok(out.startsWith('! Not verified'), what);
    assert.doesNotMatch(out, /[^\n\P{C}]|\p{Bidi_C}|\n +at /u, what);
    const { json } = await edgewardJson(['decode', '-'], { input: text });
    assert.equal(json.verified, false, what);
  }
});

test('bytes that are no text are refused as any other', async () => {
  const { code, err } = await edgeward(['decode', '-'], {
    input: Buffer.from([0xff, 0xfe, 0, 46]),
  });
  assert.deepEqual([code, err], [1, '']);
});

test('more than a token is not read', async () => {
  const { code, err } = await edgeward(['decode', '-'], { input: 'a'.repeat(2 ** 21) });
  assert.equal(code, 2);
  assert.match(err, /over 1048576 characters/);
});

test('neither the signature nor the whole token is ever shown', async () => {
  const signature = encode('a signature that nobody needs to see');
  for (const text of [
    token(HEADER, CLAIMS, signature),
    `${H}.${P}=.${signature}`,
    `${H}.${P}.${signature}=`,
    `${H}..${signature}`,
    `${H}.${P}.${signature}.${signature}`,
    `${H}.${P}.${signature}.${signature}.${signature}`,
  ]) {
    for (const more of [[], ['--json']]) {
      const { all } = await edgeward(['decode', text, ...more]);
      assert.ok(!all.includes(signature) && !all.includes('nobody needs'), all);
      assert.ok(!all.includes(P), all);
    }
  }
});

/** The text with a letter for each number. */
function figureless(text) {
  return text.replace(/\d+/g, 'N');
}
