//! Authorization server metadata (OIDC Discovery §3 and §4.3, RFC 8414 §2).

mod read;

use crate::alg::{Alg, AlgSet};
use crate::error::{Document, ProviderError};
use crate::json::{self, Object, Value};
use crate::limits;
use crate::pkce::CodeChallenge;
use crate::provider::{Endpoint, Provider};
use crate::token::ClientAuthMethod;
use crate::url::{Http, HttpsUrl, Issuer};
use read::Reader;

/// How metadata is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct MetadataOptions {
    /// Whether endpoints may be plain http, and on any internal host.
    pub http: Http,
    /// The provider, which may be known to omit endpoints.
    pub provider: Provider,
}

/// The metadata of one issuer: what edgeward uses of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Metadata {
    issuer: Issuer,
    jwks_uri: HttpsUrl,
    /// In the order of [`ENDPOINTS`].
    endpoints: [Option<HttpsUrl>; ENDPOINTS.len()],
    document: Object,
}

/// Every endpoint, in the order of its enum.
const ENDPOINTS: [Endpoint; 5] = [
    Endpoint::Authorization,
    Endpoint::Token,
    Endpoint::UserInfo,
    Endpoint::EndSession,
    Endpoint::Revocation,
];

const AUTH_METHODS: &str = "token_endpoint_auth_methods_supported";
const ID_TOKEN_ALGS: &str = "id_token_signing_alg_values_supported";
const CHALLENGE_METHODS: &str = "code_challenge_methods_supported";
const SCOPES: &str = "scopes_supported";
const ISS_PARAMETER: &str = "authorization_response_iss_parameter_supported";

impl Metadata {
    /// Parses the document that `issuer` publishes.
    ///
    /// The `issuer` in it must be `issuer`, byte for byte. Its URLs are https (unless
    /// [`MetadataOptions::http`] says otherwise) and on the issuer's own host or a public one:
    /// many providers spread over several hosts, but none needs a request into somebody's internal
    /// network (CVE-2026-41413). Members that edgeward does not use are not read.
    ///
    /// # Errors
    /// A document over [`limits::METADATA`], not one strict JSON object, of another issuer, without
    /// `jwks_uri`, or with a member of the wrong type.
    pub fn parse(
        document: &[u8],
        issuer: &Issuer,
        options: MetadataOptions,
    ) -> Result<Self, ProviderError> {
        if document.len() > limits::METADATA {
            return Err(ProviderError::TooLong(Document::Metadata, limits::METADATA));
        }
        let object = json::parse_object(document)
            .map_err(|error| ProviderError::Json(Document::Metadata, error))?;
        let reader = Reader {
            object: &object,
            issuer,
            options,
        };
        let named = reader.text("issuer")?.ok_or(read::missing("issuer"))?;
        if !issuer.is(named) {
            return Err(ProviderError::IssuerMismatch);
        }
        // Held against their types here, and read where somebody asks for them.
        for list in [AUTH_METHODS, ID_TOKEN_ALGS, CHALLENGE_METHODS, SCOPES] {
            reader.names(list)?;
        }
        reader.flag(ISS_PARAMETER)?;
        let jwks_uri = reader.url("jwks_uri")?.ok_or(read::missing("jwks_uri"))?;
        let mut endpoints = [const { None }; ENDPOINTS.len()];
        for (url, endpoint) in endpoints.iter_mut().zip(ENDPOINTS) {
            *url = reader.endpoint(endpoint)?;
        }
        Ok(Self {
            issuer: issuer.clone(),
            jwks_uri,
            endpoints,
            document: object,
        })
    }

    /// The issuer.
    #[must_use]
    pub const fn issuer(&self) -> &Issuer {
        &self.issuer
    }

    /// Where the keys are.
    #[must_use]
    pub const fn jwks_uri(&self) -> &HttpsUrl {
        &self.jwks_uri
    }

    /// Where people are sent to sign in.
    ///
    /// # Errors
    /// There is none, or the provider says that it does PKCE, but not S256: no sign-in is begun
    /// without it, while tokens of the provider can still be validated.
    pub fn authorization_endpoint(&self) -> Result<&HttpsUrl, ProviderError> {
        let url = self.required(Endpoint::Authorization)?;
        match self.lists(CHALLENGE_METHODS, CodeChallenge::METHOD) {
            Some(false) => Err(ProviderError::PkceUnsupported),
            _ => Ok(url),
        }
    }

