// What README.md talks of and a reader has: a provider with two clients, and a server behind a gate.
import { randomBytes } from 'node:crypto';

import { decodeJwt } from 'jose';

import { startProvider } from '../support/provider.mjs';
import { freePort, listen } from '../support/server.mjs';

const CLIENT_SECRET = 'the secret of my-app, which has more than 32 bytes';

/**
 * Starts it. `real` is what `fillIn` takes.
 *
 * @returns {Promise<{ real: object, secrets: () => Record<string, string>,
 *   token: (login: string, options?: object) => Promise<string>, close: () => Promise<void> }>}
 */
export async function startWorld() {
  const port = await freePort();
  // The provider's own host: a browser keeps its cookie from a hidden frame of another site.
  const app = `http://127.0.0.1:${port}`;
  const provider = await startProvider({ clients: clients(app) });
  const origin = await listen(answerAsOrigin);
  return {
    real: {
      issuer: provider.issuer,
      app,
      origin: `http://localhost:${origin.port}`,
      audience: provider.audience,
      port,
    },
    secrets: () => ({ CLIENT_SECRET, COOKIE_KEY: randomBytes(48).toString('base64') }),
    token: (login, options) => provider.mint(login, { client: 'my-app', ...options }),
    close: () => Promise.all([provider.close(), origin.close()]),
  };
}

function clients(app) {
  const common = {
    post_logout_redirect_uris: [`${app}/`],
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
  };
  return [
    {
      ...common,
      client_id: 'my-app',
      client_secret: CLIENT_SECRET,
      redirect_uris: [`${app}/callback`, `${app}/auth/callback`],
    },
    {
      ...common,
      client_id: 'my-page',
      token_endpoint_auth_method: 'none',
      redirect_uris: [`${app}/`],
    },
  ];
}

/** Says who is asking, as the gate or a page's token says it. */
function answerAsOrigin({ method, headers }, response) {
  response.setHeader('access-control-allow-origin', '*');
  response.setHeader('access-control-allow-headers', 'authorization');
  if (method === 'OPTIONS') return response.writeHead(204).end();
  const [, bearer] = headers.authorization?.split(' ') ?? [];
  return response.end(headers['x-edgeward-user'] ?? (bearer ? decodeJwt(bearer).sub : 'anybody'));
}
