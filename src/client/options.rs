//! What a client is told about its provider and itself.

use edgeward_core::alg::AlgSet;
use edgeward_core::authorization::Scope;
use edgeward_core::claims::{AccessTokenPolicy, ClockTolerance};
use edgeward_core::jwk::{HmacKey, KeySet, SymmetricKeys};
use edgeward_core::provider::Provider;
use edgeward_core::secret::Secret;
use edgeward_core::token::ClientAuthMethod;
use edgeward_core::url::{Http, HttpsUrl, Issuer};
use edgeward_core::user::RoleMapping;

/// The options of a [`Client`](crate::Client): every value is parsed already.
#[derive(Debug, Clone)]
pub struct Options {
    /// The issuer identifier, compared byte for byte.
    pub issuer: Issuer,
    /// Where the metadata document is, if not at the issuer's well-known address.
    pub metadata_url: Option<HttpsUrl>,
    /// The client's own id at the provider; without one there is no sign-in.
    pub client_id: Option<String>,
    /// The client's secret, if it has one.
    pub client_secret: Option<Secret>,
    /// How the client authenticates, if not chosen from the metadata.
    pub client_auth: Option<ClientAuthMethod>,
    /// What an access token must be; without it the client validates none. A client that only signs
    /// people in has no audience to ask for.
    pub access_tokens: Option<AccessTokenPolicy>,
    /// The algorithms that are allowed.
    pub algorithms: AlgSet,
    /// The provider's preset.
    pub provider: Provider,
    /// Where roles are found.
    pub roles: RoleMapping,
    /// What a sign-in asks for; `openid` is always asked for.
    pub scope: Scope,
    /// By how much clocks may differ.
    pub clock_tolerance: ClockTolerance,
    /// Keys from configuration: nothing is fetched for verification.
    pub static_keys: Option<KeySet>,
    /// The secret from configuration that HS* tokens are verified with; other tokens are not.
    pub hmac_key: Option<HmacKey>,
    /// Whether a fetched key set may hold symmetric keys.
    pub symmetric_keys: SymmetricKeys,
    /// Whether the provider may be spoken to without TLS.
    pub http: Http,
    /// Seconds that keys serve beyond their freshness while the provider is down.
    pub stale_keys: u64,
    /// Milliseconds for one exchange with the provider.
    pub timeout: u32,
    /// Where people manage their data, if not at the issuer.
    pub web_base_url: Option<HttpsUrl>,
}
