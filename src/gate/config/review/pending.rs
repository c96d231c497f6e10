//! Secrets that are still to be set.

use edgeward_core::alg::Alg;
use edgeward_core::json::{Object, Value};
use edgeward_core::token::ClientAuthMethod;

use crate::config::key::Describe;
use crate::config::keys;
use crate::config::reader::Reader;

/// A secret that is not set.
#[derive(Debug, Clone, Copy)]
pub struct PendingSecret {
    key: &'static dyn DescribeDebug,
    needed: bool,
    stand_in: &'static str,
}

impl PendingSecret {
    /// Its key.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.key.name()
    }

    /// What it is for.
    #[must_use]
    pub fn help(&self) -> &'static str {
        self.key.help()
    }

    /// The command that sets it.
    #[must_use]
    pub fn command(&self) -> &'static str {
        self.key.example()
    }

    /// Whether the gate refuses to start without it.
    #[must_use]
    pub const fn is_needed(&self) -> bool {
        self.needed
    }

    /// Puts something in its place that has its form, if it is needed.
    pub(super) fn stand_in(&self, vars: &mut Object) {
        if self.needed {
            vars.insert(self.name(), self.stand_in);
        }
    }
}

/// A key that `Debug` can show.
trait DescribeDebug: Describe + std::fmt::Debug {}
impl<T: Describe + std::fmt::Debug> DescribeDebug for T {}

/// 64 bytes, enough for every use, and no secret at all.
const BYTES: &str =
    "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygpKissLS4vMDEyMzQ1Njc4OTo7PD0-Pw";

const PRIVATE_KEY: &str = r#"{"kty":"OKP","crv":"Ed25519","d":"AA"}"#;

/// The secrets that these variables call for and do not have.
pub(super) fn find(vars: &Object) -> Vec<PendingSecret> {
    // What is wrong with the keys that are read here is another matter.
    let mut quiet = Reader::new(vars);
    let signs_in = quiet.flag(&keys::SIGN_IN);
    let client_auth = quiet.choice(&keys::CLIENT_AUTH);
    let has_credential = quiet.has(&keys::CLIENT_SECRET) || quiet.has(&keys::CLIENT_PRIVATE_KEY);
    let mut pending = Vec::new();
    let mut add = |key: &'static dyn DescribeDebug, needed, stand_in| {
        if !vars.contains(key.name()) {
            pending.push(PendingSecret {
                key,
                needed,
                stand_in,
            });
        }
    };
    if signs_in {
        add(&keys::COOKIE_KEY, true, BYTES);
    }
    if !has_credential {
        match client_auth {
            Some(ClientAuthMethod::ClientSecretBasic | ClientAuthMethod::ClientSecretPost) => {
                add(&keys::CLIENT_SECRET, true, BYTES);
            }
            Some(ClientAuthMethod::PrivateKeyJwt) => {
                add(&keys::CLIENT_PRIVATE_KEY, true, PRIVATE_KEY);
            }
            None if signs_in && !vars.contains(keys::CLIENT_AUTH.name) => {
                add(&keys::CLIENT_SECRET, false, BYTES);
            }
            _ => {}
        }
    }
    if names_symmetric(vars) && !quiet.flag(&keys::DANGER_SYMMETRIC_JWKS) {
        add(&keys::HMAC_SECRET, true, BYTES);
    }
    pending
}

/// Whether `ALGORITHMS` asks for one that needs a shared secret.
fn names_symmetric(vars: &Object) -> bool {
    let algorithms = vars.get(keys::ALGORITHMS.name).and_then(Value::as_array);
    let mut names = algorithms.unwrap_or_default().iter();
    names.any(|name| {
        let alg = name.as_str().and_then(Alg::parse);
        alg.is_some_and(Alg::is_symmetric)
    })
}
