//! Any text where a place to go on to is expected.

use edgeward_core::return_target::ReturnTarget;
use percent_encoding::percent_decode_str;
use url::Url;

/// Parses the target. To a browser it is a place of the same origin, however often something on the
/// way decodes it.
pub fn return_target(bytes: &[u8]) {
    let Ok(text) = str::from_utf8(bytes) else {
        return;
    };
    let Some(target) = ReturnTarget::parse(text) else {
        return;
    };
    let base = Url::parse("https://app.example/auth/callback").expect("it is one");
    let mut reading = target.as_str().to_owned();
    assert!(reading.bytes().all(|byte| byte.is_ascii_graphic()));
    for _ in 0..3 {
        let there = base
            .join(&reading)
            .unwrap_or_else(|error| panic!("{reading:?}: {error}"));
        assert_eq!(there.origin(), base.origin(), "{reading:?}");
        // A browser reads the path before it decodes anything, so only the path is decoded.
        let path = reading.split(['?', '#']).next().unwrap_or_default();
        reading = percent_decode_str(path).decode_utf8_lossy().into_owned();
    }
}
