//! Any claims in a token whose signature is right.

use edgeward_core::alg::AlgSet;
use edgeward_core::claims::{
    AccessTokenPolicy, AudienceClaim, ClockTolerance, ExpectedNonce, IdTokenPolicy, TokenType,
};
use edgeward_core::jwk::{HmacKey, KeySet};
use edgeward_core::jws::CompactJws;
use edgeward_core::provider::Provider;
use edgeward_core::url::{Http, Issuer};
use edgeward_core::user::{RoleMapping, User};
use serde_json::Value;

use crate::host::{nonce, signed};
use crate::{AUDIENCE, CLIENT, ISSUER, NOW, SECRET};

/// Validates as an access token and as an ID Token. What a policy accepts is, to another JSON reader,
/// of our issuer, for us, with a subject, and not expired; never both kinds at once.
///
/// The header is what comes before the first line feed, the payload what comes after.
pub fn claims(bytes: &[u8]) {
    let at = bytes.iter().position(|byte| *byte == b'\n');
    let (header, payload) = bytes.split_at(at.unwrap_or(0));
    let header: &[u8] = if header.is_empty() {
        br#"{"alg":"HS256"}"#
    } else {
        header
    };
    let token = signed(header, payload);
    let secret = HmacKey::from_secret(SECRET).expect("it is long enough");
    let keys = KeySet::from_hmac_secret(secret);
    let Ok(selected) = CompactJws::parse(&token).and_then(|it| it.select(&keys, AlgSet::ALL))
    else {
        return;
    };
    let jws = selected.conclude(Ok(())).expect("the verdict is right");

    let issuer = Issuer::parse(ISSUER, Http::Refuse).expect("it is one");
    let tolerance = ClockTolerance::default();
    let access = AccessTokenPolicy::new(issuer.clone(), vec![AUDIENCE.into()])
        .expect("there is an audience")
        .client_id(CLIENT)
        .clock_tolerance(tolerance);
    let nonce = nonce();
    let id_token = IdTokenPolicy {
        issuer: &issuer,
        client_id: CLIENT,
        nonce: ExpectedNonce::Equal(&nonce),
        max_age: None,
        access_token: Some("the-access-token"),
        trusted_audiences: &[],
        clock_tolerance: tolerance,
    };

    let strict = access.clone().token_type(TokenType::AtJwt);
    let cognito = access
        .clone()
        .audience_claim(AudienceClaim::ClientIdIfAbsent);
    let as_access = access.validate(&jws, NOW);
    let as_id_token = id_token.validate(&jws, NOW);
    assert!(
        as_access.is_err() || as_id_token.is_err(),
        "one token, two kinds"
    );
    assert!(
        strict.validate(&jws, NOW).is_err() || as_access.is_ok(),
        "stricter and wider"
    );

    for (claims, audience) in [
        (as_access, Some(AUDIENCE)),
        (as_id_token, Some(CLIENT)),
        (cognito.validate(&jws, NOW), None),
    ] {
        let Ok(claims) = claims else { continue };
        let theirs = match serde_json::from_slice::<Value>(jws.payload()) {
            Ok(theirs) => theirs,
            // In a claim that nobody reads, it may be any number.
            Err(error) if error.to_string().contains("number out of range") => continue,
            Err(error) => panic!("only we accept: {error}"),
        };
        assert_eq!(theirs["iss"], ISSUER);
        assert_eq!(theirs["sub"], claims.sub());
        assert!(!claims.sub().is_empty());
        let exp = theirs["exp"].as_f64().expect("exp is a number");
        assert!(exp + tolerance.seconds() as f64 > NOW as f64, "expired");
        assert!(exp < 9_007_199_254_740_992.0);
        for early in ["nbf", "iat"] {
            if let Some(date) = theirs.get(early) {
                let date = date.as_f64().expect("a date is a number");
                assert!(date <= (NOW + tolerance.seconds()) as f64, "{early}");
            }
        }
        if let Some(audience) = audience {
            assert!(
                names(&theirs["aud"], audience),
                "the token is for somebody else"
            );
        }
        for provider in Provider::ALL {
            let user = User::from_claims(claims.clone(), &RoleMapping::of(provider, CLIENT));
            assert_eq!(user.user_id(), claims.sub());
            assert!(user.roles().iter().all(|role| user.has_role(role)));
        }
    }
}

fn names(aud: &Value, audience: &str) -> bool {
    match aud {
        Value::String(one) => one == audience,
        Value::Array(several) => {
            several.iter().all(Value::is_string) && several.iter().any(|it| it == audience)
        }
        _ => false,
    }
}
