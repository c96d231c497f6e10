//! The configuration: parsed once, into types that nothing behind it has to parse again.
//!
//! Everything that is wrong is found in one pass and listed with its key and the cure. Nothing is
//! served until it is mended, because a gate that guesses what a rule was meant to say is no gate.

mod contradiction;
mod fault;
mod key;
mod keys;
mod origin;
mod problem;
mod provider;
mod reader;
mod review;
mod route_keys;
mod routes;
mod secrets;
mod sign_in;
mod site;
mod suggestion;
mod tokens;
mod web_origin;

pub use contradiction::Contradiction;
pub use fault::Fault;
pub use key::Describe;
pub use keys::KEYS;
pub use origin::Origin;
pub use problem::{ConfigErrors, ConfigProblem};
pub use provider::ProviderConfig;
pub use review::{Note, PendingSecret, Review, RouteNote, positions};
pub use route_keys::ROUTE_KEYS;
pub use sign_in::{ClientCredential, LoginParams, SignInConfig};
pub use site::Site;
pub use tokens::TokenConfig;
pub use web_origin::WebOrigin;

use edgeward_core::json::Object;
use edgeward_core::route::{Host, RouteTable};
use edgeward_core::secret::Secret;
use edgeward_core::url::Http;

use reader::Reader;

/// A configuration without contradictions.
#[derive(Debug, Clone)]
pub struct GateConfig {
    /// Who issues the tokens: `AUTHORITY`, `ISSUER`, `PROVIDER`, `ROLES_FROM`,
    /// `CUSTOM_ROLES_FROM`.
    pub provider: ProviderConfig,
    /// Which tokens are accepted: `AUDIENCE`, `TOKEN_TYPE`, `ALGORITHMS`, `HMAC_SECRET`,
    /// `DANGER_SYMMETRIC_JWKS`, `CLOCK_TOLERANCE`, `STALE_KEYS`.
    pub tokens: TokenConfig,
    /// How people sign in; none with `SIGN_IN = false`.
    pub sign_in: Option<SignInConfig>,
    /// `PUBLIC_URL`: where people reach the gate. Empty only without sign-in, and then the gate
    /// answers for every host.
    pub sites: Vec<Site>,
    /// `ORIGIN`: where requests go that may pass.
    pub origin: Origin,
    /// `ROUTES`: who may pass.
    pub routes: RouteTable,
    /// `FORWARD_AUTHORIZATION`: the origin gets the request's `Authorization` header.
    pub forward_authorization: bool,
    /// `FORWARD_ACCESS_TOKEN`: the origin gets the session's access token.
    pub forward_access_token: bool,
    /// `CORS_ORIGINS`: whose preflights the gate answers.
    pub cors_origins: Vec<WebOrigin>,
    /// `LOG_SUBJECT`: how `sub` shows in the log.
    pub log_subject: LogSubject,
    /// `DANGER_ALLOW_HTTP`: whether the provider's endpoints may be http.
    pub http: Http,
}

/// How `sub` shows in the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogSubject {
    /// Not at all.
    None,
    /// As a hash, so that the requests of one person can be found together.
    Hash,
    /// As it is.
    Plain,
}

impl GateConfig {
    /// Parses everything that is configured, variables and secrets in one object. A service binding
    /// named `ORIGIN` stands in it as `{"$binding": true}`.
    ///
    /// # Errors
    ///
    /// Everything that is wrong, at once.
    pub fn parse(vars: &Object) -> Result<Self, ConfigErrors> {
        let mut reader = Reader::new(vars);
        let config = read(&mut reader);
        let problems = reader.into_problems();
        match config {
            Some(config) if problems.is_empty() => Ok(config),
            _ => Err(ConfigErrors::new(problems)),
        }
    }

    /// The client's private key, a JWK, where it proves itself with one.
    #[must_use]
    pub fn client_private_key(&self) -> Option<&Secret> {
        match &self.sign_in.as_ref()?.credential {
            ClientCredential::PrivateKeyJwt(jwk) => Some(jwk),
            _ => None,
        }
    }

    /// The site that a request for this host is for; none is for a request that must be refused.
    #[must_use]
    pub fn site(&self, host: &Host) -> Option<&Site> {
        self.sites.iter().find(|site| site.origin.host() == host)
    }
}

/// Reads every key. A value that is none was reported.
fn read(reader: &mut Reader<'_>) -> Option<GateConfig> {
    reader.refuse_unknown(&KEYS);
    let http = if reader.flag(&keys::DANGER_ALLOW_HTTP) {
        Http::DangerAllow
    } else {
        Http::Refuse
    };
    let signs_in = reader.flag(&keys::SIGN_IN);
    let client_id = reader.text(&keys::CLIENT_ID);
    let preset = reader.choice(&keys::PROVIDER);
    let provider = provider::parse(reader, preset, client_id, http);
    let tokens = tokens::parse(reader, preset, provider.as_ref(), client_id);
    let auth_path = site::auth_path(reader);
    let sites = site::parse(reader, signs_in, auth_path.as_deref());
    let origin = origin::parse(reader, &sites, http);
    let bounds = routes::Bounds {
        auth_path: auth_path.as_deref().filter(|_| signs_in),
        sites: &sites,
    };
    let routes = routes::parse(reader, &bounds);
    let sign_in = sign_in::parse(reader, signs_in, client_id, auth_path.as_deref());
    let forward_authorization = reader.flag(&keys::FORWARD_AUTHORIZATION);
    let forward_access_token = reader.flag(&keys::FORWARD_ACCESS_TOKEN);
    if forward_access_token && !signs_in {
        reader.contradiction(
            &keys::FORWARD_ACCESS_TOKEN,
            Contradiction::ForwardWithoutSignIn,
        );
    }
    let cors_origins = site::cors_origins(reader);
    let log_subject = reader.choice(&keys::LOG_SUBJECT);
    Some(GateConfig {
        provider: provider?,
        tokens: tokens?,
        sign_in: if signs_in { Some(sign_in?) } else { None },
        sites,
        origin: origin?,
        routes: routes?,
        forward_authorization,
        forward_access_token,
        cors_origins,
        log_subject: log_subject?,
        http,
    })
}

#[cfg(test)]
mod tests;
