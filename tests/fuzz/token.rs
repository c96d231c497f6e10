//! Any text where a token is expected.

use edgeward_core::alg::AlgSet;
use edgeward_core::base64url;
use edgeward_core::jwk::KeySet;
use edgeward_core::jws::CompactJws;
use edgeward_core::limits;
use edgeward_jwt_simple::JwtSimpleVerifier;

use crate::host::signed;

/// Parses, selects and verifies. What is well formed has exactly the three segments that it is made
/// of; what verifies was signed here.
pub fn token(bytes: &[u8]) {
    let Ok(text) = str::from_utf8(bytes) else {
        return;
    };
    let Ok(jws) = CompactJws::parse(text) else {
        return;
    };
    assert!(text.len() <= limits::TOKEN, "over the limit");
    let segments: Vec<_> = text.split('.').collect();
    let [header, payload, _] = segments[..] else {
        panic!("{} segments", segments.len());
    };
    assert_eq!(base64url::encode(jws.unverified_payload()), payload);
    let raw = base64url::decode(header).expect("the header was read");
    let theirs: serde_json::Value = serde_json::from_slice(&raw).expect("the header is JSON");
    assert_eq!(theirs["alg"], jws.unverified_header().alg().as_str());
    for forbidden in ["crit", "b64", "zip", "enc"] {
        assert!(theirs.get(forbidden).is_none(), "{forbidden}");
    }

    for keys in [
        include_bytes!("seeds/jwk_set/mixed.json").as_slice(),
        include_bytes!("seeds/jwk_set/secret.json"),
    ] {
        let keys = KeySet::from_static(keys).expect("the seeds are good");
        let Ok(selected) = jws.clone().select(&keys, AlgSet::ALL) else {
            continue;
        };
        let alg = selected.alg();
        assert!(selected.key().fits(alg), "{alg:?}");
        let input = selected.signing_input().as_bytes();
        let verdict =
            JwtSimpleVerifier.verify_now(alg, selected.key(), input, selected.signature());
        if verdict.is_ok() {
            let ours = signed(&raw, jws.unverified_payload());
            assert_eq!(ours, text, "somebody else made a signature");
        }
    }
}
