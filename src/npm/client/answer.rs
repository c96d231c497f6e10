//! What is answered, as JSON; requests to the provider on their way out, and what came back.

use edgeward::{Endpoint, Error, HttpRequest, HttpResponse, Method, TransportError};
use edgeward_core::json::{self, Members};
use edgeward_core::secret::Secret;

use crate::calls::{Answer, Call};
use crate::error::Failure;

/// A JSON text.
pub(crate) struct Json(pub(crate) String);

impl Json {
    /// A text that is JSON already.
    pub(crate) fn plain(json: &str) -> Self {
        Self(json.into())
    }

    /// An object, written member by member.
    pub(crate) fn object(write: impl FnOnce(&mut Members)) -> Self {
        Self(Members::object(write))
    }
}

impl From<&str> for Json {
    fn from(text: &str) -> Self {
        Self(json::quoted(text))
    }
}

/// The texts in a row, with something between each two; none of them is empty.
pub(crate) fn joined<T: AsRef<str>>(texts: &[T], between: &str) -> String {
    let mut row = String::new();
    for text in texts {
        if !row.is_empty() {
            row.push_str(between);
        }
        row.push_str(text.as_ref());
    }
    row
}

/// A member, where there is a text for it.
pub(crate) fn optional(it: &mut Members, name: &'static str, text: Option<&str>) {
    if let Some(text) = text {
        it.text(name, text);
    }
}

/// A request, for `transport.ts` to send.
pub(crate) fn request(request: Result<HttpRequest, Error>) -> Answer {
    let request = request?;
    Ok(Json::object(|it| {
        it.text("url", request.url.as_str());
        if let Method::PostForm(form) = &request.method {
            it.text("form", form.expose());
        }
        let authorization = request.authorization.as_ref();
        optional(it, "authorization", authorization.map(Secret::expose));
        it.number("maxBytes", request.max_bytes as u64);
        it.number("timeout", u64::from(request.timeout));
    }))
}

/// The answer of `endpoint`: its body are the call's bytes, and the rest are arguments.
pub(crate) fn of(call: &Call<'_>, endpoint: Endpoint) -> Result<HttpResponse, Failure> {
    let arguments = &call.arguments;
    let failure = arguments.text("failure").map(|failure| match failure {
        "timed_out" => TransportError::TimedOut,
        "too_large" => TransportError::TooLarge,
        "redirected" => TransportError::Redirected,
        _ => TransportError::Unreachable,
    });
    if let Some(failure) = failure {
        return Err(Error::Transport(endpoint, failure).into());
    }
    let text = |name| arguments.text(name).map(String::from);
    Ok(HttpResponse {
        status: arguments
            .whole("status")
            .and_then(|status| u16::try_from(status).ok())
            .unwrap_or_default(),
        content_type: text("contentType"),
        cache_control: text("cacheControl"),
        body: call.bytes.to_vec(),
    })
}
