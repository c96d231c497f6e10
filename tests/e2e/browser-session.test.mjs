// The session of a single-page app, in Chromium, with a real provider: in and out.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';

import { startBrowser } from '../support/browser.mjs';
import { heard, open, ready, signIn, startSpa, told } from '../support/spa.mjs';

let browser;
let spa;
let context;

before(async () => {
  browser = await startBrowser();
  spa = await startSpa();
});

after(async () => {
  await browser?.close();
  await spa?.close();
});

beforeEach(async () => {
  context = await browser.newContext();
});

afterEach(() => context.close());

test('a person signs in and comes back to where they were', async () => {
  const page = await open(await context.newPage(), `${spa.url}/?tab=1`);
  assert.deepEqual(await page.evaluate(() => redirected), { result: undefined });
  const { result } = await signIn(page, 'editor', { returnTo: '/inbox?new#3' });
  assert.deepEqual(result, { returnTo: '/inbox?new#3', userId: 'user-editor' });
  assert.equal(page.url(), `${spa.url}/`);
  const user = await page.evaluate(() => session.user.toJSON());
  assert.equal(user.name, 'Édith Editor');
  assert.deepEqual(user.roles, ['editor']);
  assert.deepEqual((await told(page)).changes, [{ change: 'signed-in', userId: 'user-editor' }]);
});
