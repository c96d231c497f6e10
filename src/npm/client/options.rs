//! The options of a client: read from JSON, everything that is wrong listed at once.

mod reader;

use edgeward::Options;
use edgeward_core::alg::{Alg, AlgSet};
use edgeward_core::authorization::Scope;
use edgeward_core::claims::{AccessTokenPolicy, ClockTolerance, InvalidAudience, TokenType};
use edgeward_core::jwk::{HmacKey, KeySet, SymmetricKeys};
use edgeward_core::limits;
use edgeward_core::provider::Provider;
use edgeward_core::secret::Secret;
use edgeward_core::token::ClientAuthMethod;
use edgeward_core::url::{Http, HttpsUrl, Issuer};
use edgeward_core::user::{RoleMapping, RoleSource};

use crate::answer::joined;
use crate::error::Failure;
use reader::Reader;

/// Milliseconds for one exchange with the provider, and the most that can be asked for.
const TIMEOUT: (u64, u64) = (3_000, 60_000);

/// Seconds that keys outlive a provider that is down, and the most.
const STALE_KEYS: (u64, u64) = (3_600, 86_400);

/// Parses the options.
///
/// # Errors
/// A `ConfigError` with every problem.
pub(crate) fn parse(text: &str, hmac_secret: Option<&[u8]>) -> Result<Options, Failure> {
    let mut reader = Reader::parse(text)?;
    let options = read(&mut reader, hmac_secret);
    reader.finish(options)
}

/// Reads every option. A value that is none was reported.
fn read(reader: &mut Reader, hmac_secret: Option<&[u8]>) -> Option<Options> {
    let http = if reader.flag("dangerAllowHttp") {
        Http::DangerAllow
    } else {
        Http::Refuse
    };
    let authority = issuer(reader, "authority", http);
    if !reader.has("authority") {
        reader.problem("authority", "option_missing", "is missing");
    }
    let issuer = match issuer(reader, "issuer", http) {
        None if reader.has("issuer") => None,
        None => authority.clone(),
        issuer => issuer,
    };
    let presets = Provider::ALL.map(Provider::as_str);
    let provider = reader.choice("provider", &presets, &Provider::ALL);
    let provider = provider.unwrap_or_default();
    let client_id = reader.text("clientId");
    let roles = roles(reader, provider, client_id.as_deref());
    let hmac_key = hmac_key(reader, hmac_secret);
    let symmetric_keys = if reader.flag("dangerSymmetricJwks") {
        SymmetricKeys::DangerAccept
    } else {
        SymmetricKeys::Refuse
    };
    let static_keys = static_keys(reader);
    let algorithms = algorithms(
        reader,
        hmac_key.as_ref(),
        symmetric_keys,
        static_keys.as_ref(),
    );
    let clock_tolerance = reader.whole("clockTolerance", (60, limits::CLOCK_TOLERANCE));
    let clock_tolerance = ClockTolerance::new(clock_tolerance);
    let token_type = reader.choice(
        "tokenType",
        &["any", "at+jwt"],
        &[TokenType::AtJwtOrJwt, TokenType::AtJwt],
    );
    let audiences = reader.texts("audience").or_else(|| {
        let audience = provider.default_audience().map(String::from);
        audience.map(|audience| vec![audience])
    });
    let scope = reader.texts("scopes").map(|names| joined(&names, " "));
    let scope = Scope::parse(scope.as_deref().unwrap_or("openid profile email"));
    let scope = reader.checked("scopes", scope);
    let client_auth = reader.choice(
        "clientAuth",
        &["client_secret_basic", "client_secret_post", "none"],
        &[
            ClientAuthMethod::ClientSecretBasic,
            ClientAuthMethod::ClientSecretPost,
            ClientAuthMethod::None,
        ],
    );
    let web_base_url = reader.text("webBaseUrl");
    let web_base_url = web_base_url.and_then(|text| url(reader, "webBaseUrl", &text, http));
    let client_secret = reader.text("clientSecret").map(Secret::new);
    let stale_keys = reader.whole("staleKeys", STALE_KEYS);
    let timeout = u32::try_from(reader.whole("timeout", TIMEOUT));
    let (Some(issuer), Some(authority), Some(scope), Ok(clock_tolerance), Ok(timeout)) =
        (issuer, authority, scope, clock_tolerance, timeout)
    else {
        return None;
    };
    let mut options = Options {
        issuer,
        metadata_url: Some(authority.well_known_url()),
        client_id,
        client_secret,
        client_auth,
        access_tokens: None,
        algorithms,
        provider,
        roles,
        scope,
        clock_tolerance,
        static_keys,
        hmac_key,
        symmetric_keys,
        http,
        stale_keys,
        timeout,
        web_base_url,
    };
    if let Some(audiences) = audiences {
        let policy = access_token_policy(&options, audiences);
        let policy = reader.checked("audience", policy)?;
        options.access_tokens = Some(policy.token_type(token_type.unwrap_or_default()));
    }
    Some(options)
}

