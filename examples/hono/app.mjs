import { Client } from 'edgeward';
import { authenticate, requireRole } from 'edgeward/hono';
import { Hono } from 'hono';

const client = new Client({ authority: 'https://login.example.com', audience: 'my-api' });

export const app = new Hono();

app.get('/', (c) => c.text('Hello stranger'));
app.use('/api/*', authenticate(client));
app.get('/api/me', (c) => c.json(c.get('user')));
app.get('/api/desk', requireRole('admin', 'editor'), (c) => c.text('one of the two'));
app.get('/api/bills', requireRole(['admin', 'billing'], { requireAll: true }), (c) =>
  c.text('both'),
);
