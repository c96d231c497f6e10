// Paths in every spelling, over raw sockets: whatever the origin behind makes of the one that it is sent,
// it never reads one that the gate would have guarded better.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { createFigures, shown } from '../support/figures.mjs';
import { fold, readings, segments, STEPS } from '../support/origin-models.mjs';
import { startStack } from '../support/stack.mjs';

/** What everybody may see, what takes a role, each within the other, and the rest, which takes a sign-in. */
const ROUTES = [
  { path: '/public/**', access: 'public' },
  { path: '/admin/**', roles: ['admin'] },
  { path: '/admin/assets/**', access: 'public' },
  { path: '/files/**', access: 'public' },
  { path: '/files/*/private', roles: ['admin'] },
  { path: '/business/**', roles: ['admin'] },
];

/** What takes the role, read exactly; what everybody may see, in any letter case, as the gate says. */
function isGuarded(path) {
  const [first, second, third, ...more] = segments(path);
  if (first === 'files') return third === 'private' && more.length === 0;
  return first === 'business' || (first === 'admin' && fold(second) !== 'assets');
}

const isPublic = (path) =>
  ['public', 'admin', 'files'].includes(segments(path)[0]) && !isGuarded(path);

const SPELLINGS = [
  'admin',
  'ADMIN',
  '%61dmin',
  'adm%69n',
  'Adm%49n',
  'adm%C4%B1n',
  '%2561dmin',
  'admin.',
  'admin%20',
  'admin;x',
  'admin%3bx',
  'admin%00',
  'admin%2e',
  'admin%09',
  ' admin',
  '%20admin',
  'admin%3f',
  'admin%23',
  'admin?x',
  'admin#x',
];
const JOINTS = [
  '/',
  '//',
  '/./',
  '/../',
  '/%2e%2e/',
  '/.%2e/',
  '/%2E./',
  '%2f',
  '%2F',
  '%252f',
  '\\',
  '%5c',
  '%5C',
  '/..%2f',
  '/..%5c',
  '/..\\',
  '/..;/',
  '/..;x/',
  '/%2e%2e%2f',
  '/%252e%252e/',
  '/.../',
  '/..%00/',
  '/..%20/',
  '/%c0%ae%c0%ae/',
  '/%uff0e%uff0e/',
  '/x/../../',
  '/;/',
  '/;/../',
  '/%3b/../',
  '/..%0d%0a/',
  '/.;/../',
  '%00/../',
  '/%20../',
  '/..%c0%af',
  '/..%ef%bc%8f',
  '/%%32%65%%32%65/',
  '/?/../',
  '/#/../',
  '/..?/',
  '/..#/',
  '/..%3f/',
  '/..%23x/',
  '/.%20%3f/../',
  '/%ef%bb%bf../',
  '/..%ef%bb%bf/',
  '/..%e2%80%8b/',
  '/..%e1%a0%8e/',
  '/..%25u002f',
  '/%25u002e%25u002e/',
];
const BLANKS = [
  '',
  '.',
  '%20',
  '%3f',
  '%23',
  '%3fx',
  '%23x',
  '.%23',
  '%ef%bb%bf',
  '%c2%a0',
  '%E2%80%8B',
];
const ENDS = [
  '',
  '/',
  '/users',
  '//',
  '/.',
  '/..',
  '%2f',
  '?next=/public',
  '#',
  '.json',
  '%00.css',
  ';.css',
  '/..;/public',
];

const figures = createFigures('paths');
const tally = { sent: 0, refused: 0, forwarded: 0, misread: 0, unlike: 0 };
let stack;
let member;

before(async () => {
  stack = await startStack({ vars: { ROUTES } });
  member = await stack.provider.mint('member');
});

after(async () => {
  await stack?.close();
  figures.add({
    row: 'Paths',
    target: '0 read by an origin as a better guarded one, what is forwarded is what was matched',
    measured: `${tally.misread} of ${shown(tally.sent)} spellings misread by ${Object.keys(STEPS).length} origin models in all combinations, ${tally.unlike} forwarded unlike matched`,
    met: tally.misread === 0 && tally.unlike === 0 && tally.forwarded > 50 && tally.refused > 500,
  });
  await figures.write();
});

/** Targets that lead from somewhere to what takes a role. */
function targets() {
  const all = new Set();
  for (const start of ['', '/public', '/public/x', '/other']) {
    for (const joint of JOINTS) {
      for (const word of ['admin', '%61dmin', 'ADMIN']) all.add(`${start}${joint}${word}/users`);
    }
  }
  for (const word of SPELLINGS) {
    for (const end of ENDS) {
      all.add(`/${word}${end}`);
      all.add(`/public/${word}${end}`);
    }
  }
  for (const joint of JOINTS) all.add(`/admin/assets${joint}`.replace(/\/$/, ''));
  for (const blank of BLANKS) {
    for (const end of BLANKS) {
      all.add(`/files/a${blank}/private${end}`);
      all.add(`/files/${blank}a/private${end}`);
    }
  }
  for (const word of ['busine%E1%BA%9E', 'busine%C3%9F', 'bu%C5%BFine%C5%BFs', 'BUSINE%e1%ba%9e'])
    all.add(`/${word}/x`);
  return [...all].map((target) => (target.startsWith('/') ? target : `/${target}`));
}

/** What the origin was asked for, if it was. */
async function send(target, headers) {
  const before = stack.origin.requests.length;
  const answer = await stack.gate.raw(target, { headers }).catch((error) => error);
  const asked = stack.origin.requests.slice(before);
  assert.ok(asked.length <= 1, target);
  tally.sent += 1;
  if (asked.length === 0) {
    tally.refused += 1;
    const isRefusal = answer instanceof Error || answer.status >= 300;
    assert.ok(isRefusal, `${target}: ${answer.head}`);
    if (!(answer instanceof Error))
      assert.ok(answer.status < 500 || answer.status === 501, answer.head);
    return undefined;
  }
  tally.forwarded += 1;
  return asked[0].url;
}

async function sendAll(headers, isMisread) {
  const misread = [];
  for (const target of targets()) {
    const url = await send(target, headers);
    if (url === undefined) continue;
    for (const path of readings(url)) if (isMisread(path)) misread.push(`${target} is ${path}`);
    // Canonical text is its own canonical text: a second pass changes nothing.
    const again = await send(url, headers);
    if (again !== url) tally.unlike += 1;
    assert.equal(again, url, target);
  }
  tally.misread += misread.length;
  assert.deepEqual(misread, []);
}

test('nobody in particular reaches what is public and nothing else', () =>
  sendAll([], (path) => !isPublic(path)));

test('who has not the role reaches nothing that takes it', () =>
  sendAll([['Authorization', `Bearer ${member}`]], isGuarded));

test('the origin models bite: a gate that forwards as it is sent would be misread', () => {
  const bad = targets().filter((target) => [...readings(target)].some(isGuarded));
  assert.ok(bad.length > 400, String(bad.length));
});

test('an honest name with odd characters passes as it is', async () => {
  const headers = [['Authorization', `Bearer ${member}`]];
  for (const target of [
    '/public/caf%C3%A9',
    '/public/a%20b',
    '/public/100%25',
    '/public/@x:y,z=1!$&',
    '/public/a+b?q=%2F..%2F&x=;',
    '/public/%E6%97%A5',
  ]) {
    assert.equal(await send(target, headers), target);
  }
});
