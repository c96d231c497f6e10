import { Client } from 'edgeward';
import { authenticate, requireRole } from 'edgeward/hono';
import { Hono } from 'hono';

/** @param {{ authority: string, audience: string }} options */
export function createApp({ authority, audience }) {
  const client = new Client({ authority, audience, dangerAllowHttp: true });
  return new Hono()
    .use('/api/*', authenticate(client))
    .get('/api/me', (c) => c.text(c.get('user').userId))
    .get('/api/admin', requireRole('admin'), (c) => c.text('may'))
    .get('/api/bills', requireRole(['admin', 'billing'], { requireAll: true }), (c) =>
      c.text('may'),
    );
}
