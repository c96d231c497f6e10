// The provider's documents.
export const documents = {
  group: 'metadata and keys',
  cases: [
    [
      'discovery gives the whole document, frozen',
      'frozen form_post,fragment,query',
      async ({ client, provider }) => {
        const metadata = await client().discovery();
        const { issuer, response_modes_supported: modes } = metadata;
        const frozen = Object.isFrozen(metadata) && Object.isFrozen(modes);
        return issuer === provider.issuer && `${frozen ? 'frozen' : 'loose'} ${modes}`;
      },
    ],
    [
      'it is fetched once, by however many',
      '1',
      async ({ client, counted }) => {
        const one = client();
        const asked = () => Promise.all([one.discovery(), one.discovery(), one.discovery()]);
        return counted('metadata', async () => (await asked(), await asked()));
      },
    ],
    [
      'jwks gives public members alone',
      'EC EC EC OKP RSA, none private',
      async ({ client }) => {
        const { keys } = await client().jwks();
        const secret = keys.some((key) => ['d', 'p', 'k'].some((member) => member in key));
        const types = keys.map(({ kty }) => kty).sort();
        return `${types.join(' ')}, ${secret ? 'private members' : 'none private'}`;
      },
    ],
    [
      'jwks of a static set',
      'only',
      async ({ client, rsaKey }) => {
        const { keys } = await client({ jwks: { keys: [{ ...rsaKey, kid: 'only' }] } }).jwks();
        return keys.map(({ kid }) => kid).join(' ');
      },
    ],
    [
      'refreshMetadata fetches both, whatever their age',
      '2 metadata, 2 jwks',
      async ({ client, counted }) => {
        const one = client();
        let keys;
        const metadata = await counted('metadata', async () => {
          keys = await counted('jwks', async () => {
            await one.jwks();
            await one.refreshMetadata();
          });
        });
        return `${metadata} metadata, ${keys} jwks`;
      },
    ],
    [
      'a refresh that fails keeps what was known',
      'DiscoveryError provider_status_unexpected 503, valid user-admin',
      async ({ client, mint, ask, verdicts }) => {
        const one = client();
        const token = await mint('admin');
        await one.validateToken(token);
        await ask('fail', { endpoint: 'metadata' });
        return verdicts(
          () => one.refreshMetadata(),
          () => one.validateToken(token),
        );
      },
    ],
    [
      'nobody listens',
      'DiscoveryError provider_unreachable',
      ({ client }) => client({ authority: 'http://127.0.0.1:9' }).discovery(),
    ],
    [
      'the provider never answers',
      'DiscoveryError provider_timed_out',
      async ({ client, ask }) => {
        await ask('fail', { endpoint: 'metadata', failure: { how: 'hang' } });
        return client({ timeout: 200 }).discovery();
      },
    ],
    [
      'no JSON',
      'DiscoveryError provider_media_type_unexpected',
      async ({ client, ask }) => {
        const headers = { 'content-type': 'text/html' };
        await ask('fail', { endpoint: 'metadata', failure: { status: 200, headers } });
        return client().discovery();
      },
    ],
    [
      'broken JSON',
      'DiscoveryError provider_json_invalid',
      async ({ client, ask }) => {
        const headers = { 'content-type': 'application/json' };
        const failure = { status: 200, headers, body: '{"issuer":' };
        await ask('fail', { endpoint: 'jwks', failure });
        return client().jwks();
      },
    ],
    [
      'a redirect is not followed',
      'DiscoveryError provider_redirected',
      async ({ client, ask, provider }) => {
        const headers = { location: `${provider.issuer}/jwks` };
        await ask('fail', { endpoint: 'metadata', failure: { status: 302, headers } });
        return client().discovery();
      },
    ],
  ],
};
