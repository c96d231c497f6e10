// A single-page app on the built npm package, its provider and the servers that it calls.
import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { serveFile } from './files.mjs';
import { startProvider } from './provider.mjs';
import { ROOT } from './root.mjs';
import { freePort, listen } from './server.mjs';
import { within } from './until.mjs';

const PACKAGE = join(ROOT, 'target/npm/edgeward');

/** The name of the app at the provider: a public client. */
const CLIENT_ID = 'gate-public';

const HTML = { 'content-type': 'text/html; charset=utf-8' };

const BLANK =
  '<!doctype html><html lang="en"><title>Blank</title><link rel="icon" href="data:,"></html>';

/**
 * Starts all of it. A page of the app has its session as `globalThis.session`, what its listeners
 * heard as `changes`, and the outcome of `handleRedirect` as `redirected`.
 *
 * @param {object} [options]
 * @param {Parameters<typeof startProvider>[0]} [options.provider]
 * @param {Record<string, unknown>} [options.session] Over the usual options of the session.
 */
export async function startSpa({ provider: settings = {}, session = {} } = {}) {
  if (!existsSync(join(PACKAGE, 'js/browser/index.js'))) {
    throw new Error('the npm package is not built: run `cargo xtask npm`');
  }
  const started = [];
  const keep = (part) => (started.unshift(part), part);
  const close = async () => {
    for (const part of started) await part.close();
  };
  try {
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const provider = keep(
      await startProvider({
        redirectUris: [`${url}/`, `${url}/silent`, `${url}/sealed`],
        postLogoutRedirectUris: [`${url}/`],
        ...settings,
      }),
    );
    const api = keep(await startApi());
    const other = keep(await startApi());
    api.elsewhere = `${other.url}/stolen`;
    const options = {
      authority: provider.issuer,
      clientId: CLIENT_ID,
      apiOrigins: [api.url],
      dangerAllowHttp: true,
      ...session,
    };
    let keepAnswer;
    keep(
      await listen(
        (request, response) => {
          const isAnswer = /[?&](code|error)=/.test(request.url);
          if (!keepAnswer || !isAnswer) return serve(request, response, options);
          keepAnswer(url + request.url);
          keepAnswer = undefined;
          return response.writeHead(200, HTML).end(BLANK);
        },
        { port },
      ),
    );
    /** The address of the next answer of the provider, which the app does not get to see. */
    const nextAnswer = () => {
      const answer = new Promise((resolve) => (keepAnswer = resolve));
      return within('an answer of the provider', answer);
    };
    return { url, provider, api, other, nextAnswer, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** An API that takes requests of every page, and keeps what they carried. */
async function startApi() {
  const requests = [];
  const api = { requests, elsewhere: '' };
  const listener = await listen((request, response) => {
    const { method, url, headers } = request;
    const cors = {
      'access-control-allow-origin': '*',
      'access-control-allow-headers': 'authorization',
      'access-control-allow-methods': '*',
    };
    if (method === 'OPTIONS') return response.writeHead(204, cors).end();
    requests.push({ method, url, authorization: headers.authorization });
    const location = { '/away': api.elsewhere, '/moved': '/here' }[url];
    if (location) return response.writeHead(307, { ...cors, location }).end();
    return response.writeHead(headers.authorization ? 200 : 401, cors).end(method);
  });
  return Object.assign(api, { url: `http://127.0.0.1:${listener.port}`, close: listener.close });
}

function serve(request, response, options) {
  const { pathname } = new URL(request.url, 'http://app');
  if (pathname.startsWith('/edgeward/')) return serveFile(response, PACKAGE, pathname.slice(9));
  const headers = { ...HTML };
  if (pathname === '/sealed') headers['x-frame-options'] = 'DENY';
  response.writeHead(200, headers);
  response.end(pathname === '/silent' ? BLANK : page(options));
}

function page(options) {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>App</title>
<link rel="icon" href="data:,">
<script type="importmap">
{ "imports": { "edgeward/browser": "/edgeward/js/browser/index.js" } }
</script>
</head>
<body>
<main></main>
<script type="module">
import * as edgeward from 'edgeward/browser';
const own = JSON.parse(sessionStorage.getItem('test options') ?? '{}');
globalThis.edgeward = edgeward;
globalThis.changes = [];
// Tests put the clock forward in all tabs at once.
const clock = () => Date.now() / 1000 + Number(localStorage.getItem('test clock') ?? 0);
globalThis.session = new edgeward.BrowserSession({ ...${JSON.stringify(options)}, clock, ...own });
session.addEventListener('change', ({ change, user }) => {
  changes.push({ change, userId: user?.userId });
});
globalThis.redirected = session.handleRedirect().then(
  (result) => ({ result: result && { returnTo: result.returnTo, userId: result.user.userId } }),
  (error) => ({ error: { name: error.name, code: error.code, error: error.error } }),
);
redirected.then(({ result }) => {
  if (session.user) document.querySelector('main').textContent = session.user.userId;
  document.documentElement.dataset.ready = result ? 'signed in' : 'idle';
});
</script>
</body>
</html>
`;
}

/**
 * Opens a page of the app and waits for its session.
 *
 * @param {import('playwright-core').Page} page
 * @param {string} address
 */
export async function open(page, address) {
  await page.goto(address);
  await ready(page);
  return page;
}

/** Waits until the page has handled its address. */
export async function ready(page) {
  await page.locator('html[data-ready]').waitFor({ state: 'attached' });
}

/**
 * Signs in with the account, from a page of the app.
 *
 * @param {import('playwright-core').Page} page
 * @param {string} login
 * @param {object} [options] Of `signIn`.
 * @returns {Promise<{ result?: object, error?: object }>} What `handleRedirect` gave.
 */
export async function signIn(page, login, options = {}) {
  await toProvider(page, options);
  return choose(page, login);
}

/** Goes to the provider's sign-in page. */
export async function toProvider(page, options = {}) {
  await page.evaluate((asked) => void session.signIn(asked), options);
  await page.getByRole('button', { name: /^Cancel/ }).waitFor();
}

/** Chooses an account there, and comes back. */
export async function choose(page, login) {
  await page.getByRole('button', { name: new RegExp(`^${login}`, 'i') }).click();
  await ready(page);
  return page.evaluate(() => redirected);
}

/**
 * Signs out here, and is on the provider's page: what goes elsewhere on the way there interrupts it, and a
 * context that is closed on the way may never close.
 */
export async function signOut(page) {
  await page.evaluate(() => void session.signOut());
  await page.getByRole('button', { name: 'Sign out' }).waitFor();
}

/** Puts the clock of all tabs forward by so many seconds. Each tab's process hears of it in its own time. */
export async function forward(page, seconds) {
  await page.evaluate((by) => localStorage.setItem('test clock', by), seconds);
  const { origin } = new URL(page.url());
  const tabs = page
    .context()
    .pages()
    .filter((tab) => new URL(tab.url()).origin === origin);
  const told = (by) => localStorage.getItem('test clock') === String(by);
  await Promise.all(tabs.map((tab) => tab.waitForFunction(told, seconds)));
}

/** What the page's session and its listeners say. */
export function told(page) {
  return page.evaluate(() => ({ userId: session.user?.userId, changes }));
}

/** Waits until the page's listeners heard of this change. */
export async function heard(page, change, times = 1) {
  await page.waitForFunction(
    ([wanted, least]) => changes.filter((one) => one.change === wanted).length >= least,
    [change, times],
  );
}
