//! What the gate's configuration tells the client.

use edgeward::Options;
use edgeward_core::authorization::Scope;
use edgeward_core::secret::Secret;
use edgeward_core::token::ClientAuthMethod;

use crate::config::{ClientCredential, GateConfig};

/// Milliseconds for one exchange with the provider.
const TIMEOUT: u32 = 3000;

/// The client's options.
pub(crate) fn of(config: &GateConfig) -> Options {
    let (provider, tokens) = (&config.provider, &config.tokens);
    let sign_in = config.sign_in.as_ref();
    let credential = sign_in.map_or(&ClientCredential::None, |it| &it.credential);
    let (client_auth, client_secret) = authentication(credential);
    Options {
        issuer: provider.issuer.clone(),
        metadata_url: Some(provider.authority.well_known_url()),
        client_id: sign_in.map(|it| it.client_id.clone()),
        client_secret: client_secret.cloned(),
        client_auth,
        access_tokens: Some(tokens.access_tokens.clone()),
        algorithms: tokens.algorithms,
        provider: provider.preset,
        roles: provider.roles.clone(),
        scope: sign_in.map_or_else(Scope::default, |it| it.scope.clone()),
        clock_tolerance: tokens.clock_tolerance,
        static_keys: None,
        hmac_key: tokens.hmac_key.clone(),
        symmetric_keys: tokens.symmetric_jwks,
        http: config.http,
        stale_keys: tokens.stale_keys,
        timeout: TIMEOUT,
        web_base_url: None,
    }
}

fn authentication(credential: &ClientCredential) -> (Option<ClientAuthMethod>, Option<&Secret>) {
    match credential {
        ClientCredential::None => (Some(ClientAuthMethod::None), None),
        ClientCredential::Secret(secret) => (None, Some(secret)),
        ClientCredential::SecretBasic(secret) => {
            (Some(ClientAuthMethod::ClientSecretBasic), Some(secret))
        }
        ClientCredential::SecretPost(secret) => {
            (Some(ClientAuthMethod::ClientSecretPost), Some(secret))
        }
        // The key itself is with the host's signer.
        ClientCredential::PrivateKeyJwt(_) => (Some(ClientAuthMethod::PrivateKeyJwt), None),
    }
}
