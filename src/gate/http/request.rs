//! What the gate reads of a request.

use super::Headers;

/// A request as the host received it, without its body.
#[derive(Debug, Clone)]
pub struct Request {
    /// The method, letter case as sent.
    pub method: String,
    /// The absolute URL, as the host gives it.
    pub url: String,
    /// The header fields.
    pub headers: Headers,
}

impl Request {
    /// The origin, `scheme://host[:port]` in lower case, or `None` where the URL has no such form.
    #[must_use]
    pub fn origin(&self) -> Option<String> {
        self.split().map(|(origin, _)| origin.to_ascii_lowercase())
    }

    /// The path of the request target as sent, and the query without its `?`.
    #[must_use]
    pub fn path_and_query(&self) -> Option<(&str, Option<&str>)> {
        let (_, target) = self.split()?;
        match target.split_once('?') {
            Some((path, query)) => Some((path, Some(query))),
            None => Some((target, None)),
        }
    }

    fn split(&self) -> Option<(&str, &str)> {
        let (scheme, rest) = self.url.split_once("://")?;
        let authority_end = rest.find(['/', '?', '#', '\\']).unwrap_or(rest.len());
        let (origin, target) = self
            .url
            .split_at_checked(scheme.len() + 3 + authority_end)?;
        Some((origin, if target.is_empty() { "/" } else { target }))
    }
}

/// The body of a request, which the gate reads only at its own endpoints.
#[allow(
    async_fn_in_trait,
    reason = "an isolate is one thread: no `Send` bound is wanted"
)]
pub trait Body {
    /// The whole body, if it has at most `limit` bytes.
    ///
    /// # Errors
    /// [`BodyError`] where it is larger or did not arrive.
    async fn read(&mut self, limit: usize) -> Result<Vec<u8>, BodyError>;
}

/// A body over the limit, or cut off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BodyError;

#[cfg(test)]
mod tests {
    use super::*;

    fn request(url: &str) -> Request {
        Request {
            method: "GET".into(),
            url: url.into(),
            headers: Headers::new(),
        }
    }

    #[test]
    fn the_url_is_cut_into_origin_path_and_query_and_nothing_is_tidied_up() {
        let it = request("https://App.Example:8443/a//%2e/b?x=/?y");
        assert_eq!(it.origin().as_deref(), Some("https://app.example:8443"));
        assert_eq!(it.path_and_query(), Some(("/a//%2e/b", Some("x=/?y"))));
        assert_eq!(request("http://h").path_and_query(), Some(("/", None)));
        assert_eq!(
            request("http://h?q").path_and_query(),
            Some(("", Some("q")))
        );
        assert_eq!(
            request("http://h\\evil").origin().as_deref(),
            Some("http://h")
        );
        assert_eq!(request("h/a").path_and_query(), None);
    }
}
