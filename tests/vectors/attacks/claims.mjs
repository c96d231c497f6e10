// Claims of access tokens with a right signature: every rule from both sides, by JSON type and by value.
import { signToken } from './sign.mjs';

export const ISSUER = 'https://login.example/tenant';
export const AUDIENCE = 'api';
/** Seconds since 1970: the clock of whoever looks at these tokens. */
export const NOW = 1_900_000_000;
/** The clock tolerance that is not configured. */
const SKEW = 60;

const BASE = { iss: ISSUER, aud: AUDIENCE, sub: 'ada', iat: NOW - 10, exp: NOW + 600 };

/**
 * @param {Record<string, import('./sign.mjs').Pair>} pairs
 * @returns {Iterable<{ name: string, token: string, valid: boolean }>} For a client of `ISSUER`, with the
 *   key for ES256, the audience `AUDIENCE` and the client id `app`.
 */
export const claims = (pairs) => signed(pairs, BASE, payloads(), TYPES);

/**
 * Each payload signed with the key for ES256, then the plain claims with each `typ`.
 *
 * @param {Record<string, import('./sign.mjs').Pair>} pairs
 * @param {object} base The plain claims.
 * @param {Iterable<[name: string, payload: string, valid: boolean]>} payloads
 * @param {Record<string, boolean>} types Each with whether it is valid.
 */
export function* signed({ ES256: { privateJwk } }, base, payloads, types) {
  const token = (payload, header) =>
    signToken('ES256', privateJwk, { alg: 'ES256', ...header }, payload);
  for (const [name, payload, valid] of payloads) yield { name, token: token(payload), valid };
  for (const [typ, valid] of Object.entries(types)) {
    yield { name: `typ ${typ}`, token: token(JSON.stringify(base), { typ }), valid };
  }
}

/** Writes the claims with changes, or with text that is no JSON value in the place of one. */
export function writer(base) {
  const set = (changes) => JSON.stringify({ ...base, ...changes });
  const raw = (name, text) => set({ [name]: '\u2205' }).replace('"\u2205"', text);
  return { set, raw };
}

const TYPES = {
  'at+jwt': true,
  'application/at+jwt': true,
  'AT+JWT': true,
  JWT: true,
  jwt: true,
  '': false,
  'logout+jwt': false,
  'dpop+jwt': false,
  'JWT ': false,
  'secevent+jwt': false,
  'id+jwt': false,
  JWE: false,
};

function* payloads() {
  const { set, raw } = writer(BASE);
  yield ['the claims alone', set({}), true];
  for (const name of ['iss', 'aud', 'sub', 'exp'])
    yield [`no ${name}`, set({ [name]: undefined }), false];
  for (const name of ['iat', 'nbf']) yield [`no ${name}`, set({ [name]: undefined }), true];
  for (const name of ['exp', 'nbf', 'iat']) {
    for (const text of NO_DATES) yield [`${name} ${text}`, raw(name, text), false];
  }
  for (const [name, change, valid] of DATES) {
    for (const [what, written] of spellings(NOW + change)) {
      yield [`${name} ${change} s from now${what}`, raw(name, written), valid];
    }
  }
  for (const text of [
    '7',
    'true',
    'null',
    '{}',
    `["${ISSUER}"]`,
    '""',
    ...OTHER_ISSUERS.map((it) => JSON.stringify(it)),
  ]) {
    yield [`iss ${text}`, raw('iss', text), false];
  }
  for (const text of [
    '7',
    'null',
    'true',
    '{}',
    '[]',
    '""',
    '[""]',
    '[7]',
    '[["api"]]',
    '["api",null]',
    '{"api":1}',
    '"API"',
    '"api "',
    '"ap"',
    '"api,other"',
    '"other api"',
    '"*"',
    '["other"]',
    `[${'"api",'.repeat(32)}"api"]`,
  ]) {
    yield [`aud ${text.slice(0, 30)}`, raw('aud', text), false];
  }
  for (const text of ['["api"]', '["other","api"]', `[${'"x",'.repeat(31)}"api"]`]) {
    yield [`aud ${text.slice(0, 30)}`, raw('aud', text), true];
  }
  for (const text of [
    '7',
    'null',
    '""',
    '{}',
    '["ada"]',
    '"a\\u0000b"',
    '"é"',
    JSON.stringify('a'.repeat(256)),
  ]) {
    yield [`sub ${text.slice(0, 20)}`, raw('sub', text), false];
  }
  for (const [name, changes] of Object.entries(OTHER_KINDS)) yield [name, set(changes), false];
  yield ['azp alone', set({ azp: 'app' }), true];
  yield* malformed(set({}));
}

