//! HTTP to the provider, narrower than `fetch` so that it is hard to get wrong.

use edgeward_core::secret::Secret;
use edgeward_core::text::Say;
use edgeward_core::url::HttpsUrl;
use edgeward_core::{codes, displayed};

/// Sends one request to the provider.
///
/// One attempt; redirects are never followed (they come back as
/// [`TransportError::Redirected`]); no cookies, no credentials of its own; the size cap holds while
/// the body streams in, and the time limit covers everything to its last byte.
#[allow(
    async_fn_in_trait,
    reason = "an isolate is one thread: no `Send` bound is wanted"
)]
pub trait Transport {
    /// The provider's answer, whatever its status.
    ///
    /// # Errors
    /// [`TransportError`] where there is no whole answer within the limits.
    async fn send(&self, request: &HttpRequest) -> Result<HttpResponse, TransportError>;
}

/// A request to the provider.
#[derive(Debug)]
pub struct HttpRequest {
    /// GET, or POST of a form.
    pub method: Method,
    /// Where to: https, or http where the configuration says so in writing.
    pub url: HttpsUrl,
    /// The value of `Accept`.
    pub accept: &'static str,
    /// The value of `Authorization`, if any.
    pub authorization: Option<Secret>,
    /// Most bytes of the answer's body, after content decoding.
    pub max_bytes: usize,
    /// Most milliseconds for the whole exchange.
    pub timeout: u32,
}

/// What is asked of the URL.
#[derive(Debug, Clone)]
pub enum Method {
    /// GET.
    Get,
    /// POST with a body of type `application/x-www-form-urlencoded`, secret because codes, tokens
    /// and client secrets travel in it.
    PostForm(Secret),
}

/// An answer of the provider, with what edgeward reads of it.
#[derive(Debug, Clone)]
pub struct HttpResponse {
    /// The status code.
    pub status: u16,
    /// `Content-Type` as sent.
    pub content_type: Option<String>,
    /// `Cache-Control` as sent.
    pub cache_control: Option<String>,
    /// The whole body, at most `max_bytes`.
    pub body: Vec<u8>,
}

codes! {
    /// Why there is no answer.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    #[non_exhaustive]
    pub enum TransportError {
        /// No connection, or it broke.
        Unreachable => "provider_unreachable",
        /// Not finished within the time limit.
        TimedOut => "provider_timed_out",
        /// The body is over the limit.
        TooLarge => "provider_answer_too_large",
        /// The answer is a redirect, which is never followed.
        Redirected => "provider_redirected",
    }
}

impl Say for TransportError {
    fn sentence(&self) -> &'static str {
        match self {
            Self::Unreachable => "the provider cannot be reached",
            Self::TimedOut => "the provider did not answer in time",
            Self::TooLarge => "the provider's answer is over the size limit",
            Self::Redirected => "the provider answered with a redirect, which is not followed",
        }
    }
}

displayed!(TransportError);

impl core::error::Error for TransportError {}