    /// Where codes and refresh tokens are redeemed.
    ///
    /// # Errors
    /// There is none.
    pub fn token_endpoint(&self) -> Result<&HttpsUrl, ProviderError> {
        self.required(Endpoint::Token)
    }

    /// Where an access token is exchanged for claims.
    ///
    /// # Errors
    /// There is none.
    pub fn userinfo_endpoint(&self) -> Result<&HttpsUrl, ProviderError> {
        self.required(Endpoint::UserInfo)
    }

    /// Where people are sent to sign out, if the provider has that.
    #[must_use]
    pub fn end_session_endpoint(&self) -> Option<&HttpsUrl> {
        self.endpoint(Endpoint::EndSession)
    }

    /// Where tokens are revoked, if the provider has that.
    #[must_use]
    pub fn revocation_endpoint(&self) -> Option<&HttpsUrl> {
        self.endpoint(Endpoint::Revocation)
    }

    /// Whether every authorization response has `iss` (RFC 9207 §3).
    #[must_use]
    pub fn iss_parameter_supported(&self) -> bool {
        self.document.get(ISS_PARAMETER).and_then(Value::as_bool) == Some(true)
    }

    /// Whether the token endpoint takes this method of client authentication: one of
    /// `token_endpoint_auth_methods_supported`, where an absent list means `client_secret_basic`
    /// (RFC 8414 §2).
    #[must_use]
    pub fn supports_auth_method(&self, method: ClientAuthMethod) -> bool {
        let is_listed = self.lists(AUTH_METHODS, method.as_str());
        is_listed.unwrap_or(method == ClientAuthMethod::ClientSecretBasic)
    }

    /// The algorithms that edgeward knows, out of `id_token_signing_alg_values_supported`; none when
    /// the member is absent. They can narrow what is allowed and never widen it.
    #[must_use]
    pub fn id_token_algs(&self) -> Option<AlgSet> {
        Some(self.names(ID_TOKEN_ALGS)?.filter_map(Alg::parse).collect())
    }

    /// The scopes that the provider tells of.
    pub fn scopes(&self) -> Option<impl Iterator<Item = &str>> {
        self.names(SCOPES)
    }

    /// The whole document, with the members that edgeward does not read: nothing of those was
    /// looked at.
    #[must_use]
    pub const fn document(&self) -> &Object {
        &self.document
    }

    fn endpoint(&self, endpoint: Endpoint) -> Option<&HttpsUrl> {
        self.endpoints.get(endpoint as usize)?.as_ref()
    }

    fn required(&self, endpoint: Endpoint) -> Result<&HttpsUrl, ProviderError> {
        let url = self.endpoint(endpoint);
        url.ok_or(read::missing(endpoint.member()))
    }

    /// Whether the name is on the list, if there is one.
    fn lists(&self, list: &str, name: &str) -> Option<bool> {
        Some(self.names(list)?.any(|it| it == name))
    }

    fn names(&self, list: &str) -> Option<impl Iterator<Item = &str>> {
        let names = self.document.get(list)?.as_array()?;
        Some(names.iter().filter_map(Value::as_str))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claims::tests::{changed, issuer};
    use alloc::format;
    use alloc::string::ToString;

    const BASE: &str = r#"{
        "issuer": "https://idp.example/t",
        "jwks_uri": "https://keys.example/jwks",
        "authorization_endpoint": "https://idp.example/authorize",
        "token_endpoint": "https://idp.example/token"
    }"#;

    fn parse_as(changes: &str, options: MetadataOptions) -> Result<Metadata, ProviderError> {
        let document = changed(BASE, changes).to_string();
        Metadata::parse(document.as_bytes(), &issuer(), options)
    }

    fn parse(changes: &str) -> Result<Metadata, ProviderError> {
        parse_as(changes, MetadataOptions::default())
    }

    fn invalid(name: &'static str) -> ProviderError {
        ProviderError::MemberInvalid(Document::Metadata, name)
    }

