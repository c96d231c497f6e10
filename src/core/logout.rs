//! Signing out at the provider (OpenID Connect RP-Initiated Logout 1.0 §2).

use alloc::string::String;

use crate::authorization::State;
use crate::form::Fields;
use crate::provider::Provider;
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
        let mut fields = Fields::new();
        fields.set("client_id", client_id);
        Self(fields)
    }

    /// Says whose session ends, with an ID Token issued before; it may have expired. Many providers
    /// ask the person, or do not send them back, without it.
    ///
    /// The standard puts it into the URL. It shows who signed in, and opens nothing.
    pub fn id_token_hint(&mut self, id_token: &'a Secret) {
        self.0.set("id_token_hint", id_token.expose());
    }

    /// Where the person comes back to: an address registered with the provider. As with every parameter,
    /// the last call stands.
    pub fn post_logout_redirect_uri(&mut self, uri: &'a HttpsUrl) {
        self.0.set(RETURN, uri.as_str());
    }

    /// What the person comes back with.
    pub fn state(&mut self, state: &'a State) {
        self.0.set("state", state.expose());
    }

    /// The person's languages (BCP 47), the preferred one first, with spaces between them.
    pub fn ui_locales(&mut self, locales: &'a str) {
        self.0.set("ui_locales", locales);
    }

    /// The address to send the person to, as this provider reads it.
    #[must_use]
    pub fn url(&self, end_session_endpoint: &HttpsUrl, provider: Provider) -> String {
        let mut fields = self.0.clone();
        if !provider.has_standard_sign_out() {
            fields.rename(RETURN, "logout_uri");
        }
        end_session_endpoint.with_form(&fields.encode())
    }
}

const RETURN: &str = "post_logout_redirect_uri";

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
        let endpoint = url("https://idp.example/out?t=1");
        for provider in Provider::ALL {
            let sent = EndSessionRequest::new("my app").url(&endpoint, provider);
            assert_eq!(sent, "https://idp.example/out?t=1&client_id=my+app");
        }
    }

    #[test]
    fn cognito_has_another_name_for_where_people_come_back_to() {
        let mut request = EndSessionRequest::new("app");
        let back = url("https://app.example/bye");
        request.post_logout_redirect_uri(&back);
        let endpoint = url("https://idp.example/logout");
        let expected = "https://idp.example/logout?client_id=app&\
                        logout_uri=https%3A%2F%2Fapp.example%2Fbye";
        assert_eq!(request.url(&endpoint, Provider::Cognito), expected);
    }

    #[test]
    fn the_optional_parameters_are_sent_once() {
        let (id_token, state) = (Secret::from("a.b.c"), State::parse("s1").unwrap());
        let (old, new) = (
            url("https://app.example/old"),
            url("https://app.example/bye?x=1"),
        );
        let mut request = EndSessionRequest::new("app");
        request.id_token_hint(&id_token);
        request.post_logout_redirect_uri(&old);
        request.post_logout_redirect_uri(&new);
        request.state(&state);
        request.ui_locales("de en");
        let expected = "https://idp.example/out?client_id=app&id_token_hint=a.b.c&\
                        post_logout_redirect_uri=https%3A%2F%2Fapp.example%2Fbye%3Fx%3D1&\
                        state=s1&ui_locales=de+en";
        let endpoint = url("https://idp.example/out");
        assert_eq!(request.url(&endpoint, Provider::Generic), expected);
    }

    #[test]
    fn debug_hides_the_id_token() {
        let id_token = Secret::from("topsecret");
        let mut request = EndSessionRequest::new("app");
        request.id_token_hint(&id_token);
        assert!(!format!("{request:?}").contains("topsecret"));
    }
}
