//! The claims policy: whether a verified token is meant for this party, at this time, for this use.
//!
//! Each rule reads its claim in one JSON type. A claim of another type is invalid and never counts
//! as absent: that mistake let tokens without an expiry through elsewhere (CVE-2026-25537).

mod access_token;
mod id_token;
mod read;
mod time;

pub use access_token::{AccessTokenPolicy, AudienceClaim, InvalidAudience, TokenType};
pub use id_token::{ExpectedNonce, IdTokenPolicy};
pub(crate) use read::scopes;
pub use time::{ClockTolerance, InvalidClockTolerance};

use alloc::vec::Vec;

use crate::error::TokenError;
use crate::json::Object;
use crate::url::Issuer;
use time::NumericDate;

/// Claims that a policy accepted. `Debug` shows names and no values.
#[derive(Debug, Clone)]
pub struct ValidClaims {
    object: Object,
    exp: u64,
}

impl ValidClaims {
    /// The rules that every token shares: `iss`, `sub`, the dates and the form of `scope`.
    fn common(
        object: Object,
        issuer: &Issuer,
        tolerance: ClockTolerance,
        now: u64,
    ) -> Result<Self, TokenError> {
        let iss = read::string(&object, "iss")?.ok_or(TokenError::ClaimMissing("iss"))?;
        if !issuer.is(iss) {
            return Err(TokenError::IssuerMismatch);
        }
        let exp = time::validate(&object, tolerance, now)?;
        let sub = read::string(&object, "sub")?.ok_or(TokenError::ClaimMissing("sub"))?;
        if !is_subject(sub) {
            return Err(TokenError::ClaimInvalid("sub"));
        }
        if scopes(&object).is_none() {
            return Err(TokenError::ClaimInvalid("scope"));
        }
        Ok(Self { object, exp })
    }

    /// All claims, as the token has them.
    #[must_use]
    pub const fn object(&self) -> &Object {
        &self.object
    }

    /// All claims, taken out.
    #[must_use]
    pub fn into_object(self) -> Object {
        self.object
    }

    /// The issuer.
    #[must_use]
    pub fn iss(&self) -> &str {
        self.seen("iss")
    }

    /// The subject: unique and never reassigned within the issuer.
    #[must_use]
    pub fn sub(&self) -> &str {
        self.seen("sub")
    }

    /// When the token expires, in seconds since 1970, a fraction cut off.
    #[must_use]
    pub const fn exp(&self) -> u64 {
        self.exp
    }

    /// When the token was issued, in seconds since 1970, a fraction cut off.
    #[must_use]
    pub fn iat(&self) -> Option<u64> {
        let iat = NumericDate::read(&self.object, "iat").ok()??;
        Some(iat.seconds)
    }

    /// The names in `scope`, or in `scp` where a provider uses that.
    #[must_use]
    pub fn scopes(&self) -> Vec<&str> {
        scopes(&self.object).unwrap_or_default()
    }

    /// A claim that is a string.
    #[must_use]
    pub fn string(&self, name: &str) -> Option<&str> {
        self.object.get(name)?.as_str()
    }

    /// A claim that was seen to be a string, and cannot have changed since.
    fn seen(&self, name: &str) -> &str {
        self.string(name).unwrap_or_default()
    }
}

/// Whether a refreshed ID Token continues the sign-in whose first ID Token had `iss` and `sub`
/// (OIDC Core §12.2).
///
/// # Errors
/// [`TokenError::IssuerMismatch`] or [`TokenError::SubjectMismatch`].
pub fn refreshed(claims: &ValidClaims, iss: &str, sub: &str) -> Result<(), TokenError> {
    if claims.iss() != iss {
        return Err(TokenError::IssuerMismatch);
    }
    if claims.sub() != sub {
        return Err(TokenError::SubjectMismatch);
    }
    Ok(())
}

