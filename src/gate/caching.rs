//! What caches may do with the origin's answer.

/// What decides how the origin's answer may be kept.
#[derive(Debug, Clone, Copy)]
pub struct Keeping<'a> {
    /// Whether the answer is for one person.
    pub private: bool,
    /// Whether the gate sets cookies with it.
    pub sets_cookies: bool,
    /// The request headers that it depends on.
    pub vary: &'a [&'a str],
}

impl Keeping<'_> {
    /// The header fields that the origin's answer gets, or loses where there is no value.
    ///
    /// `cache_control` and `vary` are what the origin said.
    #[must_use]
    pub fn fields(
        self,
        cache_control: Option<&str>,
        vary: Option<&str>,
    ) -> Vec<(&'static str, Option<String>)> {
        let mut fields = Vec::new();
        if self.private || self.sets_cookies {
            let cache_control = if self.sets_cookies {
                "no-store".into()
            } else {
                private_cache_control(cache_control)
            };
            fields.push(("cache-control", Some(cache_control)));
            fields.extend(SHARED_CACHE_HEADERS.map(|name| (name, None)));
        }
        if !self.vary.is_empty() {
            fields.push(("vary", Some(vary_by(self.vary, vary))));
        }
        fields
    }
}

/// The value of `Cache-Control` for an answer that is for one person, made from what the origin
/// said: nothing that lets a shared cache keep it stays in.
fn private_cache_control(from_origin: Option<&str>) -> String {
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
const SHARED_CACHE_HEADERS: [&str; 4] = [
    "cdn-cache-control",
    "cloudflare-cdn-cache-control",
    "surrogate-control",
    "x-accel-expires",
];

/// `Vary` for an answer that depends on these request headers, made from what the origin said.
fn vary_by(names: &[&str], from_origin: Option<&str>) -> String {
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
    fn an_answer_that_sets_a_cookie_is_kept_by_nobody() {
        let keeping = Keeping {
            private: false,
            sets_cookies: true,
            vary: &["Origin"],
        };
        let fields = keeping.fields(Some("public, max-age=60"), None);
        assert_eq!(
            fields.first(),
            Some(&("cache-control", Some("no-store".into())))
        );
        assert!(fields.contains(&("cdn-cache-control", None)));
        assert_eq!(fields.last(), Some(&("vary", Some("Origin".into()))));
    }

    #[test]
    fn an_answer_for_everybody_stays_as_it_is() {
        let keeping = Keeping {
            private: false,
            sets_cookies: false,
            vary: &[],
        };
        assert_eq!(keeping.fields(Some("public"), Some("accept")), []);
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
