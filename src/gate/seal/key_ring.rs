//! The keys of the configuration, and one derived from each for every cookie kind.

use super::CookieKind;
use edgeward_core::secret::Secret;
use hmac_sha256::HKDF;
use std::fmt;

/// Fewest bytes of a master key.
const MASTER_KEY: usize = 32;

/// Most master keys: opening tries each of them.
const MASTER_KEYS: usize = 8;

/// The keys that seal cookies: the first one seals, all of them open.
///
/// To rotate, put a new key in front and take the old one away when the longest session that it
/// sealed has ended.
#[derive(Clone)]
pub struct KeyRing {
    // Per master key, one key for each of `CookieKind::ALL`. Never empty.
    derived: Vec<DerivedKeys>,
}

#[derive(Clone)]
struct DerivedKeys {
    session: [u8; 32],
    flow: [u8; 32],
    sign_out: [u8; 32],
}

impl KeyRing {
    /// Derives the keys from the master keys of the configuration.
    ///
    /// # Errors
    /// When there is no master key or more than 8, or one is shorter than 32 bytes or there twice.
    pub fn new(masters: &[Secret]) -> Result<Self, KeyRingError> {
        if masters.is_empty() {
            return Err(KeyRingError::NoKey);
        }
        if masters.len() > MASTER_KEYS {
            return Err(KeyRingError::TooManyKeys {
                count: masters.len(),
            });
        }
        for (index, master) in masters.iter().enumerate() {
            let position = index.saturating_add(1);
            let bytes = master.expose().len();
            if bytes < MASTER_KEY {
                return Err(KeyRingError::ShortKey { position, bytes });
            }
            if masters.iter().take(index).any(|earlier| earlier == master) {
                return Err(KeyRingError::RepeatedKey { position });
            }
        }
        Ok(Self {
            derived: masters.iter().map(DerivedKeys::new).collect(),
        })
    }

    /// The keys of one kind, the sealing one first.
    pub(super) fn keys(&self, kind: CookieKind) -> impl Iterator<Item = &[u8; 32]> {
        self.derived.iter().map(move |keys| match kind {
            CookieKind::Session => &keys.session,
            CookieKind::Flow => &keys.flow,
            CookieKind::SignOut => &keys.sign_out,
        })
    }
}

impl fmt::Debug for KeyRing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "KeyRing([redacted; {}])", self.derived.len())
    }
}

impl DerivedKeys {
    fn new(master: &Secret) -> Self {
        let prk = HKDF::extract(b"edgeward cookies", master.expose());
        let derive = |kind: CookieKind| {
            let mut key = [0; 32];
            HKDF::expand(&mut key, prk, kind.label());
            key
        };
        Self {
            session: derive(CookieKind::Session),
            flow: derive(CookieKind::Flow),
            sign_out: derive(CookieKind::SignOut),
        }
    }
}

/// What is wrong with the master keys. Positions count from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum KeyRingError {
    /// There is none.
    NoKey,
    /// There are more than 8.
    TooManyKeys {
        /// How many.
        count: usize,
    },
    /// A key has fewer than 32 bytes.
    ShortKey {
        /// Which one.
        position: usize,
        /// Its length.
        bytes: usize,
    },
    /// A key is there twice.
    RepeatedKey {
        /// The second of the two.
        position: usize,
    },
}

impl fmt::Display for KeyRingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoKey => f.write_str("no key: make one with `openssl rand -base64 48`"),
            Self::TooManyKeys { count } => {
                write!(
                    f,
                    "{count} keys: keep the newest and those that live sessions need, at most 8"
                )
            }
            Self::ShortKey { position, bytes } => write!(
                f,
                "key {position} has {bytes} bytes, 32 are the least: make one with \
                 `openssl rand -base64 48`"
            ),
            Self::RepeatedKey { position } => {
                write!(f, "key {position} is there twice: remove it")
            }
        }
    }
}

impl std::error::Error for KeyRingError {}

#[cfg(test)]
mod tests {
    use super::*;

    fn master(byte: u8, length: usize) -> Secret {
        Secret::new(char::from(byte).to_string().repeat(length))
    }

    #[test]
    fn a_key_has_at_least_32_bytes() {
        assert!(KeyRing::new(&[master(b'a', 32)]).is_ok());
        assert_eq!(
            KeyRing::new(&[master(b'a', 32), master(b'b', 31)]).unwrap_err(),
            KeyRingError::ShortKey {
                position: 2,
                bytes: 31
            }
        );
        assert_eq!(
            KeyRing::new(&[master(b'a', 0)]).unwrap_err(),
            KeyRingError::ShortKey {
                position: 1,
                bytes: 0
            }
        );
    }

    #[test]
    fn there_are_one_to_eight_keys() {
        let masters: Vec<_> = (b'a'..=b'i').map(|byte| master(byte, 32)).collect();
        assert_eq!(KeyRing::new(&[]).unwrap_err(), KeyRingError::NoKey);
        assert!(KeyRing::new(&masters[..8]).is_ok());
        assert_eq!(
            KeyRing::new(&masters).unwrap_err(),
            KeyRingError::TooManyKeys { count: 9 }
        );
    }

    #[test]
    fn a_key_that_is_there_twice_is_refused() {
        let masters = [master(b'a', 32), master(b'b', 32), master(b'a', 32)];
        assert_eq!(
            KeyRing::new(&masters).unwrap_err(),
            KeyRingError::RepeatedKey { position: 3 }
        );
    }

    #[test]
    fn every_kind_has_a_key_of_its_own_which_is_not_the_master() {
        let ring = KeyRing::new(&[master(b'a', 32)]).unwrap();
        let mut keys: Vec<_> = CookieKind::ALL
            .iter()
            .flat_map(|kind| ring.keys(*kind))
            .copied()
            .collect();
        keys.push([b'a'; 32]);
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), 4);
    }

    #[test]
    fn debug_shows_no_key() {
        let ring = KeyRing::new(&[master(b'a', 32)]).unwrap();
        assert_eq!(format!("{ring:?}"), "KeyRing([redacted; 1])");
    }
}