/// 1 to 255 printable ASCII characters (OIDC Core §2): it goes into headers and comparisons.
pub(crate) fn is_subject(sub: &str) -> bool {
    (1..=255).contains(&sub.len()) && sub.bytes().all(|b| matches!(b, 0x20..=0x7e))
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::alg::AlgSet;
    use crate::jwk::{HmacKey, KeySet};
    use crate::jws::{CompactJws, VerifiedJws};
    use crate::url::Http;
    use crate::{base64url, json};
    use alloc::{format, vec};

    pub(crate) const ISSUER: &str = "https://idp.example/t";
    pub(crate) const NOW: u64 = 1_700_000_000;

    pub(crate) fn issuer() -> Issuer {
        Issuer::parse(ISSUER, Http::Refuse).unwrap()
    }

    pub(crate) fn object(text: &str) -> Object {
        json::parse_object(text.as_bytes()).unwrap()
    }

    /// `base` with the members of `changes` set; a member `null` is taken out.
    pub(crate) fn changed(base: &str, changes: &str) -> Object {
        let mut claims = object(base);
        for (name, value) in object(changes).iter() {
            if *value == json::Value::Null {
                claims.remove(name);
            } else {
                claims.insert(name, value.clone());
            }
        }
        claims
    }

    /// A token with this header and payload, as if its (HMAC) signature had been verified.
    pub(crate) fn verified(header: &str, payload: &str) -> VerifiedJws {
        let [header, payload] = [header, payload].map(|part| base64url::encode(part.as_bytes()));
        let key = HmacKey::from_secret(&[7; 64]).unwrap();
        for length in [32, 48, 64] {
            let token = format!("{header}.{payload}.{}", base64url::encode(&vec![1; length]));
            let keys = KeySet::from_hmac_secret(key.clone());
            let selected = CompactJws::parse(&token)
                .unwrap()
                .select(&keys, AlgSet::SYMMETRIC);
            if let Ok(jws) = selected {
                return jws.conclude(Ok(())).unwrap();
            }
        }
        panic!("no signature length fits the header");
    }

    /// Claims that any policy's common rules accept.
    pub(crate) fn valid(text: &str) -> ValidClaims {
        let base = format!(r#"{{"iss":"{ISSUER}","sub":"u1","exp":{}}}"#, NOW + 60);
        common(changed(&base, text)).unwrap()
    }

    fn common(object: Object) -> Result<ValidClaims, TokenError> {
        ValidClaims::common(object, &issuer(), ClockTolerance::default(), NOW)
    }

    fn refusal(changes: &str) -> TokenError {
        let base = format!(r#"{{"iss":"{ISSUER}","sub":"u1","exp":{}}}"#, NOW + 60);
        common(changed(&base, changes)).unwrap_err()
    }

    #[test]
    fn iss_is_compared_byte_for_byte() {
        assert_eq!(refusal(r#"{"iss":null}"#), TokenError::ClaimMissing("iss"));
        for iss in ["7", "true", "{}", r#"["https://idp.example/t"]"#] {
            let changes = format!(r#"{{"iss":{iss}}}"#);
            assert_eq!(refusal(&changes), TokenError::ClaimInvalid("iss"), "{iss}");
        }
        for iss in [
            "",
            "https://idp.example",
            "https://idp.example/t/",
            "https://idp.example/T",
            "https://idp.example/t2",
            "http://idp.example/t",
        ] {
            let changes = format!(r#"{{"iss":"{iss}"}}"#);
            assert_eq!(refusal(&changes), TokenError::IssuerMismatch, "{iss}");
        }
    }

    #[test]
    fn a_null_claim_is_invalid_and_not_absent() {
        for name in ["iss", "sub", "exp", "nbf", "iat", "scope"] {
            let mut claims = object(&format!(r#"{{"iss":"{ISSUER}","sub":"u1","exp":{NOW}}}"#));
            claims.insert(name, json::Value::Null);
            assert_eq!(common(claims).unwrap_err(), TokenError::ClaimInvalid(name));
        }
    }

    #[test]
    fn sub_is_1_to_255_printable_ascii_characters() {
        assert_eq!(refusal(r#"{"sub":null}"#), TokenError::ClaimMissing("sub"));
        let longest = "s".repeat(255);
        assert_eq!(valid(&format!(r#"{{"sub":"{longest}"}}"#)).sub(), longest);
        let too_long = format!(r#"{{"sub":"{longest}s"}}"#);
        for changes in [
            too_long.as_str(),
            r#"{"sub":""}"#,
            r#"{"sub":"é"}"#,
            r#"{"sub":"a\nb"}"#,
            r#"{"sub":7}"#,
        ] {
            assert_eq!(
                refusal(changes),
                TokenError::ClaimInvalid("sub"),
                "{changes}"
            );
        }
    }

    #[test]
    fn accessors_show_what_the_token_has() {
        let claims = valid(r#"{"iat":1699999990.9,"scope":"a b","tid":"t1"}"#);
        assert_eq!(
            (claims.iss(), claims.sub(), claims.exp()),
            (ISSUER, "u1", NOW + 60)
        );
        assert_eq!(claims.iat(), Some(1_699_999_990));
        assert_eq!(claims.scopes(), ["a", "b"]);
        assert_eq!(
            (claims.string("tid"), claims.string("exp")),
            (Some("t1"), None)
        );
        assert_eq!(claims.object().len(), claims.clone().into_object().len());
    }

    #[test]
    fn a_refreshed_id_token_keeps_issuer_and_subject() {
        let claims = valid("{}");
        assert_eq!(refreshed(&claims, ISSUER, "u1"), Ok(()));
        assert_eq!(
            refreshed(&claims, ISSUER, "u2"),
            Err(TokenError::SubjectMismatch)
        );
        let other = "https://idp.example/t2";
        assert_eq!(
            refreshed(&claims, other, "u1"),
            Err(TokenError::IssuerMismatch)
        );
    }
}
