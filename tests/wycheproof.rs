//! The public vectors of Project Wycheproof for ECDSA, EdDSA and RSA, against the pure-Rust verifier: what
//! they call valid verifies, and nothing else does.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "what a test relies on may fail the test"
)]

use edgeward_core::alg::Alg;
use edgeward_core::base64url::encode;
use edgeward_core::json::parse_object;
use edgeward_core::jwk::{Jwk, SymmetricKeys};
use edgeward_jwt_simple::JwtSimpleVerifier;
use wycheproof::TestResult;
use wycheproof::{ecdsa, eddsa, rsa_pkcs1_verify as pkcs1, rsa_pss_verify as pss};

/// How the vectors of one set were judged.
#[derive(Default)]
struct Tally {
    valid: usize,
    invalid: usize,
    wrong: Vec<String>,
}

impl Tally {
    fn judge(&mut self, name: &str, alg: Alg, jwk: &Jwk, vector: (&[u8], &[u8], TestResult)) {
        let (message, signature, expected) = vector;
        let verdict = JwtSimpleVerifier.verify_now(alg, jwk, message, signature);
        match expected {
            TestResult::Valid => self.valid += 1,
            TestResult::Invalid => self.invalid += 1,
            // Lenient readers take it; JOSE gives each signature one form.
            TestResult::Acceptable => return,
        }
        if verdict.is_ok() != (expected == TestResult::Valid) {
            self.wrong.push(format!("{name}: {verdict:?}"));
        }
    }

    /// There must have been enough on both sides.
    fn finish(self, valid: usize, invalid: usize) {
        assert!(self.wrong.is_empty(), "{}", self.wrong.join("\n"));
        let counts = (self.valid, self.invalid);
        assert!(counts.0 >= valid && counts.1 >= invalid, "{counts:?}");
    }
}

fn jwk(text: &str) -> Jwk {
    let value = parse_object(text.as_bytes()).unwrap().into();
    Jwk::parse(&value, SymmetricKeys::Refuse).unwrap()
}

/// A coordinate in exactly as many bytes as the field has: the vectors give a number.
fn coordinate(number: &[u8], length: usize) -> String {
    let digits: Vec<u8> = number.iter().copied().skip_while(|it| *it == 0).collect();
    let mut bytes = vec![0; length - digits.len()];
    bytes.extend(digits);
    encode(&bytes)
}

#[test]
fn ecdsa_signatures_as_jose_writes_them() {
    let mut tally = Tally::default();
    for (set, alg, crv, length) in [
        (
            ecdsa::TestName::EcdsaSecp256r1Sha256P1363,
            Alg::Es256,
            "P-256",
            32,
        ),
        (
            ecdsa::TestName::EcdsaSecp384r1Sha384P1363,
            Alg::Es384,
            "P-384",
            48,
        ),
        (
            ecdsa::TestName::EcdsaSecp521r1Sha512P1363,
            Alg::Es512,
            "P-521",
            66,
        ),
    ] {
        for group in ecdsa::TestSet::load(set).unwrap().test_groups {
            let x = coordinate(&group.key.affine_x, length);
            let y = coordinate(&group.key.affine_y, length);
            let key = jwk(&format!(
                r#"{{"kty":"EC","crv":"{crv}","x":"{x}","y":"{y}"}}"#
            ));
            for test in group.tests {
                let name = format!("{alg} {}", test.tc_id);
                tally.judge(&name, alg, &key, (&test.msg, &test.sig, test.result));
            }
        }
    }
    tally.finish(500, 200);
}

#[test]
fn ed25519_signatures() {
    let mut tally = Tally::default();
    for group in eddsa::TestSet::load(eddsa::TestName::Ed25519)
        .unwrap()
        .test_groups
    {
        let x = encode(&group.key.pk);
        let key = jwk(&format!(r#"{{"kty":"OKP","crv":"Ed25519","x":"{x}"}}"#));
        for test in group.tests {
            let name = format!("EdDSA {}", test.tc_id);
            tally.judge(&name, Alg::EdDsa, &key, (&test.msg, &test.sig, test.result));
        }
    }
    tally.finish(50, 50);
}

fn rsa(n: &[u8], e: &[u8]) -> Jwk {
    let (n, e) = (encode(n), encode(e));
    jwk(&format!(r#"{{"kty":"RSA","n":"{n}","e":"{e}"}}"#))
}

#[test]
fn rsa_signatures_with_pkcs1_padding() {
    let mut tally = Tally::default();
    for (set, alg) in [
        (pkcs1::TestName::Rsa2048Sha256, Alg::Rs256),
        (pkcs1::TestName::Rsa2048Sha384, Alg::Rs384),
        (pkcs1::TestName::Rsa2048Sha512, Alg::Rs512),
    ] {
        for group in pkcs1::TestSet::load(set).unwrap().test_groups {
            let key = rsa(&group.key.n, &group.key.e);
            for test in group.tests {
                let name = format!("{alg} {:?} {}", set, test.tc_id);
                tally.judge(&name, alg, &key, (&test.msg, &test.sig, test.result));
            }
        }
    }
    tally.finish(20, 500);
}

#[test]
fn rsa_signatures_with_pss_padding() {
    let mut tally = Tally::default();
    for (set, alg) in [
        (pss::TestName::RsaPss2048Sha256Mgf1SaltLen32, Alg::Ps256),
        (pss::TestName::RsaPss2048Sha384Mgf1SaltLen48, Alg::Ps384),
        (pss::TestName::RsaPss4096Sha512Mgf1SaltLen64, Alg::Ps512),
    ] {
        for group in pss::TestSet::load(set).unwrap().test_groups {
            let key = rsa(&group.key.n, &group.key.e);
            for test in group.tests {
                let name = format!("{alg} {:?} {}", set, test.tc_id);
                tally.judge(&name, alg, &key, (&test.msg, &test.sig, test.result));
            }
        }
    }
    tally.finish(100, 100);
}
