//! What caches may do with the origin's answer.

/// The value of `Cache-Control` for an answer that is for one person, made from what the origin
/// said: nothing that lets a shared cache keep it stays in.
#[must_use]
pub fn private_cache_control(from_origin: Option<&str>) -> String {
    let mut kept = vec!["private"];
    for directive in from_origin.unwrap_or_default().split(',').map(str::trim) {
        let name = directive
            .split('=')
            .next()
            .unwrap_or_default()
            .trim()
            .to_ascii_lowercase();
        match name.as_str() {
            "no-store" => return "no-store".into(),
            "" | "public" | "private" | "s-maxage" | "proxy-revalidate" | "must-understand" => {}
            _ => kept.push(directive),
        }
    }
    kept.join(", ")
}

/// Header fields that speak to shared caches only, and that an answer for one person loses.
pub const SHARED_CACHE_HEADERS: [&str; 4] = [
    "cdn-cache-control",
    "cloudflare-cdn-cache-control",
    "surrogate-control",
    "x-accel-expires",
];

/// `Vary` for an answer that depends on these request headers, made from what the origin said.
#[must_use]
pub fn vary_by(names: &[&'static str], from_origin: Option<&str>) -> String {
    let mut kept: Vec<&str> = from_origin
        .unwrap_or_default()
        .split(',')
        .map(str::trim)
        .filter(|it| !it.is_empty())
        .collect();
    if kept.contains(&"*") {
        return "*".into();
    }
    for name in names {
        if !kept.iter().any(|it| it.eq_ignore_ascii_case(name)) {
            kept.push(name);
        }
    }
    kept.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_lets_a_shared_cache_keep_a_private_answer() {
        assert_eq!(private_cache_control(None), "private");
        assert_eq!(
            private_cache_control(Some("public, max-age=60")),
            "private, max-age=60"
        );
        assert_eq!(
            private_cache_control(Some("max-age=5, S-MaxAge=9")),
            "private, max-age=5"
        );
        assert_eq!(
            private_cache_control(Some("max-age=5, no-store")),
            "no-store"
        );
    }

    #[test]
    fn vary_names_each_header_once() {
        let names = ["Cookie", "Authorization"];
        assert_eq!(vary_by(&names, None), "Cookie, Authorization");
        assert_eq!(
            vary_by(&names, Some("accept, cookie")),
            "accept, cookie, Authorization"
        );
        assert_eq!(vary_by(&names, Some("*")), "*");
    }
}
