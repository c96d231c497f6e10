//! From a token's text to its verified bytes, one step at a time: whoever waits for keys and verdicts
//! asks what comes next.

use core::mem;

use edgeward_core::alg::{Alg, AlgSet};
use edgeward_core::error::{SignatureError, TokenError};
use edgeward_core::jwk::KeySet;
use edgeward_core::jws::{CompactJws, SelectedJws, VerifiedJws};
use edgeward_core::limits;

use crate::documents::{LAST, Source};
use crate::freshness::Need;
use crate::{Error, Party};

/// The verification of one compact JWS by the keys of a [`Party`]. No claim is looked at.
#[derive(Debug)]
pub struct Verification {
    token: String,
    stage: Stage,
    has_kid: bool,
    key: Numbered,
    /// Which of the provider's key sets the key is of, where it is of one.
    generation: Option<u32>,
    keys_are_stale: bool,
    waits: bool,
}

/// What comes next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The keys must be provided: then [`Verification::step`] again.
    Provide(Need),
    /// A verifier must be [asked](Verification::asked), and its verdict [taken](Verification::conclude).
    Ask,
    /// Done.
    Verified,
}

#[derive(Debug)]
enum Stage {
    Parsed(CompactJws<'static>),
    /// The keys as they are known were asked for.
    Provided(CompactJws<'static>),
    Asked(SelectedJws<'static>),
    /// Newer keys than those of its generation were asked for; without them this stands.
    Newer(TokenError),
    Verified(VerifiedJws),
    Over,
}

/// Which key of which key set is asked, and whether there may be a newer set.
#[derive(Debug, Default)]
struct Numbered {
    generation: u32,
    index: u32,
    is_last: bool,
}

impl Verification {
    /// Parses a token.
    ///
    /// # Errors
    /// It is no compact JWS that could be verified.
    pub fn new(token: String) -> Result<Self, TokenError> {
        let jws = parse(&token)?;
        Ok(Self {
            has_kid: jws.unverified_header().kid().is_some(),
            stage: Stage::Parsed(jws),
            token,
            key: Numbered::default(),
            generation: None,
            keys_are_stale: false,
            waits: true,
        })
    }

    /// The verification by these keys alone, with algorithms of `allowed`: it never needs other ones.
    ///
    /// # Errors
    /// `Token` if the JWS is at fault.
    pub fn by_keys(token: String, keys: &KeySet, allowed: AlgSet) -> Result<Self, Error> {
        let mut verification = Self::new(token)?;
        if let Stage::Parsed(jws) = mem::replace(&mut verification.stage, Stage::Over) {
            verification.select(jws, keys, allowed, (LAST, true))?;
        }
        Ok(verification)
    }

    /// The same for whoever cannot wait: keys serve as they are here, however stale by the rules.
    #[must_use]
    pub fn at_once(mut self) -> Self {
        self.waits = false;
        self
    }

    /// What comes next. When the known keys may be older than the token's, newer ones are wanted.
    ///
    /// # Errors
    /// `Token` if the JWS is at fault; `Unavailable` while there are no keys.
    pub fn step(&mut self, party: &Party, now: u64) -> Result<Step, Error> {
        let allowed = party.options.algorithms;
        match mem::replace(&mut self.stage, Stage::Over) {
            Stage::Parsed(jws) => self.begin(jws, party, now),
            Stage::Provided(jws) => {
                let (keys, generation) = party.numbered_keys(now)?;
                self.generation = Some(generation);
                self.select(jws, &keys, allowed, (generation, generation == LAST))
            }
            Stage::Newer(error) => {
                let (keys, newer) = party.numbered_keys(now)?;
                if newer == self.key.generation {
                    return Err(error.into());
                }
                self.generation = Some(newer);
                let jws = parse(&self.token)?;
                self.select(jws, &keys, allowed, (newer, true))
            }
            stage => {
                self.stage = stage;
                self.known_step()
            }
        }
    }

    /// What comes next where no keys are needed any more.
    ///
    /// # Errors
    /// They are, or it is over.
    pub const fn known_step(&self) -> Result<Step, Error> {
        match self.stage {
            Stage::Asked(_) => Ok(Step::Ask),
            Stage::Verified(_) => Ok(Step::Verified),
            _ => Err(Error::Verifier(SignatureError::Unavailable)),
        }
    }

    /// What a verifier is asked.
    #[must_use]
    pub const fn asked(&self) -> Option<&SelectedJws<'static>> {
        match &self.stage {
            Stage::Asked(selected) => Some(selected),
            _ => None,
        }
    }

    /// The number of the key that is asked, with the algorithm: no other key of the party has it, and
    /// not this one with another algorithm, then or later.
    #[must_use]
    pub fn key_number(&self) -> Option<u64> {
        let key = u64::from(self.key.generation) * KEYS + u64::from(self.key.index);
        Some(key * ALGS + self.asked()?.alg() as u64)
    }

    /// Takes in the verifier's verdict.
    ///
    /// # Errors
    /// The verdict is none, or no newer key can change it.
    pub fn conclude(&mut self, verdict: Result<(), SignatureError>) -> Result<Step, Error> {
        match mem::replace(&mut self.stage, Stage::Over) {
            Stage::Asked(selected) => self.take_verdict(selected, verdict),
            _ => Err(Error::Verifier(SignatureError::Unavailable)),
        }
    }

    /// Whether the keys that it was verified with should be fetched again.
    #[must_use]
    pub const fn keys_are_stale(&self) -> bool {
        self.keys_are_stale
    }

    /// Until when the answer about its token stays as it is, in seconds: as long as the keys do, and not
    /// beyond `exp`. Tokens live on a little beyond, for clocks that differ: then they are looked at anew.
    /// Nothing where other keys have come since, or should come.
    #[must_use]
    pub fn serves_until(&self, party: &Party, now: u64, exp: u64) -> Option<u64> {
        let keys_serve_until = match self.generation {
            // By the secret of the configuration, which nobody replaces.
            None => Some(u64::MAX),
            Some(generation) if generation == party.generation(now) => party.keys_serve_until(now),
            Some(_) => None,
        };
        keys_serve_until.map(|until| until.min(exp))
    }

    /// Which of the provider's key sets it was verified with, if it was with one of theirs.
    pub(crate) const fn generation(&self) -> Option<u32> {
        self.generation
    }

    /// The JWS, once it is verified.
    ///
    /// # Errors
    /// It is not.
    pub const fn verified(&self) -> Result<&VerifiedJws, Error> {
        match &self.stage {
            Stage::Verified(jws) => Ok(jws),
            _ => Err(Error::Verifier(SignatureError::Unavailable)),
        }
    }

    /// The JWS, taken out.
    ///
    /// # Errors
    /// It is not verified.
    pub fn into_verified(self) -> Result<VerifiedJws, Error> {
        match self.stage {
            Stage::Verified(jws) => Ok(jws),
            _ => Err(Error::Verifier(SignatureError::Unavailable)),
        }
    }

    fn begin(&mut self, jws: CompactJws<'static>, party: &Party, now: u64) -> Result<Step, Error> {
        let alg = jws.unverified_header().alg();
        if !party.options.algorithms.contains(alg) {
            return Err(TokenError::AlgNotAllowed(alg).into());
        }
        if let (true, Some(keys)) = (alg.is_symmetric(), &party.hmac_keys) {
            return self.select(jws, keys, party.options.algorithms, (0, true));
        }
        self.stage = Stage::Provided(jws);
        self.keys_are_stale = !party.is_ready(Source::Keys, now);
        if self.keys_are_stale && self.waits {
            return Ok(Step::Provide(Need::Known));
        }
        self.step(party, now)
    }

    fn select(
        &mut self,
        jws: CompactJws<'static>,
        keys: &KeySet,
        allowed: AlgSet,
        (generation, is_last): (u32, bool),
    ) -> Result<Step, Error> {
        self.key.generation = generation;
        self.key.is_last = is_last;
        let kid = jws.unverified_header().kid();
        let kid_is_known = kid.is_some_and(|kid| keys.contains_kid(kid));
        let selected = match jws.select(keys, allowed) {
            Ok(selected) => selected,
            Err(error) => return self.may_be_newer(error, kid_is_known),
        };
        let index = keys
            .iter()
            .position(|key| core::ptr::eq(key, selected.key()));
        let index = index.and_then(|it| u32::try_from(it).ok());
        self.key.index = index.unwrap_or(u32::MAX);
        if let Some(verdict) = selected.hmac_verdict() {
            return self.take_verdict(selected, verdict);
        }
        self.stage = Stage::Asked(selected);
        Ok(Step::Ask)
    }

    fn take_verdict(
        &mut self,
        selected: SelectedJws<'static>,
        verdict: Result<(), SignatureError>,
    ) -> Result<Step, Error> {
        if verdict == Err(SignatureError::InvalidSignature) {
            return self.may_be_newer(TokenError::InvalidSignature, true);
        }
        self.stage = Stage::Verified(selected.conclude(verdict)?);
        Ok(Step::Verified)
    }

    /// The error, unless newer keys could change it.
    fn may_be_newer(&mut self, error: TokenError, kid_is_known: bool) -> Result<Step, Error> {
        let may_be_newer = match error {
            TokenError::NoMatchingKey => !kid_is_known,
            // Without a `kid` a changed key shows in nothing else.
            TokenError::InvalidSignature => !self.has_kid,
            _ => false,
        };
        if !may_be_newer || self.key.is_last || !self.waits {
            return Err(error.into());
        }
        self.stage = Stage::Newer(error);
        Ok(Step::Provide(Need::NewerThan(self.key.generation)))
    }
}

/// More than any index in a key set.
const KEYS: u64 = limits::KEYS as u64;
const ALGS: u64 = Alg::ALL.len() as u64;

/// The parts of a token, for as long as a verdict is waited for.
fn parse(token: &str) -> Result<CompactJws<'static>, TokenError> {
    Ok(CompactJws::parse(token)?.into_owned())
}
