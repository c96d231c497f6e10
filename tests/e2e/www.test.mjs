// The demo's single-page app, as a person clicks through it.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';

import { startApp } from '../demo/app.mjs';
import { startBrowser } from '../support/browser.mjs';
import { freePort } from '../support/server.mjs';
import { startStack } from '../support/stack.mjs';

const PATHS = ['/', '/me', '/editors-or-admins/desk', '/billing-admin-only/ledger'];

let browser;
let stack;
let app;
let context;
let page;

before(async () => {
  browser = await startBrowser();
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  stack = await startStack({
    provider: {
      redirectUris: [`${url}/`, `${url}/silent.html`],
      postLogoutRedirectUris: [`${url}/`],
    },
    vars: { CORS_ORIGINS: [url] },
  });
  const { issuer } = stack.provider;
  app = await startApp({ port, issuer, clientId: 'gate-public', gate: stack.url });
});

after(async () => {
  await browser?.close();
  await app?.close();
  await stack?.close();
});

beforeEach(async () => {
  context = await browser.newContext();
  page = await context.newPage();
});

afterEach(() => context.close());

/** Waits until the four routes have these answers. */
async function answers(statuses) {
  await page.waitForFunction((wanted) => {
    const shown = [...document.querySelectorAll('.route .status')].map((it) => it.textContent);
    return shown.join() === wanted;
  }, statuses.join());
}

async function signIn(login) {
  await page.goto(app.url);
  await page.locator('.top').getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: new RegExp(`^${login}`, 'i') }).click();
  await page.waitForURL(`${app.url}/`);
}

test('signed out, it shows what is public and what is not', async () => {
  await page.goto(app.url);
  await page.getByText('Nobody is signed in.').waitFor();
  await answers([200, 401, 401, 401]);
  const paths = await page.locator('.request').allTextContents();
  assert.deepEqual(
    paths.map((text) => text.trim()),
    PATHS.map((path) => `GET ${path}`),
  );
});

for (const [login, name, roles, statuses] of [
  ['admin', 'Ada Admin', ['admin'], [200, 200, 200, 403]],
  ['editor', 'Édith Editor', ['editor'], [200, 200, 200, 403]],
  ['billing', 'Bill Billing', ['admin', 'billing'], [200, 200, 200, 200]],
  ['member', 'Mia Member', [], [200, 200, 403, 403]],
]) {
  test(`${login} signs in, and the gate answers by their roles`, async () => {
    await signIn(login);
    await page.getByText(name, { exact: true }).waitFor();
    assert.deepEqual(await page.locator('.chip').allTextContents(), roles);
    await answers(statuses);
    await page.getByText(`The API knows you as user-${login}.`).first().waitFor();
  });
}

test('a reload keeps the person, and a second tab knows them', async () => {
  await signIn('editor');
  await answers([200, 200, 200, 403]);
  await page.reload();
  await page.getByText('Édith Editor', { exact: true }).waitFor();
  await answers([200, 200, 200, 403]);
  const second = await context.newPage();
  await second.goto(app.url);
  await second.getByText('Édith Editor', { exact: true }).waitFor();
  await second.getByRole('button', { name: 'Sign out' }).click();
  await page.getByText('Nobody is signed in.').waitFor();
  await page.locator('.news li', { hasText: 'Signed out' }).waitFor();
  await answers([200, 401, 401, 401]);
  await second.getByRole('button', { name: 'Sign out' }).click();
  await second.waitForURL(`${app.url}/`);
  await second.getByText('Nobody is signed in.').waitFor();
});

test('one route is called by its button', async () => {
  await page.goto(app.url);
  await answers([200, 401, 401, 401]);
  const asked = stack.origin.nextRequest();
  await page.getByRole('button', { name: 'Call /', exact: true }).click();
  await asked;
  assert.equal(stack.origin.last().url, '/');
});

test('who cancels the sign-in is told so, and can begin again', async () => {
  await page.goto(app.url);
  await page.locator('.person').getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: /^Cancel/ }).click();
  const notice = page.getByRole('alert');
  await notice.waitFor();
  assert.match(await notice.textContent(), /You did not sign in/);
  assert.equal(page.url(), `${app.url}/`);
  await page.getByRole('button', { name: 'Dismiss' }).click();
  await notice.waitFor({ state: 'hidden' });
  await page.locator('.person').getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: /^member/ }).waitFor();
});

test('a gate that is away is said beside the route', async () => {
  await page.route(`${stack.url}/**`, (route) => route.abort());
  await page.goto(app.url);
  await answers(['No answer', 'No answer', 'No answer', 'No answer']);
});

test('it holds to its own policy, and no script of it fails', async () => {
  const faults = [];
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('console', (message) => {
    if (/policy|violat|refused/i.test(message.text())) faults.push(message.text());
  });
  await signIn('billing');
  await answers([200, 200, 200, 200]);
  await page.reload();
  await answers([200, 200, 200, 200]);
  assert.deepEqual(faults, []);
});

for (const width of [390, 1280]) {
  test(`at ${width} pixels nothing is cut off or moved aside`, async () => {
    await page.setViewportSize({ width, height: 800 });
    await signIn('billing');
    await answers([200, 200, 200, 200]);
    const [scroll, inner] = await page.evaluate(() => [
      document.documentElement.scrollWidth,
      document.documentElement.clientWidth,
    ]);
    assert.ok(scroll <= inner, `${scroll} > ${inner}`);
  });
}