/// What access tokens for these audiences must be.
///
/// # Errors
/// There is no audience, or an empty one.
pub(crate) fn access_token_policy(
    options: &Options,
    audiences: Vec<String>,
) -> Result<AccessTokenPolicy, InvalidAudience> {
    let policy = AccessTokenPolicy::new(options.issuer.clone(), audiences)?
        .audience_claim(options.provider.audience_claim())
        .clock_tolerance(options.clock_tolerance);
    Ok(match &options.client_id {
        Some(client_id) => policy.client_id(client_id),
        None => policy,
    })
}

fn issuer(reader: &mut Reader, name: &'static str, http: Http) -> Option<Issuer> {
    let text = reader.text(name)?;
    if text.ends_with("/.well-known/openid-configuration") {
        reader.problem(
            name,
            "url_invalid",
            "is the address of the metadata: leave `/.well-known/openid-configuration` out",
        );
    }
    url(reader, name, &text, http)?;
    let issuer = Issuer::parse(&text, Http::DangerAllow);
    reader.checked(name, issuer)
}

/// Plain http only with the option, and then to the own machine or an internal network.
fn url(reader: &mut Reader, name: &'static str, text: &str, http: Http) -> Option<HttpsUrl> {
    let url = reader.checked(name, HttpsUrl::parse(text, Http::DangerAllow))?;
    if url.is_https() {
        return Some(url);
    }
    if http == Http::Refuse {
        reader.problem(
            name,
            "plain_http",
            "is plain http, which can be read and changed on the way: write https, or set \
             `dangerAllowHttp: true` for development",
        );
        return None;
    }
    if url.has_public_host() {
        let reason = "is plain http to a host of the internet, which is refused: write https";
        reader.problem(name, "plain_http", reason);
        return None;
    }
    Some(url)
}

fn roles(reader: &mut Reader, provider: Provider, client_id: Option<&str>) -> RoleMapping {
    let mut roles = RoleMapping::of(provider, client_id.unwrap_or_default());
    if let Some(sources) = sources(reader, "rolesFrom") {
        roles = roles.roles_from(sources);
    }
    if let Some(sources) = sources(reader, "customRolesFrom") {
        roles = roles.custom_roles_from(sources);
    }
    roles
}

fn sources(reader: &mut Reader, name: &'static str) -> Option<Vec<RoleSource>> {
    let mut sources = Vec::new();
    for text in &reader.texts(name)? {
        sources.push(reader.checked(name, RoleSource::parse(text))?);
    }
    Some(sources)
}

fn hmac_key(reader: &mut Reader, secret: Option<&[u8]>) -> Option<HmacKey> {
    let key = HmacKey::from_secret(secret?);
    reader.checked("hmacSecret", key)
}

/// A static key set: nothing is fetched. Its symmetric keys are the caller's own.
fn static_keys(reader: &mut Reader) -> Option<KeySet> {
    let document = reader.plain("jwks")?;
    let keys = KeySet::from_static(document.as_bytes());
    reader.checked("jwks", keys)
}

/// Those that are named, else every asymmetric one and the HS ones that there is a key for.
fn algorithms(
    reader: &mut Reader,
    hmac_key: Option<&HmacKey>,
    symmetric_keys: SymmetricKeys,
    static_keys: Option<&KeySet>,
) -> AlgSet {
    let has_key = |alg: Alg| {
        let in_set = |keys: &KeySet| keys.iter().any(|key| key.fits(alg));
        symmetric_keys == SymmetricKeys::DangerAccept
            || static_keys.is_some_and(in_set)
            || hmac_key.is_some_and(|key| key.expose().len() >= alg.hash().output_len())
    };
    let mut set = AlgSet::EMPTY;
    let Some(names) = reader.texts("algorithms") else {
        for &alg in &Alg::ALL {
            if !alg.is_symmetric() || has_key(alg) {
                set = set.with(alg);
            }
        }
        return set;
    };
    for name in &names {
        match Alg::parse(name) {
            None => reader.not_one_of("algorithms", &Alg::ALL.map(Alg::as_str)),
            Some(alg) if alg.is_symmetric() && !has_key(alg) => reader.problem(
                "algorithms",
                "symmetric_without_key",
                "an HS algorithm has no key to verify with: set `hmacSecret`, or leave it out",
            ),
            Some(alg) => set = set.with(alg),
        }
    }
    set
}
