// The demo's wrangler configuration: the checked-in one, with this run's values over its `[vars]`.
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const READ_CONFIG = fileURLToPath(new URL('read-config.mjs', import.meta.url));

/** @returns {{ CLIENT_SECRET: string, COOKIE_KEY: string }} New ones for every run. */
export function createSecrets() {
  const secret = () => randomBytes(32).toString('base64url');
  return { CLIENT_SECRET: secret(), COOKIE_KEY: secret() };
}

/**
 * Writes `wrangler.json` and `secrets.env` to `target/demo`. The routes stay those of the
 * checked-in file. `--var` and `.dev.vars` would not do: they know text only, and `true` is not "true".
 *
 * @param {string} root The folder of `wrangler.toml`.
 * @param {{ gateUrl: string, appUrl: string, issuer: string, origin: string, secrets: Record<string, string> }} run
 * @returns {{ config: string, secrets: string }} The paths of both.
 */
export function writeConfig(root, { gateUrl, appUrl, issuer, origin, secrets }) {
  const base = JSON.parse(
    execFileSync(process.execPath, [READ_CONFIG, join(root, 'wrangler.toml')]),
  );
  const { name, main, compatibility_date, compatibility_flags, vars } = base;
  const config = {
    name,
    main,
    compatibility_date,
    compatibility_flags,
    send_metrics: false,
    vars: {
      ...vars,
      AUTHORITY: issuer,
      CLIENT_ID: 'gate',
      PUBLIC_URL: gateUrl,
      ORIGIN: origin,
      CORS_ORIGINS: [appUrl],
      // The provider and the application of the demo speak plain http, on loopback.
      DANGER_ALLOW_HTTP: true,
    },
  };
  const folder = join(root, 'target/demo');
  mkdirSync(folder, { recursive: true });
  const paths = { config: join(folder, 'wrangler.json'), secrets: join(folder, 'secrets.env') };
  writeFileSync(paths.config, JSON.stringify(config, undefined, 2));
  const lines = Object.entries(secrets).map(([key, value]) => `${key}="${value}"\n`);
  writeFileSync(paths.secrets, lines.join(''), { mode: 0o600 });
  return paths;
}
