// Chromium looks at what a consumer's project serves.
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';

import { listen } from '../support/server.mjs';

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
 * @param {{ fallback?: string, types?: Record<string, string> }} [options] `fallback` is the file that
 *   stands for all that is not there, as hosts of single-page apps do it.
 */
export async function serve(folder, { fallback, types } = {}) {
  const server = await listen(async (request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    const asked = pathname.endsWith('/') ? `${pathname}index.html` : pathname;
    for (const file of [normalize(asked), fallback].filter(Boolean)) {
      const body = await readFile(join(folder, file)).catch(() => undefined);
      if (body === undefined) continue;
      const type = { ...TYPES, ...types }[extname(file)] ?? 'application/octet-stream';
      return response.writeHead(200, { 'content-type': type }).end(body);
    }
    return response.writeHead(404).end();
  });
  return { url: `http://localhost:${server.port}/`, close: server.close };
}

/**
 * Opens a page that calls `globalThis.answer` with its verdict about `globalThis.asked`.
 *
 * @param {import('playwright-core').Browser} browser
 * @param {string} url
 * @param {object} asked
 * @returns {Promise<{ verdict: object, files: { path: string, status: number, type: string }[] }>} The
 *   verdict, and what the page loaded from its own origin after the document.
 */
export async function open(browser, url, asked) {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    const files = [];
    page.on('response', (response) => {
      const { origin, pathname } = new URL(response.url());
      if (origin !== new URL(url).origin || response.request().isNavigationRequest()) return;
      const type = response.headers()['content-type'] ?? '';
      files.push({ path: pathname, status: response.status(), type });
    });
    const failed = new Promise((_, reject) => {
      page.on('pageerror', (error) => reject(new Error(`the page threw ${error.stack}`)));
    });
    const answered = new Promise((resolve) => page.exposeFunction('answer', resolve));
    failed.catch(() => {});
    await page.addInitScript((given) => (globalThis.asked = given), asked);
    await page.goto(url);
    const late = page.waitForTimeout(30_000).then(() => {
      throw new Error(`no verdict from ${url}; it loaded ${JSON.stringify(files)}`);
    });
    late.catch(() => {});
    return { verdict: await Promise.race([answered, failed, late]), files };
  } finally {
    await context.close();
  }
}
