//! What a request is for: site, host, path, method; parsed once, at the border.

use edgeward_core::route::{CanonicalPath, Host, Method, PathError};

use crate::answers::Problem;
use crate::config::{GateConfig, Site};
use crate::http::Request;

/// The parsed target of a request.
#[derive(Debug)]
pub(crate) struct Target<'a> {
    /// The site, one of those that the gate answers for. None only where none is configured.
    pub(crate) site: Option<&'a Site>,
    /// The host, with the port if it is not the scheme's own.
    pub(crate) host: Host,
    /// The path that is matched and forwarded.
    pub(crate) path: CanonicalPath,
    /// The query as it came.
    pub(crate) query: Option<&'a str>,
    /// The method.
    pub(crate) method: Method,
    origin: String,
}

impl<'a> Target<'a> {
    /// Parses a request's target. Without a configured site, every host that the platform routes
    /// here is one.
    ///
    /// # Errors
    /// The problem that is answered, before any route is looked at.
    pub(crate) fn parse(request: &'a Request, config: &'a GateConfig) -> Result<Self, Problem> {
        let origin = request.origin().ok_or(MALFORMED)?;
        let (scheme, authority) = origin.split_once("://").ok_or(MALFORMED)?;
        let port = if scheme == "http" { 80 } else { 443 };
        let host = Host::parse(authority)
            .map_err(|_| MALFORMED)?
            .without_port(port);
        // Runtimes put the field before the path to make a URL: with a slash in it, `/x` would be
        // asked for where `/` was.
        let mut named = request.headers.all("host");
        if named.next().is_some_and(|it| Host::parse(it).is_err()) || named.next().is_some() {
            return Err(MALFORMED);
        }
        let site = config.site(&host);
        if site.is_none() && !config.sites.is_empty() {
            return Err(MISDIRECTED);
        }
        let (path, query) = request.path_and_query().ok_or(MALFORMED)?;
        let path = CanonicalPath::parse(path).map_err(path_refused)?;
        let method = Method::parse(&request.method).map_err(|_| METHOD_REFUSED)?;
        let origin = format!("{scheme}://{host}");
        Ok(Self {
            site,
            host,
            path,
            query,
            method,
            origin,
        })
    }

    /// The origin as people and their browsers know it: that of the configuration, because a server
    /// in front of this one may have ended TLS.
    pub(crate) fn origin(&self) -> &str {
        self.site.map_or(&self.origin, |site| site.origin.as_str())
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

const fn path_refused(error: PathError) -> Problem {
    Problem {
        status: 400,
        code: error.code(),
        detail: "the path has a spelling that gates and origins read differently: send it in its \
                 canonical form",
    }
}

const METHOD_REFUSED: Problem = Problem {
    status: 501,
    code: "method_unknown",
    detail: "the method is not one that this gate lets through",
};

#[cfg(test)]
mod tests {
    use edgeward_core::json;

    use super::*;
    use crate::http::Headers;

    fn refusal(hosts: &[&str]) -> Option<&'static str> {
        let vars = json::parse_object(
            br#"{"AUTHORITY":"https://login.example","AUDIENCE":"api","SIGN_IN":false,
                 "ORIGIN":"https://origin.example","ROUTES":[{"path":"/","access":"public"}]}"#,
        )
        .unwrap();
        let config = GateConfig::parse(&vars).unwrap();
        let mut headers = Headers::new();
        for host in hosts {
            headers.append("Host", host);
        }
        let request = Request {
            method: "GET".into(),
            url: "https://app.example/me".into(),
            headers,
        };
        Target::parse(&request, &config).err().map(|it| it.code)
    }

    #[test]
    fn a_host_field_is_one_host() {
        for good in [
            &[][..],
            &["app.example"],
            &["APP.example:443"],
            &["[::1]:8787"],
        ] {
            assert_eq!(refusal(good), None, "{good:?}");
        }
        for bad in [
            &[""][..],
            &["app.example/me"],
            &["app.example?"],
            &["app.example#"],
            &["app.example\\me"],
            &["admin@app.example"],
            &["app.example, app.example"],
            &["app.example", "app.example"],
        ] {
            assert_eq!(refusal(bad), Some("request_url_malformed"), "{bad:?}");
        }
    }
}