    #[test]
    fn a_full_document_is_read() {
        let metadata = parse(
            r#"{"userinfo_endpoint":"https://idp.example/me",
                "end_session_endpoint":"https://idp.example/out",
                "revocation_endpoint":"https://idp.example/revoke",
                "authorization_response_iss_parameter_supported":true,
                "token_endpoint_auth_methods_supported":["client_secret_post","tls_client_auth"],
                "id_token_signing_alg_values_supported":["RS256","none","RS999"],
                "code_challenge_methods_supported":["plain","S256"],
                "scopes_supported":["openid","email"]}"#,
        )
        .unwrap();
        assert!(metadata.issuer().is("https://idp.example/t"));
        assert_eq!(metadata.jwks_uri().as_str(), "https://keys.example/jwks");
        let authorization = metadata.authorization_endpoint().unwrap();
        assert_eq!(authorization.as_str(), "https://idp.example/authorize");
        assert_eq!(
            metadata.token_endpoint().unwrap().as_str(),
            "https://idp.example/token"
        );
        assert_eq!(
            metadata.userinfo_endpoint().unwrap().as_str(),
            "https://idp.example/me"
        );
        assert_eq!(
            metadata.end_session_endpoint().unwrap().as_str(),
            "https://idp.example/out"
        );
        assert_eq!(
            metadata.revocation_endpoint().unwrap().as_str(),
            "https://idp.example/revoke"
        );
        assert!(metadata.iss_parameter_supported());
        assert!(metadata.supports_auth_method(ClientAuthMethod::ClientSecretPost));
        assert!(!metadata.supports_auth_method(ClientAuthMethod::ClientSecretBasic));
        assert_eq!(
            metadata.id_token_algs(),
            Some(AlgSet::EMPTY.with(Alg::Rs256))
        );
        assert!(metadata.scopes().unwrap().eq(["openid", "email"]));
    }

    #[test]
    fn absent_members_are_absent() {
        let metadata = parse(r#"{"authorization_endpoint":null,"token_endpoint":null}"#).unwrap();
        let missing = |name| Err(ProviderError::MemberMissing(Document::Metadata, name));
        assert_eq!(
            metadata.authorization_endpoint(),
            missing("authorization_endpoint")
        );
        assert_eq!(metadata.token_endpoint(), missing("token_endpoint"));
        assert_eq!(metadata.userinfo_endpoint(), missing("userinfo_endpoint"));
        assert!(metadata.end_session_endpoint().is_none());
        assert!(metadata.revocation_endpoint().is_none());
        assert!(!metadata.iss_parameter_supported());
        assert!(metadata.supports_auth_method(ClientAuthMethod::ClientSecretBasic));
        assert!(!metadata.supports_auth_method(ClientAuthMethod::ClientSecretPost));
        assert!(metadata.id_token_algs().is_none());
        assert!(metadata.scopes().is_none());
    }

    #[test]
    fn the_issuer_must_be_the_configured_one_byte_for_byte() {
        for other in [
            "https://idp.example/t/",
            "https://idp.example",
            "https://IDP.example/t",
            "",
        ] {
            let refused = parse(&format!(r#"{{"issuer":"{other}"}}"#)).unwrap_err();
            assert_eq!(refused, ProviderError::IssuerMismatch, "{other}");
        }
        let missing = |name| ProviderError::MemberMissing(Document::Metadata, name);
        assert_eq!(parse(r#"{"issuer":null}"#).unwrap_err(), missing("issuer"));
        assert_eq!(
            parse(r#"{"issuer":["https://idp.example/t"]}"#).unwrap_err(),
            invalid("issuer")
        );
        assert_eq!(
            parse(r#"{"jwks_uri":null}"#).unwrap_err(),
            missing("jwks_uri")
        );
    }

    #[test]
    fn urls_into_an_internal_network_are_refused() {
        for name in [
            "jwks_uri",
            "authorization_endpoint",
            "token_endpoint",
            "userinfo_endpoint",
            "end_session_endpoint",
            "revocation_endpoint",
        ] {
            for url in [
                "http://idp.example/x",
                "https://localhost/x",
                "https://127.0.0.1/x",
                "https://169.254.169.254/latest",
                "https://metadata.google.internal/x",
                "https://intranet/x",
                "https://[::1]/x",
                "https://user@idp.example/x",
                "https://2130706433/x",
                "/x",
                "",
            ] {
                let refused = parse(&format!(r#"{{"{name}":"{url}"}}"#)).unwrap_err();
                assert_eq!(refused, invalid(name), "{url}");
            }
            let refused = parse(&format!(r#"{{"{name}":7}}"#)).unwrap_err();
            assert_eq!(refused, invalid(name));
        }
    }

    #[test]
    fn an_issuer_in_an_internal_network_may_name_its_own_host() {
        let issuer = Issuer::parse("https://10.0.0.5", Http::Refuse).unwrap();
        let parse = |jwks_uri: &str| {
            let document = format!(r#"{{"issuer":"https://10.0.0.5","jwks_uri":"{jwks_uri}"}}"#);
            Metadata::parse(document.as_bytes(), &issuer, MetadataOptions::default())
        };
        assert!(parse("https://10.0.0.5:8443/jwks").is_ok());
        assert_eq!(
            parse("https://10.0.0.6/jwks").unwrap_err(),
            invalid("jwks_uri")
        );
    }

    #[test]
    fn danger_allow_http_allows_http_and_internal_hosts() {
        let options = MetadataOptions {
            http: Http::DangerAllow,
            ..MetadataOptions::default()
        };
        for url in [
            "http://127.0.0.1:9000/jwks",
            "http://localhost/jwks",
            "https://keycloak/jwks",
        ] {
            assert!(
                parse_as(&format!(r#"{{"jwks_uri":"{url}"}}"#), options).is_ok(),
                "{url}"
            );
        }
    }

    #[test]
    fn a_provider_without_s256_begins_no_sign_in() {
        let plain = r#"{"code_challenge_methods_supported":["plain"]}"#;
        let metadata = parse(plain).unwrap();
        assert_eq!(
            metadata.authorization_endpoint(),
            Err(ProviderError::PkceUnsupported)
        );
        let metadata = parse(r#"{"code_challenge_methods_supported":["S256"]}"#).unwrap();
        assert!(metadata.authorization_endpoint().is_ok());
    }

    #[test]
    fn members_of_the_wrong_type_are_refused() {
        for name in [
            "token_endpoint_auth_methods_supported",
            "id_token_signing_alg_values_supported",
            "code_challenge_methods_supported",
            "scopes_supported",
        ] {
            for value in ["7", r#""S256""#, "{}", "[7]", r#"["S256",null]"#] {
                let refused = parse(&format!(r#"{{"{name}":{value}}}"#)).unwrap_err();
                assert_eq!(refused, invalid(name), "{value}");
            }
        }
        for value in [r#""true""#, "1", "[]"] {
            let name = "authorization_response_iss_parameter_supported";
            let refused = parse(&format!(r#"{{"{name}":{value}}}"#)).unwrap_err();
            assert_eq!(refused, invalid(name), "{value}");
        }
    }

    #[test]
    fn signward_may_omit_its_endpoints() {
        let options = MetadataOptions {
            provider: Provider::Signward,
            ..MetadataOptions::default()
        };
        let metadata = parse_as(
            r#"{"authorization_endpoint":null,"token_endpoint":null}"#,
            options,
        );
        let metadata = metadata.unwrap();
        for (endpoint, expected) in [
            (metadata.authorization_endpoint().unwrap(), "authorize"),
            (metadata.token_endpoint().unwrap(), "token"),
            (metadata.userinfo_endpoint().unwrap(), "userinfo"),
            (metadata.end_session_endpoint().unwrap(), "endsession"),
        ] {
            assert_eq!(
                endpoint.as_str(),
                format!("https://idp.example/t/connect/{expected}")
            );
        }
        assert!(metadata.revocation_endpoint().is_none());
        let metadata = parse_as("{}", options).unwrap();
        assert_eq!(
            metadata.token_endpoint().unwrap().as_str(),
            "https://idp.example/token"
        );
    }

    #[test]
    fn only_one_strict_json_object_within_the_limit_is_read() {
        let parse = |text: &[u8]| Metadata::parse(text, &issuer(), MetadataOptions::default());
        let twice = BASE.replace('}', r#","issuer":"https://idp.example/t"}"#);
        for text in ["", "[]", "null", twice.as_str()] {
            assert_eq!(
                parse(text.as_bytes()).unwrap_err().code(),
                "provider_json_invalid",
                "{text}"
            );
        }
        let mut document = BASE.as_bytes().to_vec();
        document.resize(limits::METADATA, b' ');
        assert!(parse(&document).is_ok());
        document.push(b' ');
        let too_long = ProviderError::TooLong(Document::Metadata, limits::METADATA);
        assert_eq!(parse(&document).unwrap_err(), too_long);
    }
}
