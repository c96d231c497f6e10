//! What the gate tells its host to do.

use crate::cookie::SetCookie;

/// The outcome of a request, and what is logged of it.
#[derive(Debug)]
pub enum Action {
    /// The gate answers itself; the origin never hears of the request.
    Answer(Answer),
    /// The request goes on to the origin.
    Forward(Forward),
}

/// An answer of the gate's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The status code.
    pub status: u16,
    /// Header fields, none of them twice.
    pub headers: Vec<(&'static str, String)>,
    /// The cookies that are set.
    pub cookies: Vec<SetCookie>,
    /// The body, UTF-8. Not sent in answer to HEAD.
    pub body: String,
}

impl Answer {
    /// An answer that no cache may keep, like everything that the gate says.
    #[must_use]
    pub fn new(status: u16) -> Self {
        let headers = vec![
            ("cache-control", "no-store".into()),
            ("x-content-type-options", "nosniff".into()),
            ("referrer-policy", "same-origin".into()),
        ];
        Self {
            status,
            headers,
            cookies: Vec::new(),
            body: String::new(),
        }
    }

    /// With one more header field. Where it is there already, its list goes on (RFC 9110 §5.3).
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        let value = value.into();
        match self.headers.iter_mut().find(|(it, _)| *it == name) {
            Some((_, list)) => *list = format!("{list}, {value}"),
            None => self.headers.push((name, value)),
        }
        self
    }

    /// With a body of this media type.
    #[must_use]
    pub fn with_body(self, media_type: &str, body: String) -> Self {
        Self {
            body,
            ..self.with("content-type", media_type)
        }
    }

    /// With these cookies set or cleared.
    #[must_use]
    pub fn with_cookies(mut self, cookies: impl IntoIterator<Item = SetCookie>) -> Self {
        self.cookies.extend(cookies);
        self
    }

    /// A redirect: 303, so that a form post becomes a GET.
    #[must_use]
    pub fn see_other(location: impl Into<String>) -> Self {
        Self::new(303).with("location", location)
    }
}

/// How the request goes on to the origin: method and body as they came, streamed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Forward {
    /// The canonical path, the same that was matched, and the query as it came.
    pub path_and_query: String,
    /// Names, in lower case, of the header fields that do not go on.
    pub remove: Vec<String>,
    /// Header fields that are set, after the removal.
    pub set: Vec<(&'static str, String)>,
    /// Cookies that are set on the way back, beside the origin's own.
    pub cookies: Vec<SetCookie>,
    /// Whether the answer is for one person: no shared cache may keep it.
    pub private: bool,
    /// The request headers that the answer depends on, for `Vary`.
    pub vary: Vec<&'static str>,
    /// The origin that may read the answer from a script (CORS), if it is a listed one.
    pub allow_origin: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_that_is_there_already_goes_on_as_a_list() {
        let answer = Answer::new(401)
            .with("vary", "Origin")
            .with("vary", "Cookie");
        let vary: Vec<_> = answer.headers.iter().filter(|it| it.0 == "vary").collect();
        assert_eq!(vary, [&("vary", "Origin, Cookie".to_owned())]);
    }
}
