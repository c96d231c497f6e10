// `edgeward/hono`: what `c.get('user')` is, by what stands before it.
import { Client, Guard, type User } from 'edgeward';
import { authenticate, requireRole, requireScope, type AuthVariables } from 'edgeward/hono';
import { Hono } from 'hono';

const client = new Client({ authority: 'https://op.example', audience: 'api' });

// Chained: the types come by themselves.
const chained = new Hono()
  .get('/', (c) => {
    // @ts-expect-error Nobody has asked yet who it is.
    const user: User = c.get('user');
    return c.text(user.userId);
  })
  .use(authenticate(client))
  .get('/me', (c) => {
    const user: User = c.get('user');
    // @ts-expect-error There is no such variable.
    c.get('usr');
    return c.text(user.userId + c.var.user.userId);
  })
  .get('/admin', requireRole('admin', 'editor'), (c) => c.text(c.get('user').userId));

// By route.
chained.get('/desk', authenticate(new Guard(client)), requireScope('a', 'b'), (c) => {
  const user: User = c.get('user');
  return c.text(user.userId);
});
chained.get('/optional', authenticate(client, { optional: true }), (c) => {
  const user: User | undefined = c.get('user');
  return c.text(user?.userId ?? 'nobody');
});
new Hono().get('/optional', authenticate(client, { optional: true }), (c) => {
  // @ts-expect-error There may be nobody.
  const user: User = c.get('user');
  return c.text(user.userId);
});

// By the application's own variables.
const app = new Hono<{ Variables: AuthVariables & { trace: string } }>();
app.use(authenticate(client));
app.get('/me', requireRole(['admin', 'billing'], { requireAll: true, includeCustom: false }), (c) =>
  c.text(c.get('user').userId + c.get('trace')),
);

// @ts-expect-error Tokens are a client's or a guard's.
authenticate('https://op.example');
// @ts-expect-error At least one role must be named.
requireRole();
// @ts-expect-error There is no such option.
requireRole(['admin'], { all: true });
// @ts-expect-error At least one scope must be named.
requireScope();
// @ts-expect-error There is no such option.
authenticate(client, { anonymous: true });

export { app, chained };
