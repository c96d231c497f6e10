//! Access tokens: JWTs of RFC 9068, and the older ones whose `typ` says `JWT` or nothing.

use alloc::string::String;
use alloc::vec::Vec;

use super::{ClockTolerance, ValidClaims, read};
use crate::displayed;
use crate::error::TokenError;
use crate::json::Object;
use crate::jws::VerifiedJws;
use crate::text::Say;
use crate::url::Issuer;

/// Claims that only an ID Token has (OIDC Core §2, §3.3.2.11; FAPI 1.0 Advanced §5.2.2.1).
const ID_TOKEN_CLAIMS: [&str; 4] = ["nonce", "at_hash", "c_hash", "s_hash"];

/// What Keycloak's `typ` says of tokens that are no access tokens.
const OTHER_KINDS: [&str; 4] = ["ID", "Refresh", "Offline", "Logout"];

/// What an access token must be to be accepted.
#[derive(Debug, Clone)]
pub struct AccessTokenPolicy {
    issuer: Issuer,
    audiences: Vec<String>,
    audience_claim: AudienceClaim,
    token_type: TokenType,
    client_id: Option<String>,
    tolerance: ClockTolerance,
}

impl AccessTokenPolicy {
    /// Access tokens of `issuer` for one of `audiences`.
    ///
    /// # Errors
    /// [`InvalidAudience`] without an audience, or with an empty one: any token of the issuer would
    /// do, whatever it was issued for.
    pub fn new(issuer: Issuer, audiences: Vec<String>) -> Result<Self, InvalidAudience> {
        let policy = Self {
            issuer,
            audiences: Vec::new(),
            audience_claim: AudienceClaim::default(),
            token_type: TokenType::default(),
            client_id: None,
            tolerance: ClockTolerance::default(),
        };
        policy.audiences(audiences)
    }

    /// The same policy for other audiences.
    ///
    /// # Errors
    /// Those of [`new`](Self::new).
    pub fn audiences(mut self, audiences: Vec<String>) -> Result<Self, InvalidAudience> {
        if audiences.is_empty() || audiences.iter().any(String::is_empty) {
            return Err(InvalidAudience);
        }
        self.audiences = audiences;
        Ok(self)
    }

    /// Where the audience stands.
    #[must_use]
    pub const fn audience_claim(mut self, claim: AudienceClaim) -> Self {
        self.audience_claim = claim;
        self
    }

    /// What the header's `typ` may be.
    #[must_use]
    pub const fn token_type(mut self, token_type: TokenType) -> Self {
        self.token_type = token_type;
        self
    }

    /// The client that signs people in here. A token for it, and not for one of the audiences, is
    /// an ID Token.
    #[must_use]
    pub fn client_id(mut self, client_id: impl Into<String>) -> Self {
        self.client_id = Some(client_id.into());
        self
    }

    /// The clock tolerance.
    #[must_use]
    pub const fn clock_tolerance(mut self, tolerance: ClockTolerance) -> Self {
        self.tolerance = tolerance;
        self
    }

    /// The issuer.
    #[must_use]
    pub const fn issuer(&self) -> &Issuer {
        &self.issuer
    }

    /// Validates a verified token at the time `now`:
    ///
    /// 1. `typ` of the header (RFC 8725 §3.11, RFC 9068 §4)
    /// 2. no ID Token, logout token or refresh token
    /// 3. `iss`, `exp`, `nbf`, `iat`, `sub` and the form of `scope`
    /// 4. `aud`
    ///
    /// # Errors
    /// The first rule that the token breaks.
    pub fn validate(&self, jws: &VerifiedJws, now: u64) -> Result<ValidClaims, TokenError> {
        self.validate_claims(jws.header().typ(), jws.claims_object()?, now)
    }

    fn validate_claims(
        &self,
        typ: Option<&str>,
        object: Object,
        now: u64,
    ) -> Result<ValidClaims, TokenError> {
        if !self.token_type.allows(typ) {
            return Err(TokenError::TypMismatch);
        }
        if is_another_kind(&object) {
            return Err(TokenError::WrongKind);
        }
        let claims = ValidClaims::common(object, &self.issuer, self.tolerance, now)?;
        self.validate_audience(claims.object())?;
        Ok(claims)
    }

