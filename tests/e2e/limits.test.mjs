// The limits of the npm package, found by asking on both sides of each; what oversized input costs; and its
// reader of JSON beside the host's own.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';

import { createFigures, shown } from '../support/figures.mjs';
import { random, repeated, texts } from '../support/json-texts.mjs';
import { ROOT } from '../support/root.mjs';
import { createPair, encode, signToken } from '../vectors/attacks/sign.mjs';

/** The memories of the package's modules, seen from before the first was loaded. */
const memories = [];
const { Instance } = WebAssembly;
WebAssembly.Instance = class extends Instance {
  constructor(...given) {
    super(...given);
    memories.push(this.exports.memory);
  }
};
const { Client, EdgewardError, InvalidTokenError, verifyJws } = await import(
  `${ROOT}/target/npm/edgeward/js/doors/node.js`
);

const ISSUER = 'https://login.example';
const NOW = 1_900_000_000;
const { privateJwk: secret } = createPair('oct');
const { publicJwk: rsaKey } = createPair('rsa');
const figures = createFigures('limits');
const sizes = [];

after(async () => {
  figures.add({
    row: 'Sizes',
    target: sizes.map(({ what, limit }) => `${what} ${shown(limit)}`).join(' · '),
    measured: sizes.map(({ found }) => shown(found)).join(' · '),
    met: sizes.length === LIMITS.length && sizes.every(({ limit, found }) => limit === found),
  });
  await figures.write();
});

const clientOf = (options) =>
  new Client({
    authority: ISSUER,
    audience: 'api',
    jwks: { keys: [secret] },
    clock: () => NOW,
    ...options,
  });
const CLAIMS = { iss: ISSUER, aud: 'api', sub: 'ada', exp: NOW + 60 };
const written = (changes) => JSON.stringify({ ...CLAIMS, ...changes });
const sign = (payload, header = {}) =>
  signToken('HS256', secret, { alg: 'HS256', ...header }, payload);
const taken = async (asked) => {
  try {
    await asked;
    return true;
  } catch (error) {
    if (error instanceof EdgewardError || error instanceof TypeError) return false;
    throw error;
  }
};
const verifies = (token, jwks = { keys: [secret] }) => taken(verifyJws(token, { jwks }));
const isValid = (payload) => taken(clientOf().validateToken(sign(payload)));

const metadata = { issuer: ISSUER, jwks_uri: `${ISSUER}/jwks` };

function served(url, document) {
  const answer = url.endsWith('/jwks') ? { keys: [createPair('P-256').publicJwk] } : metadata;
  const json = JSON.stringify(answer);
  const body = url.endsWith(document.at) ? json.padEnd(document.length) : json;
  return new Response(body, { headers: { 'content-type': 'application/json' } });
}

const documentOf = (at, ask) => (length) =>
  taken(
    ask(
      new Client({ authority: ISSUER, fetch: async (url) => served(String(url), { at, length }) }),
    ),
  );

const repeatedKeys = (count) =>
  Array.from({ length: count }, (_, at) => ({ ...secret, kid: `${at}` }));

/** Each limit, and whether something of a length is taken; undefined where there is none of that length. */
const LIMITS = [
  ['token', 16_384, (n) => exactToken(n)],
  ['header', 2048, (n) => exactHeader(n)],
  ['signature', 1024, (n) => longSignature(n)],
  [
    'JSON depth',
    16,
    (n) => isValid(`${written({}).slice(0, -1)},"x":${'['.repeat(n - 1)}${']'.repeat(n - 1)}}`),
  ],
  [
    'members',
    256,
    (n) =>
      isValid(written(Object.fromEntries(Array.from({ length: n - 4 }, (_, at) => [`m${at}`, 0])))),
  ],
  ['elements', 256, (n) => isValid(written({ x: Array(n).fill(0) }))],
  ['audiences', 32, (n) => isValid(written({ aud: Array(n).fill('api') }))],
  [
    'kid',
    256,
    (n) =>
      verifies(sign('x', { kid: 'k'.repeat(n) }), { keys: [{ ...secret, kid: 'k'.repeat(n) }] }),
  ],
  ['keys', 64, (n) => verifies(sign('x', { kid: '0' }), { keys: repeatedKeys(n) })],
  ['discovery', 65_536, documentOf('/openid-configuration', (one) => one.discovery())],
  ['JWKS', 131_072, documentOf('/jwks', (one) => one.jwks())],
];

function exactToken(length) {
  const head = sign('').length;
  const payload = 'x'.repeat(Math.floor(((length - head) * 3) / 4));
  const token = sign(payload);
  return token.length === length ? verifies(token) : undefined;
}

function exactHeader(length) {
  const text = '{"alg":"HS256","x":""}';
  const padding = Math.floor((length * 3) / 4) - text.length;
  const token = signToken('HS256', secret, text.replace('""', `"${'x'.repeat(padding)}"`));
  return token.indexOf('.') === length ? verifies(token) : undefined;
}

// No key makes longer ones, so what tells them apart is what is said of them.
async function longSignature(length) {
  const token = `${encode('{"alg":"RS256"}')}.${encode('{}')}.${encode(Buffer.alloc(length, 1))}`;
  const jwks = { keys: [rsaKey] };
  const error = await verifyJws(token, { jwks }).catch((it) => it);
  return error.code !== 'token_too_long';
}

