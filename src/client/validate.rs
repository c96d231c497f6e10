//! From a token's text to its verified claims.

use std::rc::Rc;

use edgeward_core::claims::{IdTokenPolicy, ValidClaims};
use edgeward_core::error::TokenError;
use edgeward_core::jwk::KeySet;
use edgeward_core::jws::{CompactJws, JoseHeader, VerifiedJws};
use edgeward_core::user::User;

use crate::freshness::Need;
use crate::{Client, Error, Host, Verifier};

impl<H: Host> Client<H> {
    /// Validates an access token for this client's audience, and says who its user is.
    ///
    /// It does not look at roles: that is [`Requirement`](edgeward_core::route::Requirement)'s.
    ///
    /// # Errors
    /// `Token` if the token is at fault; everything else says that it could not be looked at.
    pub async fn validate_token(&self, token: &str) -> Result<User, Error> {
        let claims = self.validate_access_token(token).await?;
        Ok(User::from_claims(&claims, &self.options.roles))
    }

    /// Validates an access token, and gives its claims.
    ///
    /// # Errors
    /// Those of [`validate_token`](Self::validate_token).
    pub async fn validate_access_token(&self, token: &str) -> Result<ValidClaims, Error> {
        let verified = self.verify_jws(token).await?;
        Ok(self
            .options
            .access_tokens
            .validate(&verified, self.now()?)?)
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
    /// A `kid` that is not known makes the keys be fetched again, at most once in 30 seconds.
    ///
    /// # Errors
    /// `Token` if the JWS is at fault; everything else says that it could not be looked at.
    pub async fn verify_jws(&self, token: &str) -> Result<VerifiedJws, Error> {
        let jws = CompactJws::parse(token)?;
        let keys = self.keys_for(jws.unverified_header()).await?;
        let selected = jws.select(&keys, self.options.algorithms)?;
        let verdict = self
            .host
            .verifier()
            .verify(
                selected.alg(),
                selected.key(),
                selected.signing_input().as_bytes(),
                selected.signature(),
            )
            .await;
        Ok(selected.conclude(verdict)?)
    }

    /// The keys to select from for a token with this header: the configured secret for HS*, if there
    /// is one, else the issuer's keys, newer ones if these lack its `kid`.
    async fn keys_for(&self, header: &JoseHeader) -> Result<Rc<KeySet>, Error> {
        let alg = header.alg();
        if !self.options.algorithms.contains(alg) {
            return Err(TokenError::AlgNotAllowed(alg).into());
        }
        if let (true, Some(keys)) = (alg.is_symmetric(), &self.hmac_keys) {
            return Ok(Rc::clone(keys));
        }
        let (keys, fetched_at) = self.keys(Need::Known).await?;
        if header.kid().is_some_and(|kid| !keys.contains_kid(kid)) {
            return Ok(self.keys(Need::NewerThan(fetched_at)).await?.0);
        }
        Ok(keys)
    }
}