export const NO_DATES = [
  '"1900000600"',
  'null',
  'true',
  'false',
  '[]',
  '[1900000600]',
  '{}',
  '""',
  '0',
  '-1',
  '-0',
  '1e300',
  '1e999',
  '9007199254740992',
  '18446744073709551616',
  '-1e300',
  '1e-400',
];

/** Exact to the second: what happens one second either side of each boundary. */
export const DATES = [
  ['exp', 1 - SKEW, true],
  ['exp', -SKEW, false],
  ['exp', -1 - SKEW, false],
  ['nbf', SKEW - 1, true],
  ['nbf', SKEW, true],
  ['nbf', SKEW + 1, false],
  ['iat', SKEW - 1, true],
  ['iat', SKEW, true],
  ['iat', SKEW + 1, false],
];

/** One number, as JSON may write it. */
function* spellings(seconds) {
  yield ['', String(seconds)];
  yield [', with a fraction of zeros', `${seconds}.000`];
  yield [', with an exponent', `${seconds}0E-1`];
  yield [', in thousands', `${seconds / 1000}e3`];
}

export const OTHER_ISSUERS = [
  `${ISSUER}/`,
  ISSUER.slice(0, -1),
  ISSUER.toUpperCase(),
  `${ISSUER}\u0000`,
  ` ${ISSUER}`,
  ISSUER.replace('https', 'http'),
  'https://login.example',
  'https://login.example:443/tenant',
  'https://login.example/tenant/../tenant',
  'https://login.example.evil.example/tenant',
];

/** Right tokens of the issuer, for something else. */
const OTHER_KINDS = {
  'an ID Token by its nonce': { nonce: 'n' },
  'an ID Token by its at_hash': { at_hash: 'h' },
  'an ID Token by its c_hash': { c_hash: 'h' },
  'an ID Token by its s_hash': { s_hash: 'h' },
  'an ID Token by its audience': { aud: 'app' },
  'an ID Token of Cognito': { token_use: 'id' },
  'an ID Token of Keycloak': { typ: 'ID' },
  'a refresh token of Keycloak': { typ: 'Refresh' },
  'a logout token': { events: { 'http://schemas.openid.net/event/backchannel-logout': {} } },
  'a nonce that is null': { nonce: null },
};

function* malformed(good) {
  const inside = good.slice(0, -1);
  yield ['claims that are an array', `[${good}]`, false];
  yield ['claims that are a text', JSON.stringify(good), false];
  yield ['no claims', '', false];
  yield ['claims that are null', 'null', false];
  yield ['claims twice', good + good, false];
  yield ['exp twice', `${inside},"exp":${NOW + 600}}`, false];
  yield ['exp twice, once escaped', `${inside},"\\u0065xp":${NOW + 6000}}`, false];
  yield ['aud twice', `${inside},"aud":"api"}`, false];
  yield ['a repetition inside', `${inside},"x":{"y":[{"z":1,"z":1}]}}`, false];
  yield ['a byte order mark', `\ufeff${good}`, false];
  yield ['a comma at the end', `${inside},}`, false];
  yield ['17 levels', `${inside},"x":${'['.repeat(16)}${']'.repeat(16)}}`, false];
  yield ['16 levels', `${inside},"x":${'['.repeat(15)}${']'.repeat(15)}}`, true];
  const members = (count) => Array.from({ length: count }, (_, at) => `"m${at}":0`).join(',');
  yield ['256 members', `${inside},${members(251)}}`, true];
  yield ['257 members', `${inside},${members(252)}}`, false];
  yield ['257 elements', `${inside},"x":[${'0,'.repeat(256)}0]}`, false];
  yield ['256 elements', `${inside},"x":[${'0,'.repeat(255)}0]}`, true];
  yield ['__proto__', `${inside},"__proto__":{"iss":"x"}}`, true];
}
