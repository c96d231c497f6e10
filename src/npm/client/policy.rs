//! What a token must be, beyond its signature.

use edgeward::Party;
use edgeward_core::alg::{Alg, AlgSet};
use edgeward_core::authorization::Nonce;
use edgeward_core::claims::{
    AccessTokenPolicy, ClockTolerance, ExpectedNonce, IdTokenPolicy, ValidClaims, refreshed,
};
use edgeward_core::error::TokenError;
use edgeward_core::jws::VerifiedJws;

use edgeward_core::text::concat;

use crate::answer::joined;
use crate::argument::{Arguments, checked};
use crate::error::Failure;
use crate::options;
use crate::relying_party::client_id;

/// What is asked of one token.
#[derive(Debug)]
pub(crate) enum Policy {
    /// An access token: the client's own policy, or this one; and about whom it must be.
    AccessToken(Option<Box<AccessTokenPolicy>>, Option<String>),
    IdToken(Box<IdToken>),
    /// Any JWS with one of these algorithms.
    Jws(AlgSet),
}

/// What is asked of an ID Token.
#[derive(Debug)]
pub(crate) struct IdToken {
    nonce: Option<Nonce>,
    max_age: Option<u64>,
    access_token: Option<String>,
    trusted_audiences: Vec<String>,
    /// The person of the session that it renews (OIDC Core §12.2).
    refreshed_for: Option<String>,
}

impl Policy {
    pub(crate) fn parse(party: &Party, kind: u32, text: Option<&str>) -> Result<Self, Failure> {
        let Some(text) = text else {
            client_policy(party)?;
            return Ok(Self::AccessToken(None, None));
        };
        let arguments = Arguments::parse(text)?;
        match kind {
            0 => Self::access_token(party, &arguments),
            1 => {
                client_id(party)?;
                Ok(Self::IdToken(Box::new(IdToken::parse(&arguments)?)))
            }
            _ => {
                let own = party.options().algorithms;
                Ok(Self::Jws(algorithms(&arguments, own)?))
            }
        }
    }

    /// The client's own policy with another audience or clock tolerance.
    fn access_token(party: &Party, arguments: &Arguments) -> Result<Self, Failure> {
        let options = party.options();
        let mut policy = match arguments.texts("audience") {
            None => client_policy(party)?.clone(),
            Some(audiences) => {
                let policy = match &options.access_tokens {
                    Some(own) => own.clone().audiences(audiences),
                    None => options::access_token_policy(options, audiences),
                };
                checked("audience", policy)?
            }
        };
        if let Some(seconds) = arguments.whole("clockTolerance") {
            let tolerance = checked("clockTolerance", ClockTolerance::new(seconds))?;
            policy = policy.clock_tolerance(tolerance);
        }
        let sub = arguments.text("sub").map(String::from);
        Ok(Self::AccessToken(Some(Box::new(policy)), sub))
    }

    /// The claims of a token that is what it must be.
    pub(crate) fn claims(
        &self,
        party: &Party,
        jws: &VerifiedJws,
        now: u64,
    ) -> Result<ValidClaims, Failure> {
        match self {
            Self::AccessToken(policy, sub) => {
                let policy = match policy {
                    Some(policy) => policy,
                    None => client_policy(party)?,
                };
                let claims = policy.validate(jws, now)?;
                match sub {
                    Some(sub) if claims.sub() != sub => Err(TokenError::SubjectMismatch.into()),
                    _ => Ok(claims),
                }
            }
            Self::IdToken(expected) => {
                let claims = expected.policy(party)?.validate(jws, now)?;
                if let Some(sub) = &expected.refreshed_for {
                    refreshed(&claims, party.options().issuer.as_str(), sub)?;
                }
                Ok(claims)
            }
            Self::Jws(_) => Err(Failure::argument("kind", "has no user")),
        }
    }
}

impl IdToken {
    /// Reads `nonce` or `skipNonce`, `maxAge`, `accessToken`, `trustedAudiences` and `refreshedFor`.
    fn parse(arguments: &Arguments) -> Result<Self, Failure> {
        let nonce = arguments.parsed("nonce", Nonce::parse)?;
        if nonce.is_none() && !arguments.flag("skipNonce") {
            return Err(Failure::argument("nonce", "is missing"));
        }
        let text = |name| arguments.text(name).map(String::from);
        Ok(Self {
            nonce,
            max_age: arguments.whole("maxAge"),
            access_token: text("accessToken"),
            trusted_audiences: arguments.texts("trustedAudiences").unwrap_or_default(),
            refreshed_for: text("refreshedFor"),
        })
    }

    fn policy<'a>(&'a self, party: &'a Party) -> Result<IdTokenPolicy<'a>, Failure> {
        let options = party.options();
        Ok(IdTokenPolicy {
            issuer: &options.issuer,
            client_id: client_id(party)?,
            nonce: match &self.nonce {
                Some(nonce) => ExpectedNonce::Equal(nonce),
                None => ExpectedNonce::SkipNonce,
            },
            max_age: self.max_age,
            access_token: self.access_token.as_deref(),
            trusted_audiences: &self.trusted_audiences,
            clock_tolerance: options.clock_tolerance,
        })
    }
}

/// The algorithms that the arguments name, or the own ones where they name none.
pub(crate) fn algorithms(arguments: &Arguments, own: AlgSet) -> Result<AlgSet, Failure> {
    let Some(names) = arguments.texts("algorithms") else {
        return Ok(own);
    };
    let mut set = AlgSet::EMPTY;
    for name in &names {
        let Some(alg) = Alg::parse(name) else {
            let known = joined(&Alg::ALL.map(Alg::as_str), ", ");
            let reason = concat(&["must name some of ", &known]);
            return Err(Failure::argument("algorithms", &reason));
        };
        set = set.with(alg);
    }
    Ok(set)
}

/// What access tokens must be by the options, where they say it.
fn client_policy(party: &Party) -> Result<&AccessTokenPolicy, Failure> {
    Ok(party.access_token_policy()?)
}
