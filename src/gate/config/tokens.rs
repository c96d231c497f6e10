//! Which tokens are accepted.

use edgeward_core::alg::{Alg, AlgSet};
use edgeward_core::claims::{AccessTokenPolicy, ClockTolerance};
use edgeward_core::jwk::{HmacKey, SymmetricKeys};
use edgeward_core::provider::Provider;

use super::reader::Reader;
use super::{Contradiction, Fault, ProviderConfig, keys};

/// What tokens must be, and what verifies them.
#[derive(Debug, Clone)]
pub struct TokenConfig {
    /// `AUDIENCE`, `TOKEN_TYPE`, `CLOCK_TOLERANCE` and the issuer, as the policy for access tokens.
    pub access_tokens: AccessTokenPolicy,
    /// `CLOCK_TOLERANCE`, for other tokens.
    pub clock_tolerance: ClockTolerance,
    /// `ALGORITHMS`. Never empty; HS ones are in it only when there is a key for them.
    pub algorithms: AlgSet,
    /// `HMAC_SECRET`.
    pub hmac_key: Option<HmacKey>,
    /// `DANGER_SYMMETRIC_JWKS`.
    pub symmetric_jwks: SymmetricKeys,
    /// `STALE_KEYS`: how long known keys outlive a provider that cannot be reached, in seconds.
    pub stale_keys: u64,
}

pub(super) fn parse(
    reader: &mut Reader<'_>,
    preset: Option<Provider>,
    provider: Option<&ProviderConfig>,
    client_id: Option<&str>,
) -> Option<TokenConfig> {
    let audiences = audiences(reader, preset);
    let token_type = reader.choice(&keys::TOKEN_TYPE);
    let (hmac_key, symmetric_jwks) = symmetric(reader);
    let algorithms = algorithms(reader, hmac_key.as_ref(), symmetric_jwks);
    let tolerance = reader.whole(&keys::CLOCK_TOLERANCE);
    let stale_keys = reader.whole(&keys::STALE_KEYS);
    // The reader keeps to the limits of both constructors; what they refuse is reported already.
    let clock_tolerance = ClockTolerance::new(tolerance).ok()?;
    let provider = provider?;
    let mut access_tokens = AccessTokenPolicy::new(provider.issuer.clone(), audiences?)
        .ok()?
        .audience_claim(provider.preset.audience_claim())
        .token_type(token_type?)
        .clock_tolerance(clock_tolerance);
    if let Some(client_id) = client_id {
        access_tokens = access_tokens.client_id(client_id);
    }
    Some(TokenConfig {
        access_tokens,
        clock_tolerance,
        algorithms: algorithms?,
        hmac_key,
        symmetric_jwks,
        stale_keys,
    })
}

fn audiences(reader: &mut Reader<'_>, preset: Option<Provider>) -> Option<Vec<String>> {
    let key = &keys::AUDIENCE;
    if reader.has(key) {
        let entries = reader.texts(key)?;
        return Some(entries.into_iter().map(|entry| entry.text.into()).collect());
    }
    // With a preset that is none, whether an audience is missing is not known either.
    let audience = preset?.default_audience();
    if audience.is_none() {
        reader.require(key);
    }
    audience.map(|audience| vec![audience.into()])
}

fn symmetric(reader: &mut Reader<'_>) -> (Option<HmacKey>, SymmetricKeys) {
    let secret = reader.secret(&keys::HMAC_SECRET);
    let key = secret.and_then(|secret| {
        let key = HmacKey::from_secret(secret.expose().as_bytes());
        let fault = Fault::SecretShort {
            least: HmacKey::MIN_LEN,
        };
        key.map_err(|_| reader.fault(&keys::HMAC_SECRET, fault))
            .ok()
    });
    if !reader.flag(&keys::DANGER_SYMMETRIC_JWKS) {
        return (key, SymmetricKeys::Refuse);
    }
    if reader.has(&keys::HMAC_SECRET) {
        reader.contradiction(
            &keys::DANGER_SYMMETRIC_JWKS,
            Contradiction::TwoSymmetricKeys,
        );
    }
    (key, SymmetricKeys::DangerAccept)
}

fn algorithms(
    reader: &mut Reader<'_>,
    key: Option<&HmacKey>,
    jwks: SymmetricKeys,
) -> Option<AlgSet> {
    if !reader.has(&keys::ALGORITHMS) {
        let symmetric = AlgSet::SYMMETRIC
            .iter()
            .filter(|alg| has_key(*alg, key, jwks));
        return Some(AlgSet::ASYMMETRIC.iter().chain(symmetric).collect());
    }
    let entries = reader.list(&keys::ALGORITHMS)?;
    let names = || Alg::ALL.into_iter().map(Alg::as_str).collect();
    let parsed = reader.parsed_entries(&keys::ALGORITHMS, entries, |name| {
        Alg::parse(name).ok_or_else(|| Fault::NotOneOf(names()))
    });
    let has_secret = reader.has(&keys::HMAC_SECRET);
    for (entry, alg) in &parsed {
        if !alg.is_symmetric() || has_key(*alg, key, jwks) {
            continue;
        }
        if key.is_some() {
            let fault = Fault::SecretShort {
                least: alg.hash().output_len(),
            };
            reader.fault(&keys::HMAC_SECRET, fault);
        } else if !has_secret {
            let fault = Fault::Contradiction(Contradiction::SymmetricWithoutKey);
            reader.fault_at(entry.place.clone(), &keys::ALGORITHMS, fault);
        }
    }
    let set: AlgSet = parsed.into_iter().map(|(_, alg)| alg).collect();
    if set.intersection(AlgSet::SYMMETRIC).is_empty() {
        if has_secret {
            reader.contradiction(&keys::HMAC_SECRET, Contradiction::SymmetricKeyUnused);
        } else if jwks == SymmetricKeys::DangerAccept {
            reader.contradiction(
                &keys::DANGER_SYMMETRIC_JWKS,
                Contradiction::SymmetricKeyUnused,
            );
        }
    }
    Some(set)
}

/// RFC 7518 §3.2: the key is at least as long as the hash.
fn has_key(alg: Alg, key: Option<&HmacKey>, jwks: SymmetricKeys) -> bool {
    jwks == SymmetricKeys::DangerAccept
        || key.is_some_and(|key| key.expose().len() >= alg.hash().output_len())
}
