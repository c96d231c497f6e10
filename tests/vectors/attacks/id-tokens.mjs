// ID Tokens with a right signature: each rule of OpenID Connect Core §3.1.3.7 broken once, by JSON type and by
// value, and what is only unusual.
import {
  AUDIENCE,
  DATES,
  ISSUER,
  NO_DATES,
  NOW,
  OTHER_ISSUERS,
  signed,
  writer,
} from './claims.mjs';

export const NONCE = 'n-0S6_WzA2Mj';
const CLIENT = 'app';
const BASE = { iss: ISSUER, aud: CLIENT, sub: 'ada', iat: NOW - 10, exp: NOW + 600, nonce: NONCE };

/**
 * @param {Record<string, import('./sign.mjs').Pair>} pairs
 * @returns {Iterable<{ name: string, token: string, valid: boolean }>} For the client `app` of `ISSUER`, which
 *   has sent `NONCE`, trusts no other audience, and has no access token that came along.
 */
export const idTokens = (pairs) => signed(pairs, BASE, payloads(), TYPES);

const TYPES = {
  JWT: true,
  jwt: true,
  '': false,
  'at+jwt': false,
  'application/at+jwt': false,
  'AT+JWT': false,
  'logout+jwt': false,
  'dpop+jwt': false,
};

function* payloads() {
  const { set, raw } = writer(BASE);
  yield ['the claims alone', set({}), true];
  for (const name of ['iss', 'aud', 'sub', 'exp', 'iat', 'nonce'])
    yield [`no ${name}`, set({ [name]: undefined }), false];
  for (const name of ['exp', 'nbf', 'iat', 'auth_time']) {
    for (const text of NO_DATES) yield [`${name} ${text}`, raw(name, text), false];
  }
  for (const [name, change, valid] of DATES)
    yield [`${name} ${change} s from now`, raw(name, String(NOW + change)), valid];
  for (const text of ['7', 'null', '{}', `["${ISSUER}"]`, '""', ...OTHER_ISSUERS.map(quoted)])
    yield [`iss ${text}`, raw('iss', text), false];
  for (const [text, valid] of Object.entries(AUDIENCES))
    yield [`aud ${text}`, raw('aud', text), valid];
  // Whoever else may use the token must be trusted, and `azp` does not make them so.
  yield ['an untrusted audience, and azp', set({ aud: [CLIENT, AUDIENCE], azp: CLIENT }), false];
  for (const text of ['"other"', '""', '"APP"', '7', 'null', '["app"]'])
    yield [`azp ${text}`, raw('azp', text), false];
  yield ['azp of the client', set({ azp: CLIENT }), true];
  for (const text of ['""', '7', 'null', '["n-0S6_WzA2Mj"]', '"N-0S6_WZA2MJ"', '"n-0S6_WzA2Mj "'])
    yield [`nonce ${text}`, raw('nonce', text), false];
  for (const text of ['7', 'null', '[]']) yield [`at_hash ${text}`, raw('at_hash', text), false];
  for (const text of ['7', 'null', '""', '["ada"]', '"a\\u0000b"', quoted('a'.repeat(256))])
    yield [`sub ${text.slice(0, 20)}`, raw('sub', text), false];
  yield ['a sub of 255 characters', set({ sub: 'a'.repeat(255) }), true];
  yield ['a logout token', set({ events: { [LOGOUT]: {} } }), false];
  yield ['an access token of Cognito', set({ token_use: 'access' }), false];
  yield ['an access token of Keycloak', set({ typ: 'Bearer' }), false];
  const inside = set({}).slice(0, -1);
  yield ['nonce twice', `${inside},"nonce":"${NONCE}"}`, false];
  yield ['sub twice, once escaped', `${inside},"\\u0073ub":"eve"}`, false];
  yield ['an aud inside of another member', `${inside},"x":{"aud":"other"}}`, true];
}

const LOGOUT = 'http://schemas.openid.net/event/backchannel-logout';
const quoted = (text) => JSON.stringify(text);

const AUDIENCES = {
  '["app"]': true,
  '[]': false,
  '""': false,
  '[""]': false,
  '["app",7]': false,
  '[["app"]]': false,
  '{"app":1}': false,
  7: false,
  null: false,
  true: false,
  '"APP"': false,
  '"app "': false,
  '"app,api"': false,
  '"*"': false,
  '"api"': false,
  '["app","app"]': false,
};
