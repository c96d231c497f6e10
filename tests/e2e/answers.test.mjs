// What the gate says to people and to programs when it lets nobody through.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { Agent, NAVIGATION } from '../support/agent.mjs';
import { about } from '../support/gate.mjs';
import { call, startStack } from '../support/stack.mjs';

const PROBLEM = /^application\/problem\+json/;
const HTML = /^text\/html/;

let stack;

before(async () => {
  stack = await startStack();
});

after(() => stack?.close());

const UNREADABLE = {
  '129 cookies': Array.from({ length: 129 }, (_, index) => `c${index}=1`).join('; '),
  'a Cookie header of 33 KiB': `a=${'x'.repeat(33 * 1024 - 2)}`,
};

for (const [what, cookie] of Object.entries(UNREADABLE)) {
  test(`${what} is 431: a problem for a program, a page for a person`, async () => {
    const before = stack.origin.requests.length;
    const program = await call(`${stack.url}/me`, undefined, { headers: { cookie } });
    assert.equal(program.status, 431, program.text);
    assert.match(program.headers.get('content-type'), PROBLEM);
    const { status, code } = JSON.parse(program.text);
    assert.equal(status, 431);
    const headers = { ...NAVIGATION, cookie };
    const person = await call(`${stack.url}/me`, undefined, { headers });
    assert.equal(person.status, 431, person.text);
    assert.match(person.headers.get('content-type'), HTML);
    assert.match(person.text, /<h1>/);
    assert.ok(person.text.includes(code), person.text);
    for (const answer of [program, person]) {
      assert.equal(answer.headers.get('www-authenticate'), null);
    }
    assert.equal(stack.origin.requests.length, before);
  });
}

test('128 cookies are read', async () => {
  const cookie = UNREADABLE['129 cookies'].replace('; c128=1', '');
  assert.equal((await call(`${stack.url}/me`, undefined, { headers: { cookie } })).status, 401);
  assert.equal((await call(`${stack.url}/`, undefined, { headers: { cookie } })).status, 200);
});

test('a form that nobody signed in sends is 401 with a page that leads to sign-in', async () => {
  const before = stack.origin.requests.length;
  const answer = await post({ ...NAVIGATION, 'sec-fetch-site': 'same-origin', origin: stack.url });
  assert.equal(answer.status, 401, answer.text);
  assert.match(answer.headers.get('content-type'), HTML);
  const link = answer.text.match(/<a [^>]*href="([^"]+)"[^>]*>Sign in<\/a>/)?.[1];
  assert.ok(link, answer.text);
  const page = await new Agent().navigate(new URL(link, stack.url));
  assert.equal(page.url.origin, stack.provider.issuer);
  assert.match(page.text, /Choose who you are/);
  assert.equal(stack.origin.requests.length, before);
});

test('what a program without credentials sends is 401 with a problem', async () => {
  const answer = await post({ accept: 'application/json' });
  assert.equal(answer.status, 401, answer.text);
  assert.match(answer.headers.get('content-type'), PROBLEM);
  assert.match(answer.headers.get('www-authenticate'), /^Bearer/);
  assert.equal(JSON.parse(answer.text).code, 'credentials_missing');
});

describe('where the site is https', () => {
  const PUBLIC_URL = 'https://app.example';
  const HOST = ['Host', 'app.example'];
  let secured;

  before(async () => {
    secured = await startStack({ vars: { PUBLIC_URL } });
  });

  after(() => secured?.close());

  test(
    'a request over http is sent to https, path and query as they are',
    about('to-https'),
    async () => {
      const before = secured.origin.requests.length;
      for (const [target, method] of [
        ['/', 'GET'],
        ['/me?a=1&b=%2F', 'GET'],
        ['/auth/login?return_to=%2Fme', 'GET'],
        ['/echo', 'POST'],
      ]) {
        const { status, head } = await secured.gate.raw(target, { method, headers: [HOST] });
        assert.equal(status, 308, head);
        assert.equal(head.match(/^location: *(.+?)\r?$/im)?.[1], PUBLIC_URL + target);
        assert.doesNotMatch(head, /^set-cookie:/im);
      }
      assert.equal(secured.origin.requests.length, before);
    },
  );

  test('another host is not sent anywhere', async () => {
    const headers = [['Host', 'evil.example']];
    const { status, head } = await secured.gate.raw('/me', { headers });
    assert.equal(status, 421);
    assert.doesNotMatch(head, /^location:/im);
  });
});

function post(headers) {
  const form = { 'content-type': 'application/x-www-form-urlencoded', ...headers };
  return call(`${stack.url}/me`, undefined, { method: 'POST', headers: form, body: 'a=1' });
}
