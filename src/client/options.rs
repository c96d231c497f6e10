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

/// Seconds that keys serve while the provider is down, where nothing else is said: an hour.
const STALE_KEYS: u64 = 3600;

/// Milliseconds for one exchange with the provider, where nothing else is said.
const TIMEOUT: u32 = 3000;

impl Options {
    /// What is usual: asymmetric algorithms and https only, clocks that differ by a minute at most, keys
    /// that serve for an hour while the provider is down, and three seconds for one exchange with it.
    /// There is no audience, so that no token is validated, and no client, so that nobody signs in,
    /// until they are named.
    ///
    /// ```
    /// use edgeward::Options;
    /// use edgeward::core::claims::AccessTokenPolicy;
    /// use edgeward::core::url::{Http, Issuer};
    ///
    /// let issuer = Issuer::parse("https://login.example.com", Http::Refuse)?;
    /// let policy = AccessTokenPolicy::new(issuer.clone(), vec!["my-api".into()])?;
    /// let options = Options { access_tokens: Some(policy), ..Options::new(issuer) };
    /// assert!(options.client_id.is_none());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn new(issuer: Issuer) -> Self {
        Self {
            issuer,
            metadata_url: None,
            client_id: None,
            client_secret: None,
            client_auth: None,
            access_tokens: None,
            algorithms: AlgSet::ASYMMETRIC,
            provider: Provider::Generic,
            roles: RoleMapping::of(Provider::Generic, ""),
            scope: Scope::default(),
            clock_tolerance: ClockTolerance::default(),
            static_keys: None,
            hmac_key: None,
            symmetric_keys: SymmetricKeys::Refuse,
            http: Http::Refuse,
            stale_keys: STALE_KEYS,
            timeout: TIMEOUT,
            web_base_url: None,
        }
    }
}
