//! Who is asking: a person with a browser, or a program.

use crate::http::Request;

/// What kind of answer the asker can use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Asker {
    /// A browser that navigates: it can be sent to sign in, and shown a page.
    Navigation,
    /// Everything else: scripts, API clients, sub-resources, WebSockets, prefetches.
    Program,
}

impl Asker {
    /// Told by Fetch metadata where the browser sends it, and by `Accept` where it does not.
    ///
    /// This chooses the form of an answer, never whether access is granted.
    pub(crate) fn of(request: &Request) -> Self {
        let headers = &request.headers;
        let is = |name, value: &str| {
            headers
                .get(name)
                .is_some_and(|it| it.trim().eq_ignore_ascii_case(value))
        };
        let safe = matches!(request.method.as_str(), "GET" | "HEAD");
        let prefetch = headers.has("sec-purpose") || is("purpose", "prefetch");
        if !safe || prefetch || headers.has("upgrade") || headers.has("authorization") {
            return Self::Program;
        }
        let navigates = if headers.has("sec-fetch-mode") {
            is("sec-fetch-mode", "navigate")
                && ["document", "iframe", "frame"]
                    .iter()
                    .any(|it| is("sec-fetch-dest", it))
        } else {
            accepts_html(headers.get("accept"))
        };
        if navigates {
            Self::Navigation
        } else {
            Self::Program
        }
    }
}

/// Whether HTML is asked for by name: `*/*` is what programs send.
pub(crate) fn accepts_html(accept: Option<&str>) -> bool {
    accept.unwrap_or_default().split(',').any(|range| {
        let mut parts = range.split(';').map(str::trim);
        let html = parts
            .next()
            .is_some_and(|it| it.eq_ignore_ascii_case("text/html"));
        html && !parts.any(|it| matches!(it, "q=0" | "q=0.0" | "q=0.00" | "q=0.000"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::Headers;

    fn asker(method: &str, headers: &[(&str, &str)]) -> Asker {
        Asker::of(&Request {
            method: method.into(),
            url: "https://a/".into(),
            headers: Headers::from_iter(headers.iter().copied()),
        })
    }

    #[test]
    fn fetch_metadata_decides_where_it_is_sent() {
        let document = ("sec-fetch-dest", "document");
        assert_eq!(
            asker("GET", &[("sec-fetch-mode", "navigate"), document]),
            Asker::Navigation
        );
        assert_eq!(
            asker(
                "GET",
                &[("sec-fetch-mode", "cors"), ("accept", "text/html")]
            ),
            Asker::Program
        );
        assert_eq!(
            asker(
                "GET",
                &[
                    ("sec-fetch-mode", "navigate"),
                    document,
                    ("sec-purpose", "prefetch")
                ]
            ),
            Asker::Program
        );
    }

    #[test]
    fn accept_decides_where_there_is_no_fetch_metadata() {
        assert_eq!(
            asker("GET", &[("accept", "text/html,*/*;q=0.8")]),
            Asker::Navigation
        );
        assert_eq!(asker("GET", &[("accept", "*/*")]), Asker::Program);
        assert_eq!(
            asker("GET", &[("accept", "text/html;q=0, application/json")]),
            Asker::Program
        );
        assert_eq!(asker("POST", &[("accept", "text/html")]), Asker::Program);
    }

    #[test]
    fn a_request_with_credentials_of_its_own_is_a_program() {
        assert_eq!(
            asker(
                "GET",
                &[("accept", "text/html"), ("authorization", "Bearer x")]
            ),
            Asker::Program
        );
        assert_eq!(
            asker("GET", &[("accept", "text/html"), ("upgrade", "websocket")]),
            Asker::Program
        );
    }
}
