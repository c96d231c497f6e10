// The gate as one would write it in JavaScript, with Hono and jose and the keys in memory. It lets the same
// requests through. With ALL_DUTIES it does for them all that edgeward's contract has: the same header
// fields to the origin, the marks on its answer that keep it out of shared caches, a line in the log.
import { Hono } from 'hono';
import { getCookie } from 'hono/cookie';
import { createLocalJWKSet, jwtDecrypt, jwtVerify } from 'jose';

const COOKIE = '__Host-session';
const ROLES = ['admin', 'editor'];

let keys;

const app = new Hono();

app.use('/editors-or-admins/*', async (c, next) => {
  const { JWKS, ISSUER, AUDIENCE, COOKIE_KEY } = c.env;
  keys ??= { access: createLocalJWKSet(JWKS), session: new TextEncoder().encode(COOKIE_KEY) };
  const [scheme, token] = c.req.header('authorization')?.split(' ') ?? [];
  const cookie = getCookie(c, COOKIE);
  try {
    if (scheme?.toLowerCase() === 'bearer') {
      const policy = { issuer: ISSUER, audience: AUDIENCE };
      c.set('user', (await jwtVerify(token, keys.access, policy)).payload);
    } else if (cookie) {
      c.set('user', (await jwtDecrypt(cookie, keys.session)).payload);
    }
  } catch {
    return denied(c, 401, 'Bearer error="invalid_token"');
  }
  const user = c.get('user');
  if (!user) return denied(c, 401, 'Bearer');
  if (!user.roles?.some((role) => ROLES.includes(role.toLowerCase()))) {
    return denied(c, 403, 'Bearer error="insufficient_scope"');
  }
  return next();
});

app.all('*', async (c) => {
  const headers = new Headers(c.req.raw.headers);
  for (const name of [...headers.keys()]) if (name.startsWith('x-edgeward-')) headers.delete(name);
  headers.delete('authorization');
  headers.delete('cookie');
  const user = c.get('user');
  if (user) {
    headers.set('x-edgeward-user', encodeURIComponent(user.sub));
    headers.set('x-edgeward-roles', user.roles.map(encodeURIComponent).join(','));
    if (user.email) headers.set('x-edgeward-email', encodeURIComponent(user.email));
    if (user.name) headers.set('x-edgeward-name', encodeURIComponent(user.name));
  }
  const { pathname, search } = new URL(c.req.url);
  const { method, body } = c.req.raw;
  if (c.env.ALL_DUTIES) tell(headers, c, user);
  const url = c.env.ORIGIN + pathname + search;
  const response = await fetch(url, { method, headers, body, redirect: 'manual' });
  if (!c.env.ALL_DUTIES) return response;
  log(c, { decision: 'allow', auth: user ? 'bearer' : undefined });
  const marked = new Response(response.body, response);
  marked.headers.set('cache-control', 'private');
  marked.headers.set('vary', 'Cookie, Authorization');
  return marked;
});

/** The fields that edgeward sends beside those that everybody would. */
function tell(headers, c, user) {
  const { host, protocol } = new URL(c.req.url);
  headers.set('x-forwarded-host', host);
  headers.set('x-forwarded-proto', protocol.slice(0, -1));
  if (!user) return;
  headers.set('x-edgeward-issuer', encodeURIComponent(user.iss));
  headers.set('x-edgeward-auth', c.req.header('authorization') ? 'bearer' : 'session');
  headers.set('x-edgeward-custom-roles', '');
  headers.set('x-edgeward-scopes', (user.scope ?? '').split(' ').map(encodeURIComponent).join(','));
  if (user.email) headers.set('x-edgeward-email-verified', String(user.email_verified ?? false));
}

function log(c, entry) {
  console.log(JSON.stringify({ ...entry, route: '/editors-or-admins/*', method: c.req.method }));
}

function denied(c, status, challenge) {
  const all = { 'x-content-type-options': 'nosniff', 'referrer-policy': 'same-origin' };
  if (c.env.ALL_DUTIES) log(c, { decision: 'challenge', status });
  return c.body(JSON.stringify({ title: 'Denied', status }), status, {
    'content-type': 'application/problem+json',
    'cache-control': 'no-store',
    'www-authenticate': challenge,
    ...(c.env.ALL_DUTIES && all),
  });
}

export default app;
