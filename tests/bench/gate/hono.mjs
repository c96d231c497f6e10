// The gate as one would write it in JavaScript, with Hono and jose and the keys in memory: for these
// requests it does what edgeward does, and no more.
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

app.all('*', (c) => {
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
  return fetch(c.env.ORIGIN + pathname + search, { method, headers, body, redirect: 'manual' });
});

function denied(c, status, challenge) {
  return c.body(JSON.stringify({ title: 'Denied', status }), status, {
    'content-type': 'application/problem+json',
    'cache-control': 'no-store',
    'www-authenticate': challenge,
  });
}

export default app;
