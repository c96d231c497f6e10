//! Which member may depend on which, and where the host's types stop.

use anyhow::{Result, bail};
use cargo_metadata::Metadata;

/// Each member with the members that it may depend on. Arrows point inwards only; the two
/// verifiers do not know each other; nothing depends on what is shipped as a whole.
const ARROWS: [(&str, &[&str]); 16] = [
    ("edgeward-allocator", &[]),
    ("edgeward-core", &[]),
    ("edgeward", &["edgeward-core"]),
    ("edgeward-gate", &["edgeward-core", "edgeward"]),
    ("edgeward-web", &["edgeward-core", "edgeward"]),
    ("edgeward-jwt-simple", &["edgeward-core", "edgeward"]),
    (
        "edgeward-handler",
        &["edgeward-core", "edgeward", "edgeward-gate", "edgeward-web"],
    ),
    (
        "edgeward-worker",
        &[
            "edgeward-allocator",
            "edgeward-core",
            "edgeward-gate",
            "edgeward-handler",
            "edgeward-web",
        ],
    ),
    (
        "edgeward-npm",
        &["edgeward-allocator", "edgeward-core", "edgeward"],
    ),
    (
        "edgeward-npm-verifier",
        &["edgeward-core", "edgeward-jwt-simple"],
    ),
    (
        "edgeward-npm-gate",
        &[
            "edgeward-allocator",
            "edgeward-core",
            "edgeward",
            "edgeward-gate",
            "edgeward-handler",
            "edgeward-web",
        ],
    ),
    ("edgeward-example-worker", &["edgeward", "edgeward-web"]),
    (
        "edgeward-tests",
        &[
            "edgeward-core",
            "edgeward",
            "edgeward-gate",
            "edgeward-web",
            "edgeward-jwt-simple",
        ],
    ),
    (
        "edgeward-fuzz",
        &[
            "edgeward-core",
            "edgeward",
            "edgeward-gate",
            "edgeward-jwt-simple",
        ],
    ),
    (
        "edgeward-harness",
        &[
            "edgeward-core",
            "edgeward",
            "edgeward-web",
            "edgeward-jwt-simple",
        ],
    ),
    ("xtask", &[]),
];

/// Crates whose types belong to a host, with the members that may name them.
const HOST_TYPES: [(&[&str], &[&str]); 2] = [
    (
        &[
            "js-sys",
            "serde-wasm-bindgen",
            "wasm-bindgen",
            "wasm-bindgen-futures",
            "web-sys",
        ],
        &[
            "edgeward-web",
            "edgeward-handler",
            "edgeward-npm",
            "edgeward-npm-gate",
            "edgeward-npm-verifier",
            "edgeward-worker",
            "edgeward-harness",
        ],
    ),
    (
        &["worker", "worker-macros", "worker-sys"],
        &["edgeward-example-worker"],
    ),
];

/// Holds the members' manifests against both tables.
pub(super) fn check(metadata: &Metadata) -> Result<()> {
    let members = metadata.workspace_packages();
    let names: Vec<&str> = members.iter().map(|member| member.name.as_str()).collect();
    let mut breaches = Vec::new();
    for member in &members {
        if !ARROWS.iter().any(|(name, _)| *name == member.name.as_str()) {
            breaches.push(format!(
                "`{}` has no line in the table of arrows",
                member.name
            ));
        }
        for dependency in &member.dependencies {
            breaches.extend(breach(&member.name, &dependency.name, &names));
        }
    }
    if breaches.is_empty() {
        return Ok(());
    }
    bail!("{}", breaches.join("\n       "))
}

/// What is wrong with `from` depending on `to`, if anything.
fn breach(from: &str, to: &str, members: &[&str]) -> Option<String> {
    let arrows = ARROWS
        .iter()
        .find(|(name, _)| *name == from)
        .map_or(&[][..], |(_, to)| to);
    if members.contains(&to) && !arrows.contains(&to) {
        return Some(format!("`{from}` must not depend on `{to}`"));
    }
    let (_, allowed) = HOST_TYPES.iter().find(|(crates, _)| crates.contains(&to))?;
    if allowed.contains(&from) {
        return None;
    }
    Some(format!(
        "`{from}` must not depend on `{to}`: only {} may",
        allowed.join(", ")
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    const MEMBERS: [&str; 4] = [
        "edgeward-core",
        "edgeward",
        "edgeward-web",
        "edgeward-jwt-simple",
    ];

    #[test]
    fn an_arrow_may_point_inwards() {
        assert_eq!(breach("edgeward", "edgeward-core", &MEMBERS), None);
        assert_eq!(breach("edgeward-web", "js-sys", &MEMBERS), None);
        assert_eq!(breach("edgeward-core", "hmac-sha256", &MEMBERS), None);
    }

    #[test]
    fn an_arrow_must_not_point_outwards() {
        assert!(breach("edgeward-core", "edgeward", &MEMBERS).is_some());
        assert!(breach("edgeward-web", "edgeward-jwt-simple", &MEMBERS).is_some());
        assert!(breach("edgeward-jwt-simple", "edgeward-web", &MEMBERS).is_some());
    }

    #[test]
    fn host_types_stop_where_the_host_is_adapted() {
        assert!(breach("edgeward", "wasm-bindgen", &MEMBERS).is_some());
        assert!(breach("edgeward-web", "worker", &MEMBERS).is_some());
        assert!(breach("edgeward-gate", "worker", &MEMBERS).is_some());
    }
}
