// The relying parties that the provider knows: one for each way to authenticate as a client.

/**
 * The secret of the confidential clients, if no other is given: long enough for an HS512 key, and
 * with characters that `client_secret_basic` has to encode (RFC 6749, section 2.3.1).
 */
export const CLIENT_SECRET =
  'for tests: 100% secret + /?&=, long enough for HS512, which asks for 64';

/**
 * @param {object} options
 * @param {string[]} options.redirectUris
 * @param {string[]} options.postLogoutRedirectUris
 * @param {string} options.idTokenAlg
 * @param {string} options.secret
 * @param {object} [options.publicJwk] The key of the client with `private_key_jwt`.
 * @returns {object[]}
 */
export function createClients(options) {
  const { redirectUris, postLogoutRedirectUris, idTokenAlg, secret, publicJwk } = options;
  const common = {
    redirect_uris: redirectUris,
    post_logout_redirect_uris: postLogoutRedirectUris,
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    id_token_signed_response_alg: idTokenAlg,
  };
  const confidential = { ...common, client_secret: secret };
  const basic = { ...confidential, token_endpoint_auth_method: 'client_secret_basic' };
  const post = { ...confidential, token_endpoint_auth_method: 'client_secret_post' };
  const open = { ...common, token_endpoint_auth_method: 'none' };
  const clients = [
    { ...basic, client_id: 'gate', client_name: 'the edgeward demo' },
    { ...post, client_id: 'gate-post' },
  ];
  // Without a secret there is no key for an HS256 ID Token.
  if (idTokenAlg.startsWith('HS')) return clients;
  clients.push({ ...open, client_id: 'gate-public' });
  if (publicJwk) {
    clients.push({
      ...common,
      client_id: 'gate-pkjwt',
      token_endpoint_auth_method: 'private_key_jwt',
      jwks: { keys: [publicJwk] },
    });
  }
  return clients;
}
