//! What a session is told beyond the options of a relying party.

use edgeward_core::return_target::ReturnTarget;
use edgeward_core::url::{Http, HttpsUrl, InvalidUrl};

use crate::argument::{Arguments, redirect_uri};
use crate::error::{Class, Failure};

/// The page's own origin, and the origins that get the token.
#[derive(Debug)]
pub(super) struct Settings {
    origin: String,
    api_origins: Vec<String>,
    http: Http,
}

impl Settings {
    /// Reads `origin`, `redirectUris` and `apiOrigins`.
    ///
    /// # Errors
    /// The first that is none, with its option's name.
    pub(super) fn parse(text: &str, http: Http) -> Result<Self, Failure> {
        let arguments = Arguments::parse(text)?;
        let origin = arguments.required("origin", redirect_uri)?;
        for (option, uri) in arguments.pairs("redirectUris") {
            let uri = redirect_uri(&uri).map_err(|error| refused(&option, &error.to_string()))?;
            if uri.origin() != origin.origin() {
                let own = origin.origin();
                return Err(refused(&option, &format!("must be an address of {own}")));
            }
        }
        let mut api_origins = Vec::new();
        for text in arguments.texts("apiOrigins").unwrap_or_default() {
            let origin = api_origin(&text, http);
            api_origins.push(origin.map_err(|reason| refused("apiOrigins", &reason))?);
        }
        Ok(Self {
            origin: origin.origin().into(),
            api_origins,
            http,
        })
    }

    /// Whether requests to this origin get the token. It is `scheme://host[:port]`, as the browser
    /// has parsed it: the same browser sends the request.
    pub(super) fn gets_token(&self, origin: &str) -> bool {
        HttpsUrl::parse(origin, self.http)
            .is_ok_and(|url| self.api_origins.iter().any(|it| it == url.origin()))
    }

    /// Where a person goes on to: a path of this origin, `/` where a stranger wrote something else.
    pub(super) fn return_target(&self, text: &str) -> ReturnTarget {
        let path = text.strip_prefix(self.origin.as_str()).unwrap_or(text);
        ReturnTarget::parse(path).unwrap_or_default()
    }
}

fn api_origin(text: &str, http: Http) -> Result<String, String> {
    let url = HttpsUrl::parse(text, http).map_err(|error| match error {
        InvalidUrl::Scheme => {
            "a token must not go over plain http: write https, or set `dangerAllowHttp: true` for \
             development"
                .into()
        }
        error => error.to_string(),
    })?;
    if !matches!(url.path(), "" | "/") || url.query().is_some() {
        return Err("must be an origin, without a path: `https://api.example.com`".into());
    }
    Ok(url.origin().into())
}

fn refused(option: &str, reason: &str) -> Failure {
    let message = format!("`{option}`: {reason}");
    Failure::new(Class::Config, "config_invalid", &message)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(apis: &str, http: Http) -> Settings {
        let text = format!(r#"{{"origin":"https://app.example","apiOrigins":{apis}}}"#);
        Settings::parse(&text, http).ok().unwrap()
    }

    #[test]
    fn only_listed_origins_get_the_token() {
        let settings = settings(
            r#"["https://api.example", "https://b.example:8443/"]"#,
            Http::Refuse,
        );
        for origin in [
            "https://api.example",
            "https://API.example:443",
            "https://b.example:8443",
        ] {
            assert!(settings.gets_token(origin), "{origin}");
        }
        for origin in [
            "https://app.example",
            "http://api.example",
            "https://api.example:8443",
            "https://b.example",
            "https://api.example.evil.example",
            "https://evil.example/https://api.example",
            "https://api.example@evil.example",
            "https://api.example.",
            "blob://",
            "null",
            "",
        ] {
            assert!(!settings.gets_token(origin), "{origin}");
        }
    }

    #[test]
    fn plain_http_takes_the_option() {
        let text = r#"{"origin":"https://app.example","apiOrigins":["http://api.example"]}"#;
        assert!(Settings::parse(text, Http::Refuse).is_err());
        let settings = settings(r#"["http://api.example"]"#, Http::DangerAllow);
        assert!(settings.gets_token("http://api.example"));
        assert!(!settings.gets_token("https://api.example"));
    }

    #[test]
    fn an_api_origin_has_no_path() {
        for api in ["https://api.example/v1", "https://api.example?x", "api", ""] {
            let text = format!(r#"{{"origin":"https://app.example","apiOrigins":["{api}"]}}"#);
            assert!(Settings::parse(&text, Http::DangerAllow).is_err(), "{api}");
        }
    }

    #[test]
    fn a_redirect_uri_is_an_address_of_the_page() {
        for (uri, fits) in [
            ("https://app.example/", true),
            ("https://app.example/in", true),
            ("https://app.example.evil/", false),
            ("http://app.example/", false),
        ] {
            let text =
                format!(r#"{{"origin":"https://app.example","redirectUris":{{"a":"{uri}"}}}}"#);
            assert_eq!(Settings::parse(&text, Http::Refuse).is_ok(), fits, "{uri}");
        }
    }

    #[test]
    fn a_return_target_is_a_path_of_this_origin() {
        let settings = settings("[]", Http::Refuse);
        for (text, target) in [
            ("/a?b=c#d", "/a?b=c#d"),
            ("https://app.example/a", "/a"),
            ("https://app.example.evil.example/a", "/"),
            ("https://app.example", "/"),
            ("https://app.example//evil.example", "/"),
            ("https://evil.example/a", "/"),
            ("//evil.example", "/"),
            ("/\\evil.example", "/"),
            ("javascript:alert(1)", "/"),
        ] {
            assert_eq!(settings.return_target(text).as_str(), target, "{text}");
        }
    }
}
