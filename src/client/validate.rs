//! From a token's text to its verified claims.

use edgeward_core::claims::{AccessTokenPolicy, IdTokenPolicy, ValidClaims};
use edgeward_core::error::SignatureError;
use edgeward_core::jws::VerifiedJws;
use edgeward_core::user::User;

use crate::documents::Source;
use crate::pending::{Pending, pending};
use crate::seen_tokens::Validity;
use crate::verification::{Step, Verification};
use crate::{Client, Error, Host, Verifier};

impl<H: Host> Client<H> {
    /// Validates an access token for this client's audience, and says who its user is.
    ///
    /// It does not look at roles: that is [`Requirement`](edgeward_core::route::Requirement)'s.
    ///
    /// # Errors
    /// `Token` if the token is at fault; everything else says that it could not be looked at.
    pub async fn validate_token(&self, token: &str) -> Result<User, Error> {
        let policy = self.access_token_policy()?;
        let now = self.now()?;
        let generation = self.party.generation(now);
        // Asking again would find the same.
        if let Some(user) = self.seen_tokens.find(token, now, generation) {
            return Ok(user);
        }
        let verification = self.verified(token).await?;
        let now = self.now()?;
        let claims = policy.validate(verification.verified()?, now)?;
        let serves_until = verification.serves_until(&self.party, now, claims.exp());
        let user = User::from_claims(claims, &self.options().roles);
        if let Some(until) = serves_until {
            let validity = Validity {
                from: now,
                until,
                generation: verification.generation(),
            };
            self.seen_tokens.keep(token, &user, validity);
        }
        Ok(user)
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
        Ok(User::from_claims(claims, &self.options().roles))
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
    pub async fn verify_jws(&self, token: &str) -> Result<VerifiedJws, Error> {
        self.verified(token).await?.into_verified()
    }

    fn verified<'a>(&'a self, token: &'a str) -> Pending<'a, Verification> {
        pending(async move {
            let mut verification = Verification::new(token.to_owned())?;
            let mut next = verification.step(&self.party, self.now()?)?;
            loop {
                next = match next {
                    Step::Verified => return Ok(verification),
                    Step::Provide(need) => {
                        self.provide(Source::Keys, need).await?;
                        verification.step(&self.party, self.now()?)?
                    }
                    Step::Ask => {
                        let verdict = self.ask(&verification).await;
                        verification.conclude(verdict)?
                    }
                }
            }
        })
    }

    async fn ask(&self, verification: &Verification) -> Result<(), SignatureError> {
        let asked = verification.asked().ok_or(SignatureError::Unavailable)?;
        let signing_input = asked.signing_input().as_bytes();
        let verifier = self.host.verifier();
        verifier
            .verify(asked.alg(), asked.key(), signing_input, asked.signature())
            .await
    }
}