    fn validate_audience(&self, object: &Object) -> Result<(), TokenError> {
        let mut audiences = read::audiences(object)?;
        if audiences.is_empty() && self.audience_claim == AudienceClaim::ClientIdIfAbsent {
            audiences.extend(cognito_client_id(object)?);
        }
        if audiences.is_empty() {
            return Err(TokenError::ClaimMissing("aud"));
        }
        if audiences
            .iter()
            .any(|aud| self.audiences.iter().any(|expected| expected == aud))
        {
            return Ok(());
        }
        let for_client = self
            .client_id
            .as_deref()
            .is_some_and(|id| audiences.contains(&id));
        Err(if for_client {
            TokenError::WrongKind
        } else {
            TokenError::AudienceMismatch
        })
    }
}

/// What the header's `typ` of an access token may be; letter case does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TokenType {
    /// `at+jwt` or `application/at+jwt` (RFC 9068 §2.1). The better choice where the issuer does it.
    AtJwt,
    /// These, or `JWT`, or no `typ`.
    #[default]
    AtJwtOrJwt,
}

impl TokenType {
    fn allows(self, typ: Option<&str>) -> bool {
        let is = |name: &str| typ.is_some_and(|typ| typ.eq_ignore_ascii_case(name));
        let at_jwt = is("at+jwt") || is("application/at+jwt");
        at_jwt || (self == Self::AtJwtOrJwt && (typ.is_none() || is("JWT")))
    }
}

/// Which claim holds the audience.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum AudienceClaim {
    /// `aud`.
    #[default]
    Aud,
    /// `aud`, or `client_id` when there is no `aud` and `token_use` is `access`: Amazon Cognito.
    ClientIdIfAbsent,
}

/// No audience, or an empty one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InvalidAudience;

impl Say for InvalidAudience {
    fn sentence(&self) -> &'static str {
        "an access token needs at least one expected audience, and none may be empty"
    }
}

displayed!(InvalidAudience);

impl core::error::Error for InvalidAudience {}

/// Whether the claims are those of an ID Token, or of another kind.
fn is_another_kind(object: &Object) -> bool {
    ID_TOKEN_CLAIMS.iter().any(|name| object.contains(name))
        || read::is_of_kind(object, "id", &OTHER_KINDS)
}

