//! From a token's text to its verified claims.

use std::rc::Rc;

use edgeward_core::alg::Alg;
use edgeward_core::claims::{AccessTokenPolicy, IdTokenPolicy, ValidClaims};
use edgeward_core::error::{SignatureError, TokenError};
use edgeward_core::jwk::{Jwk, KeySet};
use edgeward_core::jws::{CompactJws, VerifiedJws};
use edgeward_core::user::User;

use crate::freshness::Need;
use crate::pending::{Pending, pending};
use crate::{Client, Error, Host, Verifier};

impl<H: Host> Client<H> {
    /// Validates an access token for this client's audience, and says who its user is.
    ///
    /// It does not look at roles: that is [`Requirement`](edgeward_core::route::Requirement)'s.
    ///
    /// # Errors
    /// `Token` if the token is at fault; everything else says that it could not be looked at.
    pub async fn validate_token(&self, token: &str) -> Result<User, Error> {
        self.validate_token_by(token, self.access_token_policy()?)
            .await
    }

    /// Validates an access token by another policy than the client's own.
    ///
    /// # Errors
    /// Those of [`validate_token`](Self::validate_token).
    pub async fn validate_token_by(
        &self,
        token: &str,
        policy: &AccessTokenPolicy,
    ) -> Result<User, Error> {
        let verified = self.verify_jws(token).await?;
        let claims = policy.validate(&verified, self.now()?)?;
        Ok(User::from_claims(&claims, &self.options.roles))
    }

    /// What access tokens must be.
    ///
    /// # Errors
    /// `NotConfigured` without an audience: any token of the issuer would do, whatever it was
    /// issued for.
    pub fn access_token_policy(&self) -> Result<&AccessTokenPolicy, Error> {
        let policy = self.options.access_tokens.as_ref();
        policy.ok_or(Error::NotConfigured("an audience"))
    }

    /// Validates an ID Token by this policy.
    ///
    /// # Errors
    /// Those of [`validate_token`](Self::validate_token).
    pub async fn validate_id_token(
        &self,
        id_token: &str,
        policy: &IdTokenPolicy<'_>,
    ) -> Result<ValidClaims, Error> {
        let verified = self.verify_jws(id_token).await?;
        Ok(policy.validate(&verified, self.now()?)?)
    }

    /// Verifies the signature of a compact JWS by the provider's keys: no claim is looked at.
    ///
    /// When these keys may be older than the token's, they are fetched again, at most once in 30
    /// seconds.
    ///
    /// # Errors
    /// `Token` if the JWS is at fault; everything else says that it could not be looked at.
    pub fn verify_jws<'a>(&'a self, token: &'a str) -> Pending<'a, VerifiedJws> {
        pending(self.verify(token))
    }

    async fn verify(&self, token: &str) -> Result<VerifiedJws, Error> {
        let jws = CompactJws::parse(token)?;
        let alg = jws.unverified_header().alg();
        if !self.options.algorithms.contains(alg) {
            return Err(TokenError::AlgNotAllowed(alg).into());
        }
        if let (true, Some(keys)) = (alg.is_symmetric(), &self.hmac_keys) {
            return self.verify_with(jws, keys).await;
        }
        let (keys, fetched_at) = self.keys(Need::Known).await?;
        let kid = jws.unverified_header().kid();
        let is_known = kid.map(|kid| keys.contains_kid(kid));
        let outcome = self.verify_with(jws, &keys).await;
        let may_be_newer = match (&outcome, is_known) {
            (Err(Error::Token(TokenError::NoMatchingKey)), Some(is_known)) => !is_known,
            // Without a `kid` a changed key shows in nothing else.
            (Err(Error::Token(error)), None) => {
                matches!(
                    error,
                    TokenError::NoMatchingKey | TokenError::InvalidSignature
                )
            }
            _ => false,
        };
        if !may_be_newer {
            return outcome;
        }
        let (newer, _) = self.keys(Need::NewerThan(fetched_at)).await?;
        // Not by their times: two fetches may be within one second.
        if Rc::ptr_eq(&newer, &keys) {
            return outcome;
        }
        self.verify_with(CompactJws::parse(token)?, &newer).await
    }

    /// Verifies at once, with the keys that are here, however stale they may be by the rules; and
    /// whether they should be fetched again. `verify` is a verifier that does not wait.
    ///
    /// # Errors
    /// Those of [`verify_jws`](Self::verify_jws); `Unavailable` while there are no keys.
    pub fn verify_jws_now(
        &self,
        token: &str,
        verify: impl FnOnce(Alg, &Jwk, &[u8], &[u8]) -> Result<(), SignatureError>,
    ) -> Result<(VerifiedJws, bool), Error> {
        let jws = CompactJws::parse(token)?;
        let alg = jws.unverified_header().alg();
        let (keys, is_stale) = match &self.hmac_keys {
            Some(keys) if alg.is_symmetric() => (Rc::clone(keys), false),
            _ => self.keys_now()?,
        };
        let selected = jws.select(&keys, self.options.algorithms)?;
        let signing_input = selected.signing_input().as_bytes();
        let verdict = verify(alg, selected.key(), signing_input, selected.signature());
        Ok((selected.conclude(verdict)?, is_stale))
    }

    fn verify_with<'a>(
        &'a self,
        jws: CompactJws<'a>,
        keys: &'a KeySet,
    ) -> Pending<'a, VerifiedJws> {
        pending(async move {
            let selected = jws.select(keys, self.options.algorithms)?;
            let signing_input = selected.signing_input().as_bytes();
            let (alg, key, signature) = (selected.alg(), selected.key(), selected.signature());
            let verifier = self.host.verifier();
            let verdict = verifier.verify(alg, key, signing_input, signature).await;
            Ok(selected.conclude(verdict)?)
        })
    }
}
