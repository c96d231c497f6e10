// What a session keeps and what tabs send each other: texts that are read back as they were written, and
// nothing else is.
import assert from 'node:assert/strict';
import { test } from 'node:test';

const load = (name) => import(`../../target/npm/edgeward/js/browser/${name}.js`);
const { read } = await load('kept-text');
const { recordOf, replaces, textOf } = await load('record');
const { Ended } = await load('ended');
const { flowOf, flowText, surplus } = await load('flow');

const OWNER = 'https://id.example app';
const NOW = 1_700_000_000;

const record = {
  owner: OWNER,
  id: 'b',
  sequence: 3,
  signedInAt: 1_700_000_000_123,
  claims: { sub: 'ada', n: '12345678901234567890' },
  roles: ['admin'],
  customRoles: [],
  accessToken: 'at',
  refreshToken: 'rt',
  idToken: 'it',
  expiresAt: NOW + 600,
  renewAt: NOW + 540,
};

const flow = {
  owner: OWNER,
  state: 's'.repeat(43),
  nonce: 'n'.repeat(43),
  codeVerifier: 'v'.repeat(43),
  redirectUri: 'https://app.example/',
  maxAge: 60,
  returnTo: '/a?b',
  beganAt: NOW,
};

const recordIn = (text) => {
  const { kind, members } = read(text) ?? {};
  return kind === 'session' ? recordOf(members, OWNER) : undefined;
};

/** Each change makes another text of the good one, which is none then. */
function refuses(good, changes, parse) {
  for (const [from, to] of changes) {
    const broken = good.replace(from, to);
    assert.notEqual(broken, good, from);
    assert.equal(parse(broken), undefined, to);
  }
  for (let length = 0; length < good.length; length += 1) {
    assert.equal(parse(good.slice(0, length)), undefined, String(length));
  }
}

test('a session survives with and without a refresh token', () => {
  const { refreshToken: _, ...bare } = record;
  for (const one of [record, bare]) assert.deepEqual(recordIn(textOf(one)), one);
});

test('a foreign or broken session is none', () => {
  refuses(
    textOf(record),
    [
      ['"v":1', '"v":2'],
      ['"kind":"session"', '"kind":"sign-in"'],
      [OWNER, 'https://id.example other'],
      ['"claims":{', '"claims":[],"x":{'],
      ['"sequence":3', '"sequence":-3'],
      ['"at"', 'null'],
      ['"rt"', '7'],
      ['"renewAt"', '"x":1,"renewAt"'],
      ['"renewAt"', '"id":"c","renewAt"'],
      ['"admin"', '7'],
      ['"idToken":"it",', ''],
      [',"renewAt"', ', "renewAt"'],
    ],
    recordIn,
  );
});

test('the newer state and the later session count', () => {
  const renewed = { ...record, sequence: 4 };
  const later = { ...record, id: 'a', signedInAt: record.signedInAt + 1, sequence: 0 };
  const twin = { ...record, id: 'c', sequence: 0 };
  for (const [winner, loser] of [
    [renewed, record],
    [later, renewed],
    [twin, record],
  ]) {
    assert.ok(replaces(winner, loser));
    assert.ok(!replaces(loser, winner));
  }
  assert.ok(!replaces(record, record));
});

test('a kept sign-in is read back as it was', () => {
  const { maxAge: _, ...bare } = flow;
  for (const one of [flow, bare]) {
    assert.deepEqual(flowOf(flowText(one), OWNER, NOW + 599), one);
  }
});

test('an old, a future, a foreign and a broken sign-in are none', () => {
  const good = flowText(flow);
  assert.equal(flowOf(good, OWNER, NOW + 600), undefined);
  assert.equal(flowOf(good, OWNER, NOW - 1), undefined);
  assert.equal(flowOf(good, 'https://id.example b', NOW), undefined);
  assert.equal(flowOf(undefined, OWNER, NOW), undefined);
  const changes = [
    ['"v":1', '"v":2'],
    ['sign-in', 'session'],
    [`"${flow.nonce}"`, '7'],
    [flow.codeVerifier, 'short'],
    ['"maxAge":60', '"maxAge":"60"'],
    ['"maxAge":60', '"maxAge":60,"more":1'],
  ];
  refuses(good, changes, (text) => flowOf(text, OWNER, NOW));
});

test('one more sign-in finds room: what is none goes, then the oldest', () => {
  const at = (beganAt) => flowText({ ...flow, beganAt });
  const kept = { gone: at(NOW - 601), broken: 'x' };
  for (let n = 0; n < 9; n += 1) kept[n] = at(NOW - n);
  assert.deepEqual(surplus(kept, OWNER, NOW).sort(), ['7', '8', 'broken', 'gone']);
  assert.deepEqual(surplus({}, OWNER, NOW), []);
  assert.deepEqual(surplus({ a: at(NOW) }, OWNER, NOW), []);
});

test('the last sessions to end are remembered', () => {
  const ended = new Ended();
  for (let n = 0; n < 20; n += 1) ended.expire(String(n));
  ended.expire('19');
  assert.ok(ended.has('4') && !ended.has('3'));
});

test('what ended is read back, and a broken text teaches nothing', () => {
  const ended = new Ended();
  ended.expire('a');
  ended.signOut(7);
  ended.signOut(5);
  const learn = (text) => {
    const other = new Ended();
    const { kind, members } = read(text) ?? {};
    return kind === 'ended' && other.learn(members) ? other.toText() : undefined;
  };
  const text = ended.toText();
  assert.equal(learn(text), text);
  const changes = [
    ['["a"]', '[7]'],
    ['["a"]', '"a"'],
    ['7', '-7'],
    ['7', '7,"x":1'],
  ];
  refuses(text, changes, learn);
});

test('how a session ended: with its person’s sign-out, or by itself', () => {
  const ended = new Ended();
  assert.equal(ended.how(record), undefined);
  ended.expire(record.id);
  assert.equal(ended.how(record), 'expired');
  ended.signOut(record.signedInAt);
  assert.equal(ended.how(record), 'signed-out');
  assert.equal(ended.how({ ...record, id: 'new', signedInAt: record.signedInAt + 1 }), undefined);
});