for (const [what, limit, isTaken] of LIMITS) {
  test(`the limit of ${what} is where it should be`, async () => {
    let found = 0;
    let refused = Infinity;
    for (let length = limit - 3; length <= limit + 4; length += 1) {
      const answer = await isTaken(length);
      if (answer === true) found = Math.max(found, length);
      if (answer === false) refused = Math.min(refused, length);
    }
    // Of some lengths there is no base64url.
    const isExact = found <= limit && found > limit - 3 && refused > limit && refused < limit + 4;
    sizes.push({ what, limit, found: isExact ? limit : found });
    assert.ok(isExact, `${found} is taken, ${refused} is not`);
  });
}

test('what is oversized costs nothing to refuse', async () => {
  const mebibyte = 'A'.repeat(2 ** 20);
  const client = clientOf();
  await client.validateToken(sign(written({})));
  const oversized = {
    'a million dots': '.'.repeat(1e6),
    'a header of 1 MiB': `${mebibyte}.e30.AA`,
    'a payload of 1 MiB': `${encode('{"alg":"HS256"}')}.${mebibyte}.AA`,
    'a signature of 1 MiB': `${encode('{"alg":"HS256"}')}.e30.${mebibyte}`,
    '100 MB': 'A'.repeat(100e6),
  };
  const bytes = () => memories.reduce((sum, { buffer }) => sum + buffer.byteLength, 0);
  const before = bytes();
  assert.ok(before > 0);
  const times = [];
  for (const token of Object.values(oversized)) {
    const rounds = [];
    for (let round = 0; round < 51; round += 1) {
      const began = performance.now();
      const error = await client.validateToken(token).catch((it) => it);
      rounds.push(performance.now() - began);
      assert.ok(error instanceof InvalidTokenError);
    }
    times.push(rounds.sort((a, b) => a - b)[25]);
  }
  const slowest = Math.max(...times);
  const grown = bytes() - before;
  figures.add({
    row: 'Oversized token, or a million dots',
    target: 'refused in < 1 ms, nothing allocated above the limit',
    measured: `${slowest.toFixed(3)} ms (median, the slowest of ${times.length}), memory grown by ${grown} B`,
    met: slowest < 1 && grown === 0,
  });
  assert.equal(grown, 0);
});

test('the reader of JSON takes what the host’s own takes, and nothing else', async () => {
  const client = clientOf();
  const pick = random(20_260_101);
  const tally = { valid: 0, invalid: 0, wrong: [] };
  for (const text of texts(20_000, pick)) {
    const payload = `${written({}).slice(0, -1)},"x":${text}}`;
    const isRight = isJson(payload);
    const error = await client.validateToken(sign(payload)).then(
      () => undefined,
      (it) => it,
    );
    tally[isRight ? 'valid' : 'invalid'] += 1;
    const isExcused = isRight && error !== undefined && isStricter(payload);
    if (isRight !== (error === undefined) && !isExcused)
      tally.wrong.push(`${text}: ${error?.code}`);
  }
  const repetitions = [...repeated(5000, pick)];
  let accepted = 0;
  for (const text of repetitions) {
    assert.ok(isJson(text), text);
    if (await isValid(`${written({}).slice(0, -1)},"x":${text}}`)) accepted += 1;
  }
  figures.add({
    row: 'JSON',
    target: 'invalid texts refused, valid ones accepted, 100 % of duplicate members refused',
    measured: `${tally.wrong.length} of ${shown(tally.valid + tally.invalid)} texts judged otherwise than by JSON.parse, ${accepted} of ${shown(repetitions.length)} duplicates accepted`,
    met: tally.wrong.length === 0 && accepted === 0 && tally.valid > 1000 && tally.invalid > 5000,
  });
  assert.deepEqual(tally.wrong, []);
  assert.equal(accepted, 0);
});

/** Texts of characters, so no question of UTF-8: half a surrogate never gets that far. */
function isJson(text) {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** What the host takes and is refused on purpose: a name that comes again, half a character, depth. */
function isStricter(text) {
  const names = [...text.matchAll(/"((?:[^"\\]|\\.)*)"\s*:/gs)].map(([, name]) =>
    JSON.parse(`"${name}"`),
  );
  const isRepeated = new Set(names).size < names.length;
  return isRepeated || /\\u[dD][89a-fA-F]/.test(text) || /\[{17,}/.test(text);
}

test('the clock tolerance is exact to the second', async () => {
  const found = [];
  for (const tolerance of [0, undefined, 300]) {
    const isAccepted = async (claims) =>
      taken(clientOf({ clockTolerance: tolerance }).validateToken(sign(written(claims))));
    let expired = 0;
    while (expired < 400 && (await isAccepted({ exp: NOW - expired }))) expired += 1;
    let early = 0;
    while (early < 400 && (await isAccepted({ nbf: NOW + early + 1 }))) early += 1;
    found.push(`${tolerance ?? 'default'}: exp + ${expired} refused, nbf - ${early} accepted`);
    assert.deepEqual([expired, early], [tolerance ?? 60, tolerance ?? 60]);
  }
  const beyond = problemOf(() => clientOf({ clockTolerance: 301 }));
  figures.add({
    row: 'Clock skew',
    target: '60 s by default, <= 300 s; now == exp + skew refused',
    measured: `${found.join('; ')}; 301 refused: ${beyond === 'clockTolerance'}`,
    met: found.length === 3 && beyond === 'clockTolerance',
  });
  assert.equal(beyond, 'clockTolerance');
});

function problemOf(make) {
  try {
    make();
    return undefined;
  } catch ({ problems }) {
    return problems[0].option;
  }
}
