//! What a request is for: origin, host, path, method; parsed once, at the border.

use edgeward_core::route::{CanonicalPath, Host, Method};

use crate::answers::Problem;
use crate::http::Request;

/// The parsed target of a request.
#[derive(Debug)]
pub(crate) struct Target<'a> {
    /// The origin, one of those that the gate answers for.
    pub(crate) origin: String,
    /// Its host, with the port if it is not the scheme's own.
    pub(crate) host: Host,
    /// The path that is matched and forwarded.
    pub(crate) path: CanonicalPath,
    /// The query as it came.
    pub(crate) query: Option<&'a str>,
    /// The method.
    pub(crate) method: Method,
}

impl<'a> Target<'a> {
    /// Parses a request's target. `origins` are those that the gate answers for; without any, it
    /// answers for every origin that the platform routes to it.
    ///
    /// # Errors
    /// The problem that is answered, before any route is looked at.
    pub(crate) fn parse(request: &'a Request, origins: &[String]) -> Result<Self, Problem> {
        let origin = request.origin().ok_or(MALFORMED)?;
        if !origins.is_empty() && !origins.contains(&origin) {
            return Err(MISDIRECTED);
        }
        let authority = origin.split_once("://").map_or("", |(_, authority)| authority);
        let host = Host::parse(authority).map_err(|_| MALFORMED)?;
        let (path, query) = request.path_and_query().ok_or(MALFORMED)?;
        let path = CanonicalPath::parse(path)
            .map_err(|error| Problem { code: error.code(), ..PATH_REFUSED })?;
        let method = Method::parse(&request.method).map_err(|_| METHOD_REFUSED)?;
        Ok(Self { origin, host, path, query, method })
    }

    /// The canonical path with the query: what the origin is asked for, and where a sign-in returns.
    pub(crate) fn path_and_query(&self) -> String {
        match self.query {
            Some(query) => format!("{}?{query}", self.path.as_str()),
            None => self.path.as_str().to_owned(),
        }
    }
}

const MALFORMED: Problem = Problem {
    status: 400,
    code: "request_url_malformed",
    detail: "the request's URL or host is malformed",
};

const MISDIRECTED: Problem = Problem {
    status: 421,
    code: "host_unknown",
    detail: "this gate does not answer for the request's host: add its address to `PUBLIC_URL`",
};

const PATH_REFUSED: Problem = Problem {
    status: 400,
    code: "path_refused",
    detail: "the path has a spelling that gates and origins read differently: send it in its \
             canonical form",
};

const METHOD_REFUSED: Problem = Problem {
    status: 501,
    code: "method_unknown",
    detail: "the method is not one that this gate lets through",
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::Headers;

    fn parse(method: &str, url: &str) -> Result<String, &'static str> {
        let request = Request { method: method.into(), url: url.into(), headers: Headers::new() };
        let origins = ["https://app.example".to_owned()];
        Target::parse(&request, &origins).map(|it| it.path_and_query()).map_err(|it| it.code)
    }

    #[test]
    fn only_listed_origins_canonical_paths_and_known_methods_come_in() {
        assert_eq!(parse("GET", "https://app.example/a?b=/../c"), Ok("/a?b=/../c".into()));
        assert_eq!(parse("GET", "https://evil.example/a"), Err("host_unknown"));
        assert_eq!(parse("GET", "http://app.example/a"), Err("host_unknown"));
        assert_eq!(parse("get", "https://app.example/a"), Err("method_unknown"));
        assert_eq!(parse("TRACE", "https://app.example/a"), Err("method_unknown"));
        assert!(parse("GET", "https://app.example/a/%2e%2e/b").is_err());
        assert!(parse("GET", "https://app.example//a").is_err());
    }
}
