//! What pages of other origins may do: preflights, and requests that ride on a session cookie.

use crate::config::WebOrigin;
use crate::http::{Answer, Request};

/// Which origins are trusted: the gate's own, and those that the configuration lists for CORS.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Origins<'a> {
    /// The origin that this request is for.
    pub(crate) own: &'a str,
    /// The listed ones.
    pub(crate) listed: &'a [WebOrigin],
}

impl<'a> Origins<'a> {
    /// The request's `Origin`, if it is a listed one: it may read answers.
    pub(crate) fn reader(&self, request: &Request) -> Option<&'a str> {
        let origin = request.headers.get("origin")?;
        self.listed
            .iter()
            .map(WebOrigin::as_str)
            .find(|it| *it == origin)
    }

    /// Whether a page of a foreign origin made the browser send this request.
    ///
    /// `SameSite=Lax` keeps the session cookie out of most such requests; sibling subdomains are the
    /// same site, and WebSockets know no preflight. Programs send neither field.
    pub(crate) fn is_foreign(&self, request: &Request) -> bool {
        let site = request.headers.get("sec-fetch-site").map(str::trim);
        if site == Some("same-origin") {
            // Under the policy `no-referrer` a browser sends `Origin: null` to its own origin too.
            return false;
        }
        match request.headers.get("origin") {
            Some(origin) => origin != self.own && self.reader(request).is_none(),
            None => site.is_some_and(|site| site != "none"),
        }
    }
}

/// Whether the request is a CORS preflight (Fetch §3.2.2).
pub(crate) fn is_preflight(request: &Request) -> bool {
    request.method == "OPTIONS"
        && request.headers.has("origin")
        && request.headers.has("access-control-request-method")
}

/// Whether a request changes nothing at the origin if the origin keeps to RFC 9110 §9.2.1, so that a
/// foreign page may cause it. An upgrade opens a channel that can do anything.
pub(crate) fn is_safe(request: &Request) -> bool {
    matches!(request.method.as_str(), "GET" | "HEAD" | "OPTIONS") && !request.headers.has("upgrade")
}

/// The answer to a listed origin's preflight: the route's own rules decide on the real request.
pub(crate) fn preflight_answer(reader: &str, request: &Request) -> Answer {
    let headers = request
        .headers
        .get("access-control-request-headers")
        .unwrap_or_default();
    let is_list = headers
        .bytes()
        .all(|it| it.is_ascii_alphanumeric() || b"-_, ".contains(&it));
    Answer::new(204)
        .with("access-control-allow-origin", reader)
        .with("access-control-allow-credentials", "true")
        .with(
            "access-control-allow-methods",
            "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS",
        )
        .with(
            "access-control-allow-headers",
            if is_list { headers } else { "" },
        )
        .with("access-control-max-age", "600")
        .with("vary", "Origin, Access-Control-Request-Headers")
}

/// The answer with what a listed origin needs to read it.
pub(crate) fn readable_by(reader: Option<&str>, answer: Answer) -> Answer {
    match reader {
        Some(reader) => answer
            .with("access-control-allow-origin", reader)
            .with("access-control-allow-credentials", "true")
            .with("access-control-expose-headers", "WWW-Authenticate")
            .with("vary", "Origin"),
        None => answer,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::Headers;
    use edgeward_core::url::Http;

    const OWN: &str = "https://app.example";

    fn request(headers: &[(&str, &str)]) -> Request {
        Request {
            method: "POST".into(),
            url: "https://app.example/".into(),
            headers: Headers::from_iter(headers.iter().copied()),
        }
    }

    #[test]
    fn only_the_gates_own_and_listed_origins_are_not_foreign() {
        let listed = [WebOrigin::parse("https://spa.example", Http::Refuse).unwrap()];
        let origins = Origins {
            own: OWN,
            listed: &listed,
        };
        for own in [OWN, "https://spa.example"] {
            assert!(!origins.is_foreign(&request(&[("origin", own)])), "{own}");
        }
        for foreign in ["null", "https://app.example.evil", "http://app.example", ""] {
            assert!(
                origins.is_foreign(&request(&[("origin", foreign)])),
                "{foreign}"
            );
        }
        for site in ["cross-site", "same-site"] {
            assert!(
                origins.is_foreign(&request(&[("sec-fetch-site", site)])),
                "{site}"
            );
        }
        assert!(!origins.is_foreign(&request(&[("sec-fetch-site", "same-origin")])));
        assert!(!origins.is_foreign(&request(&[])));
        assert_eq!(origins.reader(&request(&[("origin", OWN)])), None);
        assert!(
            origins
                .reader(&request(&[("origin", "https://spa.example")]))
                .is_some()
        );
    }

    #[test]
    fn a_page_that_hides_its_origin_is_known_by_what_the_browser_says_of_it() {
        let origins = Origins {
            own: OWN,
            listed: &[],
        };
        let null = ("origin", "null");
        assert!(!origins.is_foreign(&request(&[null, ("sec-fetch-site", "same-origin")])));
        for site in ["cross-site", "same-site", "none"] {
            assert!(
                origins.is_foreign(&request(&[null, ("sec-fetch-site", site)])),
                "{site}"
            );
        }
    }

    #[test]
    fn a_preflight_reflects_header_names_only_where_they_are_names() {
        let names = [("access-control-request-headers", "authorization, x-a")];
        let answer = preflight_answer("https://spa.example", &request(&names));
        assert!(
            answer
                .headers
                .contains(&("access-control-allow-headers", names[0].1.into()))
        );
        let odd = [("access-control-request-headers", "x\r\ny: z")];
        let answer = preflight_answer("https://spa.example", &request(&odd));
        assert!(
            answer
                .headers
                .contains(&("access-control-allow-headers", String::new()))
        );
    }
}
