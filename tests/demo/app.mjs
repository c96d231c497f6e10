// The demo's single-page app: the folder `www`, the npm package that it imports, and its configuration;
// and the guides beside it.
import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { serveFile } from '../support/files.mjs';
import { ROOT } from '../support/root.mjs';
import { listen } from '../support/server.mjs';

const WWW = join(ROOT, 'www');
const PACKAGE = join(ROOT, 'target/npm/edgeward');
const GUIDES = join(ROOT, 'target/docs');

/** What a page may do: this one runs its own scripts, and speaks to the provider and the gate. */
const policy = (issuer, gate) =>
  [
    "default-src 'self'",
    // The import map stands in the page.
    "script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'",
    `connect-src 'self' ${issuer} ${gate}`,
    `frame-src 'self' ${issuer}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'self'",
  ].join('; ');

/** What a page of the guides may do: mdBook writes scripts and styles into it. */
const GUIDES_POLICY =
  "default-src 'self' 'unsafe-inline'; img-src 'self' data:; base-uri 'none'; frame-ancestors 'self'";

/**
 * Serves the app.
 *
 * @param {object} options
 * @param {number} [options.port]
 * @param {string} options.issuer
 * @param {string} options.clientId
 * @param {string} options.gate The gate's address.
 */
export async function startApp({ port, issuer, clientId, gate }) {
  if (!existsSync(join(PACKAGE, 'js/browser/index.js'))) {
    throw new Error('the npm package is not built: run `cargo xtask npm`');
  }
  // Provider and gate of the demo speak plain http, on loopback.
  const config = JSON.stringify({ authority: issuer, clientId, gate, dangerAllowHttp: true });
  const listener = await listen(
    (request, response) => {
      const { pathname } = new URL(request.url, 'http://app.invalid');
      if (pathname.startsWith('/guides/')) {
        response.setHeader('content-security-policy', GUIDES_POLICY);
        return serveFile(response, GUIDES, pathname.slice(7));
      }
      response.setHeader('content-security-policy', policy(issuer, gate));
      if (pathname === '/config.json') {
        return response.writeHead(200, { 'content-type': 'application/json' }).end(config);
      }
      if (pathname.startsWith('/edgeward/')) return serveFile(response, PACKAGE, pathname.slice(9));
      return serveFile(response, WWW, pathname === '/' ? '/index.html' : pathname);
    },
    { port },
  );
  return { url: `http://127.0.0.1:${listener.port}`, close: listener.close };
}
