import { Gate } from 'edgeward/gate';

const gate = new Gate(
  {
    AUTHORITY: 'https://login.example.com',
    CLIENT_ID: 'my-app',
    CLIENT_SECRET: process.env.CLIENT_SECRET,
    COOKIE_KEY: process.env.COOKIE_KEY,
    AUDIENCE: 'my-api',
    PUBLIC_URL: 'http://localhost:8080',
    ROUTES: [
      { path: '/', access: 'public' },
      { path: '/desk/**', roles: ['admin', 'editor'] },
    ],
  },
  { origin: application },
);

Bun.serve({ port: 8080, fetch: gate.fetch });

/** What is behind the gate. The header is the gate's: one that a client sends never arrives. */
function application(request) {
  const user = request.headers.get('x-edgeward-user') ?? 'stranger';
  return new Response(`Hello ${user}, this is ${new URL(request.url).pathname}\n`);
}
