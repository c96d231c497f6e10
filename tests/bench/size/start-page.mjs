// A page that nothing was loaded into before: each sample has one of its own, with a cache of its own.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { startBrowser } from '../../support/browser.mjs';
import { ROOT } from '../../support/root.mjs';
import { listen } from '../../support/server.mjs';
import { PACKAGE } from './artefacts.mjs';
import { bundle } from './page.mjs';

/** What the page calls once it has loaded everything: a valid token, seen for the first time. */
const FIRST = {
  edgeward: `import { Client } from 'edgeward';
    export default async ({ issuer, audience, jwks, token }) =>
      (await new Client({ authority: issuer, audience, jwks }).validateToken(token)).userId;`,
  jose: `import { createLocalJWKSet, jwtVerify } from 'jose';
    export default async ({ issuer, audience, jwks, token }) =>
      (await jwtVerify(token, createLocalJWKSet(jwks), { issuer, audience })).payload.sub;`,
};

/**
 * Serves the pages and starts Chromium.
 *
 * @param {{ issuer: string, audience: string, jwks: object, token: string, sub: string }} question
 * @returns {Promise<{ version: string, start: () => Promise<number>,
 *   first: (library: 'edgeward' | 'jose') => Promise<number>, close: () => Promise<void> }>}
 */
export async function openPages(question) {
  const files = await siteOf();
  const server = await listen((request, response) => {
    const file = files.get(request.url);
    if (!file) return response.writeHead(404).end();
    // Such a page has a clock of five microseconds instead of a hundred.
    const isolated = {
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
      'cache-control': 'no-store',
    };
    return response.writeHead(200, { 'content-type': typeOf(request.url), ...isolated }).end(file);
  });
  const browser = await startBrowser();
  const fresh = async (work, argument) => {
    const context = await browser.newContext();
    try {
      const page = await context.newPage();
      await page.goto(`http://localhost:${server.port}/`);
      return await page.evaluate(work, argument);
    } finally {
      await context.close();
    }
  };
  return {
    version: browser.version(),
    start: () => fresh(startInPage),
    async first(library) {
      const { sub, milliseconds } = await fresh(firstInPage, { library, question });
      if (sub !== question.sub) throw new Error(`${library} says that the token is ${sub}'s`);
      return milliseconds;
    },
    async close() {
      await browser.close();
      await server.close();
    },
  };
}

async function startInPage() {
  const [{ timed }, { begin }, answer] = await Promise.all([
    import('/timed.mjs'),
    import('/core/js/glue.js'),
    fetch('/core/wasm/edgeward.wasm'),
  ]);
  return timed(begin, await answer.arrayBuffer());
}

/** From the import of the library on: its files come over loopback. */
async function firstInPage({ library, question }) {
  const begun = performance.now();
  const { default: validate } = await import(`/${library}/stdin.js`);
  const sub = await validate(question);
  return { sub, milliseconds: performance.now() - begun };
}

async function siteOf() {
  const files = new Map([['/', '<!doctype html><title>start</title>']]);
  for (const [library, module] of Object.entries(FIRST)) {
    for (const [name, content] of await bundle(module)) {
      // The core is looked for where the door's own file would be: two folders up.
      const path = name.endsWith('.wasm') ? `/wasm/${name}` : `/${library}/${name}`;
      files.set(path, content);
    }
  }
  files.set('/timed.mjs', await readFile(join(ROOT, 'tests/bench/size/timed.mjs')));
  for (const name of ['js/glue.js', 'wasm/edgeward.wasm']) {
    files.set(`/core/${name}`, await readFile(join(PACKAGE, name)));
  }
  return files;
}

function typeOf(path) {
  if (path.endsWith('.wasm')) return 'application/wasm';
  return path.endsWith('js') ? 'text/javascript' : 'text/html';
}
