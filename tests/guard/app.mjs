// An application as a user of the package writes it: the same routes by `edgeward/hono` and by
// `Guard`. Each runtime has a door of its own beside it.
import { Client, EdgewardError, Guard } from 'edgeward';
import { authenticate, requireRole, requireScope } from 'edgeward/hono';
import { Hono } from 'hono';

/**
 * @param {{ authority: string, audience: string, dead: string }} config `dead` is where no provider
 *   listens.
 */
export function application({ authority, audience, dead }) {
  const client = new Client({ authority, audience, dangerAllowHttp: true });
  const down = new Client({ authority: dead, audience, dangerAllowHttp: true });
  const unconfigured = new Client({ authority, dangerAllowHttp: true });
  return new Hono()
    .route('/hono', byMiddleware(client))
    .route('/guard', byGuard(new Guard(client)))
    .route('/down/hono', byMiddleware(down))
    .route('/down/guard', byGuard(new Guard(down)))
    .route('/unconfigured/hono', byMiddleware(unconfigured))
    .route('/unconfigured/guard', byGuard(new Guard(unconfigured)));
}

const who = (user) => ({ user: user?.userId ?? null });

function byMiddleware(client) {
  const app = new Hono();
  app.get('/optional', authenticate(client, { optional: true }), (c) => c.json(who(c.get('user'))));
  app.get('/optional-admin', authenticate(client, { optional: true }), requireRole('admin'), (c) =>
    c.json(who(c.get('user'))),
  );
  app.get('/forgotten', requireRole('admin'), (c) => c.json(who(c.get('user'))));
  app.get('/pretended', pretend, requireRole('admin'), (c) => c.json(who(c.get('user'))));

  const guarded = app.use(authenticate(client));
  const hello = (c) => c.json(who(c.get('user')));
  guarded.get('/me', hello);
  guarded.get('/editors-or-admins/desk', requireRole('admin', 'editor'), hello);
  guarded.get(
    '/billing-admin-only/ledger',
    requireRole(['admin', 'billing'], { requireAll: true }),
    hello,
  );
  guarded.get('/built-in', requireRole('billing', { includeCustom: false }), hello);
  guarded.get('/scopes', requireScope('api:read', 'api:write'), hello);
  return app;
}

/** Another middleware that says who is asking must not be believed. */
async function pretend(c, next) {
  c.set('user', { userId: 'pretender', hasAnyRole: () => true, hasAllRoles: () => true });
  await next();
}

function byGuard(guard) {
  const route = (find) => async (c) => {
    try {
      return c.json(who(await find(c.req.raw)));
    } catch (error) {
      if (error instanceof EdgewardError) return error.toResponse();
      throw error;
    }
  };
  const roles = (names, options) => route((request) => guard.requireRole(request, names, options));
  return new Hono()
    .get(
      '/optional',
      route((request) => guard.optionalUser(request)),
    )
    .get(
      '/me',
      route((request) => guard.currentUser(request)),
    )
    .get('/editors-or-admins/desk', roles(['admin', 'editor']))
    .get('/billing-admin-only/ledger', roles(['admin', 'billing'], { requireAll: true }))
    .get('/built-in', roles('billing', { includeCustom: false }))
    .get(
      '/scopes',
      route((request) => guard.requireScope(request, ['api:read', 'api:write'])),
    );
}
