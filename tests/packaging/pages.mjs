// Chromium looks at what a consumer's project serves.
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';

import { listen } from '../support/server.mjs';
import { within } from '../support/until.mjs';

const TYPES = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.wasm': 'application/wasm',
};

/**
 * Serves a folder as it is.
 *
 * @param {string} folder
 * @param {{ fallback?: string, types?: Record<string, string>, headers?: Record<string, string> }}
 *   [options] `fallback` is the file that stands for all that is not there, as hosts of single-page
 *   apps do it.
 */
export async function serve(folder, { fallback, types, headers } = {}) {
  const server = await listen(async (request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    const asked = pathname.endsWith('/') ? `${pathname}index.html` : pathname;
    for (const file of [normalize(asked), fallback].filter(Boolean)) {
      const body = await readFile(join(folder, file)).catch(() => undefined);
      if (body === undefined) continue;
      const type = { ...TYPES, ...types }[extname(file)] ?? 'application/octet-stream';
      return response.writeHead(200, { ...headers, 'content-type': type }).end(body);
    }
    return response.writeHead(404).end();
  });
  return { url: `http://localhost:${server.port}/`, close: server.close };
}

/** How the text of a WebAssembly module begins. */
const TEXT = 'AGFzbQEAAAA';

/**
 * Opens a page that calls `globalThis.answer` with its verdict about `globalThis.asked`.
 *
 * @param {import('playwright-core').Browser} browser
 * @param {string} url
 * @param {object} asked
 * @returns {Promise<{ verdict: object, loaded: { modules: number, texts: number } }>} The verdict, and
 *   how many WebAssembly modules the page loaded from its own origin: as such, and as text in a script.
 */
export async function open(browser, url, asked) {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    const loads = [];
    page.on('response', (response) => {
      if (!response.ok() || new URL(response.url()).origin !== new URL(url).origin) return;
      const kind = kindOf(response);
      // Of a page that fails nobody asks what it loaded.
      kind.catch(() => {});
      loads.push(kind);
    });
    const failed = new Promise((_, reject) => {
      page.on('pageerror', (error) => reject(new Error(`the page threw ${error.stack}`)));
    });
    failed.catch(() => {});
    let answer;
    const answered = new Promise((resolve) => (answer = resolve));
    await page.exposeFunction('answer', answer);
    await page.addInitScript((given) => (globalThis.asked = given), asked);
    await page.goto(url);
    const verdict = await within(`a verdict of ${url}`, Promise.race([answered, failed]), 30_000);
    const kinds = await Promise.all(loads);
    const count = (kind) => kinds.filter((one) => one === kind).length;
    return { verdict, loaded: { modules: count('module'), texts: count('text') } };
  } finally {
    await context.close();
  }
}

async function kindOf(response) {
  const type = response.headers()['content-type'] ?? '';
  const body = await response.body();
  if (body.subarray(0, 4).toString('latin1') === '\0asm') return 'module';
  return type.startsWith('text/javascript') && body.includes(TEXT) ? 'text' : 'other';
}
