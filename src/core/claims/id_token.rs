//! ID Tokens from the token endpoint (OIDC Core §3.1.3.7).

use alloc::string::String;

use super::time::NumericDate;
use super::{ClockTolerance, ValidClaims, read};
use crate::alg::Alg;
use crate::authorization::Nonce;
use crate::error::{Times, TokenError};
use crate::json::Object;
use crate::jws::VerifiedJws;
use crate::url::Issuer;
use crate::{base64url, digest};

/// What Keycloak's `typ` says of tokens that are no ID Tokens.
const OTHER_KINDS: [&str; 4] = ["Bearer", "Refresh", "Offline", "Logout"];

/// What an ID Token must be to be accepted.
#[derive(Debug, Clone, Copy)]
pub struct IdTokenPolicy<'a> {
    /// The issuer that the sign-in went to.
    pub issuer: &'a Issuer,
    /// This client; the token must be for it.
    pub client_id: &'a str,
    /// What `nonce` must be.
    pub nonce: ExpectedNonce<'a>,
    /// How many seconds ago the person may have signed in, as the request asked. The clock
    /// tolerance comes on top.
    pub max_age: Option<u64>,
    /// The access token that came along: an `at_hash` must fit it (OIDC Core §3.1.3.8).
    pub access_token: Option<&'a str>,
    /// Audiences that may stand beside the client. One of them may be the authorized party (`azp`) of a
    /// token that is for the client alone.
    pub trusted_audiences: &'a [String],
    /// The clock tolerance.
    pub clock_tolerance: ClockTolerance,
}

/// What the claim `nonce` must be.
#[derive(Debug, Clone, Copy)]
pub enum ExpectedNonce<'a> {
    /// This one.
    Equal(&'a Nonce),
    /// Anything: no sign-in sent one, as with a refreshed ID Token (OIDC Core §12.2). Elsewhere a
    /// stolen ID Token of an older sign-in would pass.
    SkipNonce,
}

impl IdTokenPolicy<'_> {
    /// Validates a verified ID Token at the time `now`:
    ///
    /// 1. `typ` of the header is absent or `JWT`; no logout token, no access token by its marks
    /// 2. `iss`, `exp`, `nbf`, `iat` (required), `sub`
    /// 3. `aud` names the client, every other audience is trusted, and `azp` is the client: where
    ///    it is present, and where there is more than one audience
    /// 4. `nonce`
    /// 5. `at_hash`, where it is present and an access token came along
    /// 6. `auth_time`, required with `max_age`
    ///
    /// # Errors
    /// The first rule that the token breaks.
    pub fn validate(&self, jws: &VerifiedJws, now: u64) -> Result<ValidClaims, TokenError> {
        let header = jws.header();
        self.validate_claims(header.typ(), header.alg(), jws.claims_object()?, now)
    }

    fn validate_claims(
        &self,
        typ: Option<&str>,
        alg: Alg,
        object: Object,
        now: u64,
    ) -> Result<ValidClaims, TokenError> {
        if typ.is_some_and(|typ| !typ.eq_ignore_ascii_case("JWT")) {
            return Err(TokenError::TypMismatch);
        }
        if read::is_of_kind(&object, "access", &OTHER_KINDS) {
            return Err(TokenError::WrongKind);
        }
        let claims = ValidClaims::common(object, self.issuer, self.clock_tolerance, now)?;
        if !claims.object().contains("iat") {
            return Err(TokenError::ClaimMissing("iat"));
        }
        self.validate_audience(claims.object())?;
        self.validate_nonce(claims.object())?;
        self.validate_at_hash(alg, claims.object())?;
        self.validate_auth_time(claims.object(), now)?;
        Ok(claims)
    }

    fn validate_audience(&self, object: &Object) -> Result<(), TokenError> {
        let audiences = read::audiences(object)?;
        if audiences.is_empty() {
            return Err(TokenError::ClaimMissing("aud"));
        }
        let trusted = |aud: &&str| {
            *aud == self.client_id || self.trusted_audiences.iter().any(|trusted| trusted == aud)
        };
        if !audiences.contains(&self.client_id) || !audiences.iter().all(trusted) {
            return Err(TokenError::AudienceMismatch);
        }
        match read::string(object, "azp")? {
            Some(azp) if azp == self.client_id => Ok(()),
            // Google's Android apps ask for tokens of the web client that they belong to.
            Some(azp) if audiences.len() == 1 && trusted(&azp) => Ok(()),
            None if audiences.len() == 1 => Ok(()),
            _ => Err(TokenError::AuthorizedPartyMismatch),
        }
    }

    fn validate_nonce(&self, object: &Object) -> Result<(), TokenError> {
        let nonce = read::string(object, "nonce")?;
        match self.nonce {
            ExpectedNonce::SkipNonce => Ok(()),
            ExpectedNonce::Equal(expected) => match nonce {
                None => Err(TokenError::ClaimMissing("nonce")),
                Some(nonce) if expected.is(nonce) => Ok(()),
                Some(_) => Err(TokenError::NonceMismatch),
            },
        }
    }

    fn validate_at_hash(&self, alg: Alg, object: &Object) -> Result<(), TokenError> {
        match (read::string(object, "at_hash")?, self.access_token) {
            (Some(at_hash), Some(access_token)) if !is_hash_of(at_hash, alg, access_token) => {
                Err(TokenError::AccessTokenHashMismatch)
            }
            _ => Ok(()),
        }
    }

    fn validate_auth_time(&self, object: &Object, now: u64) -> Result<(), TokenError> {
        let auth_time = NumericDate::read(object, "auth_time")?.map(|date| date.seconds);
        let tolerance = self.clock_tolerance.seconds();
        match (auth_time, self.max_age) {
            (Some(auth_time), _) if auth_time > now.saturating_add(tolerance) => {
                Err(TokenError::ClaimInvalid("auth_time"))
            }
            (None, Some(_)) => Err(TokenError::ClaimMissing("auth_time")),
            (Some(auth_time), Some(max_age))
                if now > auth_time.saturating_add(max_age).saturating_add(tolerance) =>
            {
                Err(TokenError::AuthenticationTooOld(Times::boxed(
                    auth_time, now,
                )))
            }
            _ => Ok(()),
        }
    }
}

