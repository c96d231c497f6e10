//! Signing out at the provider (OpenID Connect RP-Initiated Logout 1.0 §2).

use alloc::string::String;

use crate::authorization::State;
use crate::form::Fields;
use crate::secret::Secret;
use crate::url::HttpsUrl;

/// An end-session request.
///
/// Whether the person comes back with the right `state`, [`State::is`] tells.
#[derive(Debug, Clone)]
pub struct EndSessionRequest<'a>(Fields<'a>);

impl<'a> EndSessionRequest<'a> {
    /// A request of this client.
    #[must_use]
    pub fn new(client_id: &'a str) -> Self {
        Self(Fields::new()).field("client_id", client_id)
    }

    /// Says whose session ends, with an ID Token issued before; it may have expired. Many providers
    /// ask the person, or do not send them back, without it.
    ///
    /// The standard puts it into the URL. It shows who signed in, and opens nothing.
    #[must_use]
    pub fn id_token_hint(self, id_token: &'a Secret) -> Self {
        self.field("id_token_hint", id_token.expose())
    }

    /// Where the person comes back to: an address registered with the provider.
    #[must_use]
    pub fn post_logout_redirect_uri(self, uri: &'a HttpsUrl) -> Self {
        self.field("post_logout_redirect_uri", uri.as_str())
    }

    /// What the person comes back with.
    #[must_use]
    pub fn state(self, state: &'a State) -> Self {
        self.field("state", state.expose())
    }

    /// The person's languages (BCP 47), the preferred one first, with spaces between them.
    #[must_use]
    pub fn ui_locales(self, locales: &'a str) -> Self {
        self.field("ui_locales", locales)
    }

    /// The address to send the person to.
    #[must_use]
    pub fn url(&self, end_session_endpoint: &HttpsUrl) -> String {
        end_session_endpoint.with_form(&self.0.encode())
    }

    /// Sets a parameter; the last call stands.
    fn field(mut self, name: &'static str, value: &'a str) -> Self {
        self.0.set(name, value);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::url::Http;
    use alloc::format;

    fn url(text: &str) -> HttpsUrl {
        HttpsUrl::parse(text, Http::Refuse).unwrap()
    }

    #[test]
    fn the_client_is_always_named() {
        let sent = EndSessionRequest::new("my app").url(&url("https://idp.example/out?t=1"));
        assert_eq!(sent, "https://idp.example/out?t=1&client_id=my+app");
    }

    #[test]
    fn the_optional_parameters_are_sent_once() {
        let (id_token, state) = (Secret::from("a.b.c"), State::parse("s1").unwrap());
        let (old, new) = (
            url("https://app.example/old"),
            url("https://app.example/bye?x=1"),
        );
        let request = EndSessionRequest::new("app")
            .id_token_hint(&id_token)
            .post_logout_redirect_uri(&old)
            .post_logout_redirect_uri(&new)
            .state(&state)
            .ui_locales("de en");
        let expected = "https://idp.example/out?client_id=app&id_token_hint=a.b.c&\
                        post_logout_redirect_uri=https%3A%2F%2Fapp.example%2Fbye%3Fx%3D1&\
                        state=s1&ui_locales=de+en";
        assert_eq!(request.url(&url("https://idp.example/out")), expected);
    }

    #[test]
    fn debug_hides_the_id_token() {
        let id_token = Secret::from("topsecret");
        let request = EndSessionRequest::new("app").id_token_hint(&id_token);
        assert!(!format!("{request:?}").contains("topsecret"));
    }
}
