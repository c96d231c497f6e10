// Headless Chromium clicks through sign-in and sign-out, as a person would.
import assert from 'node:assert/strict';
import { after, before, beforeEach, afterEach, describe, test } from 'node:test';

import { startBrowser } from '../support/browser.mjs';
import { startStack } from '../support/stack.mjs';

let browser;

before(async () => {
  browser = await startBrowser();
});

after(() => browser?.close());

for (const mode of [undefined, 'form_post']) {
  describe(`with the response mode ${mode ?? 'query'}`, () => {
    let stack;
    let context;

    before(async () => {
      stack = await startStack({ vars: { RESPONSE_MODE: mode } });
    });

    after(() => stack?.close());

    beforeEach(async () => {
      context = await browser.newContext();
    });

    afterEach(() => context.close());

    test('a person signs in, is let in, is kept out, and signs out', async () => {
      const page = await context.newPage();
      await page.goto(stack.url);
      await page.getByRole('heading', { name: 'Welcome' }).waitFor();
      await page.getByRole('link', { name: 'Sign in' }).click();
      await page.getByRole('button', { name: /^editor/ }).click();
      await page.waitForURL(`${stack.url}/me`);
      await page.getByRole('cell', { name: 'user-editor' }).waitFor();

      await page.getByRole('link', { name: 'The editors’ desk' }).click();
      await page.getByRole('heading', { name: 'The editors’ desk' }).waitFor();
      const [refused] = await Promise.all([
        page.waitForResponse(/ledger/),
        page.getByRole('link', { name: 'The ledger' }).click(),
      ]);
      assert.equal(refused.status(), 403);
      assert.equal(await page.getByRole('heading').count(), 1);

      await page.goto(`${stack.url}/me`);
      await signOut(page);
      await page.goto(`${stack.url}/me`);
      await page.getByRole('heading', { name: 'Sign in' }).waitFor();
      assert.equal(new URL(page.url()).origin, stack.provider.issuer);
    });

    test('a person who types the address of the sign-out is asked, and signs out', async () => {
      const page = await signedIn('member');
      await page.goto(`${stack.url}/auth/logout`);
      await page.getByRole('heading', { name: 'Sign out?' }).waitFor();
      assert.equal(new URL(page.url()).origin, stack.url);
      assert.ok(await hasSession());
      await signOut(page);
      await page.getByRole('heading', { name: 'You are signed out' }).waitFor();
      assert.equal(page.url().split('?')[0], `${stack.url}/auth/signed-out`);
      assert.ok(!(await hasSession()));
      await page.goto(`${stack.url}/me`);
      await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    });

    test('a form of a page under `no-referrer` reaches the origin it came from', async () => {
      const page = await signedIn('member');
      await page.goto(`${stack.url}/form`);
      await page.getByRole('button', { name: 'Send' }).click();
      await page.getByRole('heading', { name: 'Taken' }).waitFor();
      const { method, headers } = stack.origin.requests.findLast(({ url }) => url === '/form');
      assert.equal(method, 'POST');
      // What makes it hard: the browser does not say which origin it is.
      assert.equal(headers.origin, 'null');
      assert.equal(headers['sec-fetch-site'], 'same-origin');
      assert.equal(headers['x-edgeward-user'], 'user-member');
    });

    async function signedIn(login) {
      const page = await context.newPage();
      await page.goto(`${stack.url}/me`);
      await page.getByRole('button', { name: new RegExp(`^${login}`) }).click();
      await page.waitForURL(`${stack.url}/me`);
      return page;
    }

    async function hasSession() {
      const cookies = await context.cookies(stack.url);
      return cookies.some(({ name }) => name.startsWith('__Host-edgeward-session'));
    }

    test('eight tabs that sign in at once all reach their page', async () => {
      const tabs = Array.from({ length: 8 }, (_, index) => `${stack.url}/me?tab=${index}`);
      const pages = await Promise.all(
        tabs.map(async (tab) => {
          const page = await context.newPage();
          await page.goto(tab);
          return page;
        }),
      );
      await Promise.all(
        pages.map(async (page, index) => {
          await page.getByRole('button', { name: /^member/ }).click();
          await page.waitForURL(tabs[index]);
          await page.getByRole('cell', { name: 'user-member' }).waitFor();
        }),
      );
    });

    test('no page complains in the console, and no cookie is for scripts', async () => {
      const page = await context.newPage();
      const complaints = [];
      page.on('console', (message) => {
        if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
      });
      page.on('pageerror', (error) => complaints.push(String(error)));
      await page.goto(`${stack.url}/me`);
      await page.getByRole('button', { name: /^member/ }).click();
      await page.waitForURL(`${stack.url}/me`);
      assert.equal(await page.evaluate(() => globalThis.document.cookie), '');
      assert.deepEqual(complaints, []);
    });
  });
}

async function signOut(page) {
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.waitForURL(/\/auth\/signed-out/);
}
