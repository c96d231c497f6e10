//! SHA-2, and a comparison that does not tell how far it got.

use alloc::vec::Vec;
use core::hint::black_box;

/// A hash function of the SHA-2 family.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Hash {
    /// SHA-256: 32 bytes.
    Sha256,
    /// SHA-384: 48 bytes.
    Sha384,
    /// SHA-512: 64 bytes.
    Sha512,
}

impl Hash {
    /// The digest of `bytes`.
    #[must_use]
    pub fn digest(self, bytes: &[u8]) -> Vec<u8> {
        match self {
            Self::Sha256 => hmac_sha256::Hash::hash(bytes).into(),
            Self::Sha384 => hmac_sha512::sha384::Hash::hash(bytes).into(),
            Self::Sha512 => hmac_sha512::Hash::hash(bytes).into(),
        }
    }

    /// The HMAC of `bytes` under `key` (RFC 2104 §2).
    #[must_use]
    pub fn hmac(self, key: &[u8], bytes: &[u8]) -> Vec<u8> {
        let under = |padding: u8, bytes: &[u8]| {
            let mut padded = self.block(key, padding);
            padded.extend_from_slice(bytes);
            self.digest(&padded)
        };
        under(OUTER, &under(INNER, bytes))
    }

    /// The key as one block of the hash, each byte with the padding in it. A key longer than a block is
    /// its digest (RFC 2104 §3).
    fn block(self, key: &[u8], padding: u8) -> Vec<u8> {
        let length = match self {
            Self::Sha256 => 64,
            Self::Sha384 | Self::Sha512 => 128,
        };
        let mut block = if key.len() > length {
            self.digest(key)
        } else {
            key.to_vec()
        };
        block.resize(length, 0);
        block.iter_mut().for_each(|it| *it ^= padding);
        block
    }

    /// The length of a digest, in bytes.
    #[must_use]
    pub const fn output_len(self) -> usize {
        match self {
            Self::Sha256 => 32,
            Self::Sha384 => 48,
            Self::Sha512 => 64,
        }
    }
}

/// HMAC-SHA-256 under one key, whose two blocks are hashed once and for all (RFC 2104 §4): of a token they
/// would be a seventh of the work.
#[derive(Clone)]
pub(crate) struct HmacSha256 {
    inner: hmac_sha256::Hash,
    outer: hmac_sha256::Hash,
}

impl HmacSha256 {
    pub(crate) fn new(key: &[u8]) -> Self {
        let after = |padding: u8| {
            let mut hash = hmac_sha256::Hash::new();
            hash.update(Hash::Sha256.block(key, padding));
            hash
        };
        Self {
            inner: after(INNER),
            outer: after(OUTER),
        }
    }

    pub(crate) fn mac(&self, bytes: &[u8]) -> [u8; 32] {
        let (mut inner, mut outer) = (self.inner, self.outer);
        inner.update(bytes);
        outer.update(inner.finalize());
        outer.finalize()
    }
}

/// What is in each byte of the key where the bytes are hashed, and where their digest is (RFC 2104 §2).
const INNER: u8 = 0x36;
const OUTER: u8 = 0x5c;

/// SHA-256 of `bytes`.
#[must_use]
pub fn sha256(bytes: &[u8]) -> [u8; 32] {
    hmac_sha256::Hash::hash(bytes)
}

/// Whether `a` equals `b`, in a time that depends on their lengths only.
#[must_use]
pub fn constant_time_eq(a: &[u8], b: &[u8]) -> bool {
    if a.len() != b.len() {
        return false;
    }
    // `black_box` keeps the compiler from leaving the loop at the first difference.
    let difference = a
        .iter()
        .zip(b)
        .fold(0, |seen, (x, y)| black_box(seen | (x ^ y)));
    difference == 0
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::format;
    use alloc::string::String;

    fn hex(bytes: &[u8]) -> String {
        bytes.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    #[test]
    fn the_digests_of_abc_are_those_of_fips_180() {
        assert_eq!(
            hex(&sha256(b"abc")),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
        assert_eq!(
            hex(&Hash::Sha384.digest(b"abc")),
            "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed\
             8086072ba1e7cc2358baeca134c825a7"
        );
        assert_eq!(
            hex(&Hash::Sha512.digest(b"abc")),
            "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a\
             2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f"
        );
    }

    #[test]
    fn the_macs_of_test_case_2_are_those_of_rfc_4231() {
        let mac = |hash: Hash| hex(&hash.hmac(b"Jefe", b"what do ya want for nothing?"));
        assert_eq!(
            mac(Hash::Sha256),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        );
        assert_eq!(
            mac(Hash::Sha384),
            "af45d2e376484031617f78d2b58a6b1b9c7ef464f5a01b47e42ec3736322445e\
             8e2240ca5e69e2c78b3239ecfab21649"
        );
        assert_eq!(
            mac(Hash::Sha512),
            "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea250554\
             9758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737"
        );
    }

    #[test]
    fn the_macs_of_test_case_6_under_a_key_longer_than_a_block_are_those_of_rfc_4231() {
        let text = b"Test Using Larger Than Block-Size Key - Hash Key First";
        let mac = |hash: Hash| hex(&hash.hmac(&[0xaa; 131], text));
        assert_eq!(
            mac(Hash::Sha256),
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
        );
        assert_eq!(
            mac(Hash::Sha384),
            "4ece084485813e9088d2c63a041bc5b44f9ef1012a2b588f3cd11f05033ac4c6\
             0c2ef6ab4030fe8296248df163f44952"
        );
        assert_eq!(
            mac(Hash::Sha512),
            "80b24263c7c1a3ebb71493c1dd7be8b49b46d1f41b4aeec1121b013783f8f352\
             6b56d037e05f2598bd0fd2215d6a1e5295e64f73f63f0aec8b915a985d786598"
        );
    }

    #[test]
    fn a_key_that_is_kept_makes_the_same_macs() {
        for length in [1, 32, 63, 64, 65, 200] {
            let key: Vec<u8> = (0..length).collect();
            let kept = HmacSha256::new(&key);
            for bytes in [&b""[..], b"a.b", &[7; 64], &[7; 600]] {
                let expected = Hash::Sha256.hmac(&key, bytes);
                assert_eq!(kept.mac(bytes)[..], expected, "{length}");
            }
        }
    }

    #[test]
    fn every_digest_has_the_stated_length() {
        for hash in [Hash::Sha256, Hash::Sha384, Hash::Sha512] {
            assert_eq!(hash.digest(b"").len(), hash.output_len());
        }
    }

    #[test]
    fn equality_sees_every_single_bit() {
        assert!(constant_time_eq(b"", b""));
        assert!(constant_time_eq(b"same", b"same"));
        assert!(!constant_time_eq(b"same", b"same "));
        for bit in 0..32 {
            let mut other = *b"same";
            other[bit / 8] ^= 1 << (bit % 8);
            assert!(!constant_time_eq(b"same", &other));
        }
    }
}
