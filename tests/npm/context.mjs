// What the test process prepares for one run of the body: providers, and a server that does for the
// body what only the test process can.
import { startProvider } from '../support/provider.mjs';
import { listen, readBody } from '../support/server.mjs';
import { publicKeys, services } from './services.mjs';

/** Where people come back to: the services' own server, which answers with nothing. */
const CALLBACK = '/callback';

/**
 * @param {string} suite
 * @param {object} [more] Anything else that the body reads.
 * @returns {Promise<{ context: object, close: () => Promise<void> }>}
 */
export async function prepare(suite, more = {}) {
  let named = {};
  const control = await serve((name) => named[name]);
  const redirectUri = `${control.url}${CALLBACK}`;
  const provider = await startProvider({ redirectUris: [redirectUri] });
  const signward = await startProvider({ shape: 'signward', signingKeys: provider.state.keys });
  named = services({ provider, signward });
  const { issuer, audience, clientSecret } = provider;
  return {
    context: {
      suite,
      ...more,
      control: control.url,
      redirectUri,
      provider: { issuer, audience, clientSecret },
      signward: { issuer: signward.issuer },
      ...(await publicKeys(provider)),
    },
    async close() {
      await Promise.all([control, provider, signward].map((part) => part.close()));
    },
  };
}

/** Answers any origin: the pages of the tests have their own. */
async function serve(service) {
  const { port, close } = await listen(async (request, response) => {
    response.setHeader('access-control-allow-origin', '*');
    if (request.url.startsWith(CALLBACK)) return response.end();
    try {
      const question = JSON.parse(await readBody(request));
      const answer = await service(request.url.slice(1))(question);
      response.end(JSON.stringify(answer ?? null));
    } catch (error) {
      response.writeHead(500).end(String(error.stack));
    }
  });
  return { url: `http://127.0.0.1:${port}`, close };
}
