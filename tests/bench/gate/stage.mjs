// Everything that the load runs through: provider, origin, and the Workers before the origin.
import { createHash, createPrivateKey, randomBytes, sign } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { EncryptJWT, decodeJwt, decodeProtectedHeader } from 'jose';

import { Agent } from '../../support/agent.mjs';
import { startProvider } from '../../support/provider.mjs';
import { ROOT } from '../../support/root.mjs';
import { freePort } from '../../support/server.mjs';
import { ROUTES } from '../../support/stack.mjs';
import { bundleDoor } from '../bundle.mjs';
import { prepare } from '../workerd.mjs';

/** Whom the load is. */
const ACCOUNT = 'editor';
/** Where it goes: the account has one of the roles that the route asks for. */
export const PATH = '/editors-or-admins/bench';

/**
 * Starts it all.
 *
 * @returns {Promise<{ workers: Record<string, { url: string, running: import('../workerd.mjs').Running,
 *   session?: string }>, mint: (alg: string, count: number) => Promise<string[]>,
 *   close: () => Promise<void> }>}
 */
export async function openStage() {
  const opened = [];
  const close = async () => {
    for (const part of opened.toReversed()) await part();
  };
  const start = async (worker) => {
    const prepared = await prepare(worker);
    opened.push(prepared.remove);
    const running = await prepared.start();
    opened.push(running.close);
    return { url: `http://localhost:${running.port}`, running };
  };
  try {
    const port = await freePort();
    const url = `http://localhost:${port}`;
    const provider = await startProvider({ redirectUris: [`${url}/auth/callback`] });
    opened.push(provider.close);
    const origin = await start(await script('tests/bench/gate/origin.mjs'));
    const ORIGIN = `http://127.0.0.1:${origin.running.port}`;
    const workers = {
      'pass-through': await start({
        ...(await script('tests/bench/gate/pass-through.mjs')),
        vars: { ORIGIN },
      }),
      'nothing decided': await start({
        ...(await script('tests/bench/gate/undecided.mjs')),
        vars: { ORIGIN },
      }),
      'Hono and jose': await honoGate(start, provider, { ORIGIN }),
      'Hono and jose, all duties': await honoGate(start, provider, { ORIGIN, ALL_DUTIES: true }),
      edgeward: await start({ modules: await gate(), vars: vars(url, provider, ORIGIN), port }),
    };
    workers.edgeward.session = await signIn(url);
    return { workers, mint: (alg, count) => mint(provider, alg, count), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function script(file) {
  return { modules: [{ name: 'main.mjs', content: await readFile(join(ROOT, file), 'utf8') }] };
}

async function gate() {
  return [
    { name: 'index.js', content: await readFile(join(ROOT, 'build/index.js'), 'utf8') },
    { name: 'index_bg.wasm', content: await readFile(join(ROOT, 'build/index_bg.wasm')) },
  ];
}

function vars(url, provider, ORIGIN) {
  return {
    AUTHORITY: provider.issuer,
    CLIENT_ID: 'gate',
    CLIENT_SECRET: provider.clientSecret,
    AUDIENCE: provider.audience,
    PUBLIC_URL: url,
    ORIGIN,
    ROUTES,
    COOKIE_KEY: randomBytes(32).toString('base64url'),
    DANGER_ALLOW_HTTP: true,
  };
}

async function honoGate(start, provider, vars) {
  const COOKIE_KEY = createHash('sha256').update('a key').digest('hex').slice(0, 32);
  const keys = provider.state.keys.map(({ d, p, q, dp, dq, qi, ...jwk }) => jwk);
  const main = await bundleDoor('tests/bench/gate/hono.mjs', {
    door: 'workerd',
    conditions: ['workerd', 'worker', 'browser'],
  });
  const worker = await start({
    modules: [{ name: 'main.mjs', content: main }],
    vars: {
      ...vars,
      ISSUER: provider.issuer,
      AUDIENCE: provider.audience,
      JWKS: { keys },
      COOKIE_KEY,
    },
  });
  const token = await provider.mint(ACCOUNT);
  const session = await new EncryptJWT({ ...decodeJwt(token), token })
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
    .encrypt(new TextEncoder().encode(COOKIE_KEY));
  return { ...worker, session: `__Host-session=${session}` };
}

async function signIn(url) {
  const agent = new Agent();
  const page = await agent.signIn(url, PATH, ACCOUNT);
  if (page.status !== 200) throw new Error(`the sign-in ended with ${page.status}`);
  return agent.jar.header(new URL(PATH, url));
}

/** Tokens as the provider makes them, one apart from the other; by its own way each would take longer. */
async function mint(provider, alg, count) {
  const sample = await provider.mint(ACCOUNT, { alg, ttl: 3600 });
  const header = decodeProtectedHeader(sample);
  const claims = decodeJwt(sample);
  const jwk = provider.state.keys.find(({ kid }) => kid === header.kid);
  const key = { key: createPrivateKey({ key: jwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' };
  return Array.from({ length: count }, (_, index) => {
    const input = [header, { ...claims, jti: `${claims.jti}-${index}` }].map(encoded).join('.');
    return `${input}.${sign('sha256', Buffer.from(input), key).toString('base64url')}`;
  });
}

function encoded(value) {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
