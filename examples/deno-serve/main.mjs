import { Client, EdgewardError, Guard } from 'edgeward';

const client = new Client({ authority: 'https://login.example.com', audience: 'my-api' });
const guard = new Guard(client);

Deno.serve({ port: 8080 }, async (request) => {
  try {
    return await answer(request);
  } catch (error) {
    // 401 without a good token, 403 without the role.
    if (error instanceof EdgewardError) return error.toResponse();
    throw error;
  }
});

async function answer(request) {
  switch (new URL(request.url).pathname) {
    case '/':
      return new Response('Hello stranger\n');
    case '/desk': {
      const user = await guard.requireRole(request, ['admin', 'editor']);
      return new Response(`Hello ${user.userId}\n`);
    }
    default:
      return new Response('No such page\n', { status: 404 });
  }
}