/// `at_hash`: the left half of the hash that the token's algorithm uses (OIDC Core §3.1.3.6).
fn is_hash_of(at_hash: &str, alg: Alg, access_token: &str) -> bool {
    let hash = alg.hash().digest(access_token.as_bytes());
    let left = hash.get(..hash.len() / 2).unwrap_or_default();
    digest::constant_time_eq(base64url::encode(left).as_bytes(), at_hash.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::super::tests::{ISSUER, NOW, changed, issuer, verified};
    use super::*;
    use alloc::format;
    use alloc::vec;

    /// The access token and `at_hash` of OIDC Core appendix A.3.
    const ACCESS_TOKEN: &str = "jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y";
    const AT_HASH: &str = "77QmUPtjPfzWtF2AnpK9RQ";

    struct Case {
        nonce: Option<&'static str>,
        max_age: Option<u64>,
        access_token: Option<&'static str>,
        trusted: &'static [&'static str],
        typ: Option<&'static str>,
    }

    const PLAIN: Case = Case {
        nonce: None,
        max_age: None,
        access_token: None,
        trusted: &[],
        typ: Some("JWT"),
    };

    impl Case {
        fn validate(&self, changes: &str) -> Result<ValidClaims, TokenError> {
            let base = format!(
                r#"{{"iss":"{ISSUER}","sub":"u1","aud":"app","exp":{},"iat":{NOW}}}"#,
                NOW + 60
            );
            let nonce = self.nonce.map(|nonce| Nonce::parse(nonce).unwrap());
            let trusted = self
                .trusted
                .iter()
                .map(|aud| String::from(*aud))
                .collect::<vec::Vec<_>>();
            let policy = IdTokenPolicy {
                issuer: &issuer(),
                client_id: "app",
                nonce: nonce
                    .as_ref()
                    .map_or(ExpectedNonce::SkipNonce, ExpectedNonce::Equal),
                max_age: self.max_age,
                access_token: self.access_token,
                trusted_audiences: &trusted,
                clock_tolerance: ClockTolerance::default(),
            };
            policy.validate_claims(self.typ, Alg::Rs256, changed(&base, changes), NOW)
        }

        fn refusal(&self, changes: &str) -> TokenError {
            self.validate(changes).unwrap_err()
        }
    }

    #[test]
    fn a_plain_id_token_is_accepted_with_typ_jwt_or_none() {
        assert_eq!(PLAIN.validate("{}").unwrap().sub(), "u1");
        for typ in [None, Some("jwt")] {
            assert!(Case { typ, ..PLAIN }.validate("{}").is_ok());
        }
        for typ in ["at+jwt", "logout+jwt", "", "application/at+jwt"] {
            let case = Case {
                typ: Some(typ),
                ..PLAIN
            };
            assert_eq!(case.refusal("{}"), TokenError::TypMismatch, "{typ}");
        }
    }

    #[test]
    fn tokens_of_other_kinds_are_refused() {
        for changes in [
            r#"{"events":{"http://schemas.openid.net/event/backchannel-logout":{}}}"#,
            r#"{"token_use":"access"}"#,
            r#"{"token_use":"ACCESS"}"#,
            r#"{"typ":"Bearer"}"#,
            r#"{"typ":"bearer"}"#,
            r#"{"typ":"Refresh"}"#,
            r#"{"typ":"Offline"}"#,
            r#"{"typ":"Logout"}"#,
        ] {
            assert_eq!(PLAIN.refusal(changes), TokenError::WrongKind, "{changes}");
        }
        for changes in [r#"{"token_use":"id"}"#, r#"{"typ":"ID"}"#] {
            assert!(PLAIN.validate(changes).is_ok(), "{changes}");
        }
    }

    #[test]
    fn iss_sub_exp_and_iat_are_required() {
        for name in ["iss", "sub", "exp", "iat", "aud"] {
            let changes = format!(r#"{{"{name}":null}}"#);
            assert_eq!(PLAIN.refusal(&changes), TokenError::ClaimMissing(name));
        }
    }

    #[test]
    fn the_audience_must_be_the_client() {
        for aud in [r#""other""#, r#""APP""#, r#"["other"]"#] {
            let changes = format!(r#"{{"aud":{aud}}}"#);
            assert_eq!(
                PLAIN.refusal(&changes),
                TokenError::AudienceMismatch,
                "{aud}"
            );
        }
        assert_eq!(
            PLAIN.refusal(r#"{"aud":["app",7]}"#),
            TokenError::ClaimInvalid("aud")
        );
        assert!(PLAIN.validate(r#"{"aud":["app"]}"#).is_ok());
    }

    #[test]
    fn a_second_audience_must_be_trusted_and_needs_azp() {
        let two = |azp: &str| format!(r#"{{"aud":["app","second"],"azp":{azp}}}"#);
        let trusting = Case {
            trusted: &["second"],
            ..PLAIN
        };
        assert!(trusting.validate(&two(r#""app""#)).is_ok());
        assert_eq!(
            trusting.refusal(&two("null")),
            TokenError::AuthorizedPartyMismatch
        );
        assert_eq!(
            trusting.refusal(&two(r#""second""#)),
            TokenError::AuthorizedPartyMismatch
        );
        assert_eq!(
            PLAIN.refusal(&two(r#""app""#)),
            TokenError::AudienceMismatch
        );
        assert_eq!(
            trusting.refusal(r#"{"aud":"second"}"#),
            TokenError::AudienceMismatch
        );
    }

    #[test]
    fn an_azp_that_is_there_must_be_the_client_or_trusted() {
        let trusting = Case {
            trusted: &["app-of-the-phone"],
            ..PLAIN
        };
        assert!(trusting.validate(r#"{"azp":"app-of-the-phone"}"#).is_ok());
        assert_eq!(
            trusting.refusal(r#"{"azp":"other"}"#),
            TokenError::AuthorizedPartyMismatch
        );
        assert_eq!(
            PLAIN.refusal(r#"{"azp":"app-of-the-phone"}"#),
            TokenError::AuthorizedPartyMismatch
        );
        assert!(PLAIN.validate(r#"{"azp":"app"}"#).is_ok());
        assert_eq!(
            PLAIN.refusal(r#"{"azp":"other"}"#),
            TokenError::AuthorizedPartyMismatch
        );
        assert_eq!(
            PLAIN.refusal(r#"{"azp":["app"]}"#),
            TokenError::ClaimInvalid("azp")
        );
    }

    #[test]
    fn nonce_must_be_the_one_that_was_sent() {
        let case = Case {
            nonce: Some("n1"),
            ..PLAIN
        };
        assert!(case.validate(r#"{"nonce":"n1"}"#).is_ok());
        assert_eq!(case.refusal("{}"), TokenError::ClaimMissing("nonce"));
        for nonce in ["", "n", "n2", "N1", "n11"] {
            let changes = format!(r#"{{"nonce":"{nonce}"}}"#);
            assert_eq!(case.refusal(&changes), TokenError::NonceMismatch, "{nonce}");
        }
        assert_eq!(
            case.refusal(r#"{"nonce":1}"#),
            TokenError::ClaimInvalid("nonce")
        );
    }

    #[test]
    fn a_skipped_nonce_still_has_its_type() {
        assert!(PLAIN.validate(r#"{"nonce":"any"}"#).is_ok());
        assert_eq!(
            PLAIN.refusal(r#"{"nonce":{}}"#),
            TokenError::ClaimInvalid("nonce")
        );
    }

    #[test]
    fn at_hash_must_fit_the_access_token_that_came_along() {
        let case = Case {
            access_token: Some(ACCESS_TOKEN),
            ..PLAIN
        };
        assert!(case.validate("{}").is_ok());
        assert!(
            case.validate(&format!(r#"{{"at_hash":"{AT_HASH}"}}"#))
                .is_ok()
        );
        for at_hash in ["", "77QmUPtjPfzWtF2AnpK9R", "77QmUPtjPfzWtF2AnpK9RA", "x"] {
            let changes = format!(r#"{{"at_hash":"{at_hash}"}}"#);
            assert_eq!(
                case.refusal(&changes),
                TokenError::AccessTokenHashMismatch,
                "{at_hash}"
            );
        }
        assert_eq!(
            case.refusal(r#"{"at_hash":7}"#),
            TokenError::ClaimInvalid("at_hash")
        );
        assert!(PLAIN.validate(r#"{"at_hash":"x"}"#).is_ok());
    }

    #[test]
    fn the_hash_of_at_hash_is_that_of_the_algorithm() {
        for (alg, half) in [(Alg::Es256, 22), (Alg::Ps384, 32), (Alg::EdDsa, 43)] {
            let hash = alg.hash().digest(b"token");
            let at_hash = base64url::encode(&hash[..hash.len() / 2]);
            assert_eq!(at_hash.len(), half);
            assert!(is_hash_of(&at_hash, alg, "token"));
            assert!(!is_hash_of(&base64url::encode(&hash), alg, "token"));
            assert!(!is_hash_of(&at_hash, Alg::Rs512, "other"));
        }
    }

    #[test]
    fn max_age_is_measured_from_auth_time_with_the_tolerance() {
        let case = Case {
            max_age: Some(100),
            ..PLAIN
        };
        let at = |auth_time: u64| format!(r#"{{"auth_time":{auth_time}}}"#);
        assert!(case.validate(&at(NOW - 160)).is_ok());
        let too_old = TokenError::AuthenticationTooOld(Times::boxed(NOW - 161, NOW));
        assert_eq!(case.refusal(&at(NOW - 161)), too_old);
        assert_eq!(case.refusal("{}"), TokenError::ClaimMissing("auth_time"));
        assert!(case.validate(&at(NOW + 60)).is_ok());
        assert_eq!(
            case.refusal(&at(NOW + 61)),
            TokenError::ClaimInvalid("auth_time")
        );
        assert!(
            Case {
                max_age: Some(u64::MAX),
                ..PLAIN
            }
            .validate(&at(1))
            .is_ok()
        );
    }

    #[test]
    fn auth_time_has_its_type_also_without_max_age() {
        assert!(PLAIN.validate(r#"{"auth_time":1}"#).is_ok());
        let refused = PLAIN.refusal(r#"{"auth_time":"1"}"#);
        assert_eq!(refused, TokenError::ClaimInvalid("auth_time"));
    }
    #[test]
    fn typ_and_alg_come_from_the_verified_header() {
        let issuer = issuer();
        let policy = IdTokenPolicy {
            issuer: &issuer,
            client_id: "app",
            nonce: ExpectedNonce::SkipNonce,
            max_age: None,
            access_token: Some("token"),
            trusted_audiences: &[],
            clock_tolerance: ClockTolerance::default(),
        };
        let hash = Alg::Hs384.hash().digest(b"token");
        let claims = format!(
            r#"{{"iss":"{ISSUER}","sub":"u1","aud":"app","exp":{},"iat":{NOW},"at_hash":"{}"}}"#,
            NOW + 60,
            base64url::encode(&hash[..24]),
        );
        let validate = |header: &str| policy.validate(&verified(header, &claims), NOW);
        assert_eq!(validate(r#"{"alg":"HS384"}"#).unwrap().sub(), "u1");
        let refused = validate(r#"{"alg":"HS512"}"#).unwrap_err();
        assert_eq!(refused, TokenError::AccessTokenHashMismatch);
        let refused = validate(r#"{"alg":"HS384","typ":"at+jwt"}"#).unwrap_err();
        assert_eq!(refused, TokenError::TypMismatch);
    }
}
