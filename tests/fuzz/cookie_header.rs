//! Any Cookie header.

use edgeward_core::route::Host;
use edgeward_gate::cookie::{Cookies, HEADER, forwarded_cookie_header};

/// Reads the gate's cookies and takes them out of what goes on. What goes on is what came, without
/// them, and never longer.
pub fn cookie_header(bytes: &[u8]) {
    let Ok(text) = str::from_utf8(bytes) else {
        return;
    };
    let fields: Vec<_> = text.split('\n').collect();
    let read = Cookies::parse(fields.iter().copied());
    let length: usize = fields.iter().map(|field| field.len()).sum();
    assert!(read.is_err() || length <= HEADER, "over the limit");
    for field in fields {
        let Some(forwarded) = forwarded_cookie_header(field) else {
            continue;
        };
        assert!(forwarded.len() <= field.len() + 2, "it grew");
        let kept = forwarded
            .split(';')
            .map(|pair| pair.trim_matches([' ', '\t']));
        for pair in kept {
            assert!(!pair.starts_with("__Host-edgeward-"), "{pair}");
            assert!(field.contains(pair), "{pair} never came");
        }
    }
    let _ = Host::parse(text);
}
