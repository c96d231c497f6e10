// What the demo says over the `[vars]` of the checked-in `wrangler.toml`. The routes are the file's own.
import { randomBytes } from 'node:crypto';

/** @returns {{ CLIENT_SECRET: string, COOKIE_KEY: string }} New ones for every run. */
export function createSecrets() {
  const secret = () => randomBytes(32).toString('base64url');
  return { CLIENT_SECRET: secret(), COOKIE_KEY: secret() };
}

/**
 * @param {{ gateUrl: string, issuer: string, origin: string }} addresses
 * @returns {Record<string, string>}
 */
export function demoVars({ gateUrl, issuer, origin }) {
  return {
    AUTHORITY: issuer,
    CLIENT_ID: 'gate',
    PUBLIC_URL: gateUrl,
    ORIGIN: origin,
    SCOPES: 'openid profile email',
    // The provider and the application of the demo speak plain http, on loopback.
    DANGER_ALLOW_HTTP: 'true',
  };
}