fn cognito_client_id(object: &Object) -> Result<Option<&str>, TokenError> {
    match read::string(object, "token_use")? {
        Some("access") => read::string(object, "client_id"),
        _ => Ok(None),
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{ISSUER, NOW, changed, issuer, verified};
    use super::*;
    use crate::error::Times;
    use alloc::format;
    use alloc::vec;

    fn policy() -> AccessTokenPolicy {
        AccessTokenPolicy::new(issuer(), vec!["api".into(), "api2".into()]).unwrap()
    }

    fn validate(policy: &AccessTokenPolicy, changes: &str) -> Result<ValidClaims, TokenError> {
        let base = format!(
            r#"{{"iss":"{ISSUER}","sub":"u1","aud":"api","exp":{}}}"#,
            NOW + 60
        );
        policy.validate_claims(Some("JWT"), changed(&base, changes), NOW)
    }

    fn with_typ(token_type: TokenType, typ: Option<&str>) -> Result<ValidClaims, TokenError> {
        let base = format!(
            r#"{{"iss":"{ISSUER}","sub":"u1","aud":"api","exp":{}}}"#,
            NOW + 60
        );
        policy()
            .token_type(token_type)
            .validate_claims(typ, changed(&base, "{}"), NOW)
    }

    #[test]
    fn a_policy_needs_an_audience() {
        for audiences in [
            vec![],
            vec![String::new()],
            vec!["api".into(), String::new()],
        ] {
            assert_eq!(
                AccessTokenPolicy::new(issuer(), audiences).unwrap_err(),
                InvalidAudience
            );
        }
    }

    #[test]
    fn typ_at_jwt_is_accepted_in_every_letter_case_and_either_length() {
        for typ in [
            "at+jwt",
            "AT+JWT",
            "application/at+jwt",
            "Application/AT+jwt",
        ] {
            assert!(with_typ(TokenType::AtJwt, Some(typ)).is_ok(), "{typ}");
            assert!(with_typ(TokenType::AtJwtOrJwt, Some(typ)).is_ok(), "{typ}");
        }
    }

    #[test]
    fn typ_jwt_or_none_needs_the_wider_policy() {
        for typ in [Some("JWT"), Some("jwt"), None] {
            assert!(with_typ(TokenType::AtJwtOrJwt, typ).is_ok(), "{typ:?}");
            assert_eq!(
                with_typ(TokenType::AtJwt, typ).unwrap_err(),
                TokenError::TypMismatch
            );
        }
    }

    #[test]
    fn any_other_typ_is_refused_by_both_policies() {
        for typ in [
            "",
            "logout+jwt",
            "dpop+jwt",
            "id_token",
            "at+jwt ",
            "application/jwt",
            "JOSE",
        ] {
            for token_type in [TokenType::AtJwt, TokenType::AtJwtOrJwt] {
                let refused = with_typ(token_type, Some(typ)).unwrap_err();
                assert_eq!(refused, TokenError::TypMismatch, "{typ}");
            }
        }
    }

    #[test]
    fn tokens_of_other_kinds_are_refused() {
        for changes in [
            r#"{"nonce":"n"}"#,
            r#"{"nonce":7}"#,
            r#"{"at_hash":"h"}"#,
            r#"{"c_hash":"h"}"#,
            r#"{"s_hash":"h"}"#,
            r#"{"token_use":"id"}"#,
            r#"{"typ":"ID"}"#,
            r#"{"typ":"Refresh"}"#,
            r#"{"typ":"Offline"}"#,
            r#"{"typ":"Logout"}"#,
            r#"{"events":{"http://schemas.openid.net/event/backchannel-logout":{}}}"#,
        ] {
            let refused = validate(&policy(), changes).unwrap_err();
            assert_eq!(refused, TokenError::WrongKind, "{changes}");
        }
        for changes in [
            r#"{"typ":"Bearer"}"#,
            r#"{"token_use":"access"}"#,
            r#"{"azp":"my-app"}"#,
        ] {
            assert!(validate(&policy(), changes).is_ok(), "{changes}");
        }
    }

    #[test]
    fn one_audience_of_several_is_enough() {
        for aud in [
            r#""api""#,
            r#""api2""#,
            r#"["x","api"]"#,
            r#"["my-app","api"]"#,
        ] {
            let policy = policy().client_id("my-app");
            assert!(
                validate(&policy, &format!(r#"{{"aud":{aud}}}"#)).is_ok(),
                "{aud}"
            );
        }
    }

    #[test]
    fn a_foreign_missing_or_malformed_audience_is_refused() {
        let refused = |changes: &str| validate(&policy(), changes).unwrap_err();
        for aud in [
            r#""API""#,
            r#""ap""#,
            r#""api ""#,
            r#"["x","y"]"#,
            r#""my-app""#,
        ] {
            let changes = format!(r#"{{"aud":{aud}}}"#);
            assert_eq!(refused(&changes), TokenError::AudienceMismatch, "{aud}");
        }
        assert_eq!(refused(r#"{"aud":null}"#), TokenError::ClaimMissing("aud"));
        assert_eq!(
            refused(r#"{"aud":["api",7]}"#),
            TokenError::ClaimInvalid("aud")
        );
    }

    #[test]
    fn a_token_for_the_client_alone_is_an_id_token() {
        let policy = policy().client_id("my-app");
        for aud in [r#""my-app""#, r#"["my-app"]"#] {
            let refused = validate(&policy, &format!(r#"{{"aud":{aud}}}"#)).unwrap_err();
            assert_eq!(refused, TokenError::WrongKind, "{aud}");
        }
    }

    #[test]
    fn the_client_id_stands_in_for_aud_only_where_the_provider_is_known_to_do_so() {
        let cognito = policy().audience_claim(AudienceClaim::ClientIdIfAbsent);
        let token = r#"{"aud":null,"client_id":"api","token_use":"access"}"#;
        assert!(validate(&cognito, token).is_ok());
        assert_eq!(
            validate(&policy(), token).unwrap_err(),
            TokenError::ClaimMissing("aud")
        );
        for (token, expected) in [
            (
                r#"{"aud":null,"client_id":"api"}"#,
                TokenError::ClaimMissing("aud"),
            ),
            (
                r#"{"aud":null,"token_use":"access"}"#,
                TokenError::ClaimMissing("aud"),
            ),
            (
                r#"{"aud":null,"client_id":"api","token_use":"refresh"}"#,
                TokenError::ClaimMissing("aud"),
            ),
            (
                r#"{"aud":null,"client_id":"x","token_use":"access"}"#,
                TokenError::AudienceMismatch,
            ),
            (
                r#"{"aud":"x","client_id":"api","token_use":"access"}"#,
                TokenError::AudienceMismatch,
            ),
            (
                r#"{"aud":null,"client_id":7,"token_use":"access"}"#,
                TokenError::ClaimInvalid("client_id"),
            ),
        ] {
            assert_eq!(validate(&cognito, token).unwrap_err(), expected, "{token}");
        }
    }

    #[test]
    fn the_common_rules_apply_with_the_tolerance_of_the_policy() {
        let strict = policy().clock_tolerance(ClockTolerance::new(0).unwrap());
        let at = |exp: u64| format!(r#"{{"exp":{exp}}}"#);
        assert!(validate(&strict, &at(NOW + 1)).is_ok());
        let expired = TokenError::Expired(Times::boxed(NOW, NOW));
        assert_eq!(validate(&strict, &at(NOW)).unwrap_err(), expired);
        let refused = validate(&policy(), r#"{"iss":"https://evil.example"}"#).unwrap_err();
        assert_eq!(refused, TokenError::IssuerMismatch);
    }
    #[test]
    fn the_typ_comes_from_the_verified_header() {
        let claims = format!(
            r#"{{"iss":"{ISSUER}","sub":"u1","aud":"api","exp":{}}}"#,
            NOW + 60
        );
        let validate = |header: &str| {
            let jws = verified(header, &claims);
            policy().token_type(TokenType::AtJwt).validate(&jws, NOW)
        };
        assert_eq!(
            validate(r#"{"alg":"HS256","typ":"at+jwt"}"#).unwrap().sub(),
            "u1"
        );
        let refused = validate(r#"{"alg":"HS256","typ":"JWT"}"#).unwrap_err();
        assert_eq!(refused, TokenError::TypMismatch);
    }

    #[test]
    fn a_payload_that_is_no_object_is_refused() {
        let jws = verified(r#"{"alg":"HS256"}"#, "[]");
        let refused = policy().validate(&jws, NOW).unwrap_err();
        assert_eq!(refused.code(), "token_json_invalid");
    }

    #[test]
    fn a_policy_for_other_audiences_keeps_everything_else() {
        let other = policy()
            .token_type(TokenType::AtJwt)
            .client_id("my-app")
            .audiences(vec!["other".into()])
            .unwrap();
        let validate = |typ, changes| {
            let base = format!(r#"{{"iss":"{ISSUER}","sub":"u1","exp":{}}}"#, NOW + 60);
            other.validate_claims(typ, changed(&base, changes), NOW)
        };
        assert!(validate(Some("at+jwt"), r#"{"aud":"other"}"#).is_ok());
        let refused = |typ, changes| validate(typ, changes).unwrap_err();
        let old = r#"{"aud":"api"}"#;
        assert_eq!(refused(Some("at+jwt"), old), TokenError::AudienceMismatch);
        let for_client = r#"{"aud":"my-app"}"#;
        assert_eq!(refused(Some("at+jwt"), for_client), TokenError::WrongKind);
        assert_eq!(refused(None, r#"{"aud":"other"}"#), TokenError::TypMismatch);
        assert_eq!(policy().audiences(vec![]).unwrap_err(), InvalidAudience);
    }
}
