import { Client, EdgewardError, Guard } from 'edgeward';

const client = new Client({ authority: 'https://login.example.com', audience: 'my-api' });
const guard = new Guard(client);

export const config = { matcher: ['/admin', '/admin/:path*'] };

export default async function middleware(request) {
  try {
    await guard.requireRole(request, 'admin');
  } catch (error) {
    if (error instanceof EdgewardError) return error.toResponse();
    throw error;
  }
}
