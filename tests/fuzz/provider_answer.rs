//! A provider that answers anything at all.

use std::cell::RefCell;

use edgeward::{Client, HttpRequest, HttpResponse, Options, Transport, TransportError};
use edgeward_core::alg::AlgSet;
use edgeward_core::authorization::{AuthorizationCode, Scope};
use edgeward_core::claims::{AccessTokenPolicy, ClockTolerance};
use edgeward_core::jwk::SymmetricKeys;
use edgeward_core::pkce::CodeVerifier;
use edgeward_core::provider::Provider;
use edgeward_core::secret::Secret;
use edgeward_core::url::{Http, HttpsUrl, Issuer};
use edgeward_core::user::{ExpectedSubject, RoleMapping};

use crate::host::{host, now, signed};
use crate::{AUDIENCE, CLIENT, ISSUER};

/// Discovery, keys, token endpoint and userinfo get these answers, in this order, again and again.
/// Nobody is let in by a token that the provider did not sign.
///
/// An answer is a line with its status, a line with its content type, a line with its cache control,
/// and a body up to the next line that is `---`.
pub fn provider_answer(bytes: &[u8]) {
    let answers: Vec<_> = String::from_utf8_lossy(bytes)
        .split("\n---\n")
        .map(answer)
        .collect();
    let issuer = Issuer::parse(ISSUER, Http::Refuse).expect("it is one");
    let access = AccessTokenPolicy::new(issuer.clone(), vec![AUDIENCE.into()]);
    let options = Options {
        issuer,
        metadata_url: None,
        client_id: Some(CLIENT.into()),
        client_secret: Some(Secret::new("client-secret".into())),
        client_auth: None,
        access_tokens: Some(access.expect("there is an audience")),
        algorithms: AlgSet::ALL,
        provider: Provider::Generic,
        roles: RoleMapping::of(Provider::Generic, CLIENT),
        scope: Scope::default(),
        clock_tolerance: ClockTolerance::default(),
        static_keys: None,
        hmac_key: None,
        symmetric_keys: SymmetricKeys::Refuse,
        http: Http::Refuse,
        stale_keys: 3_600,
        timeout: 3_000,
        web_base_url: None,
    };
    let client = Client::new(host(Queue(RefCell::new(answers), RefCell::new(0))), options);
    let code = AuthorizationCode::parse("code").expect("it is one");
    let token = signed(br#"{"alg":"HS256","kid":"k"}"#, b"{}");
    assert!(
        now(client.validate_token(&token)).is_err(),
        "HS256 from a fetched key"
    );
    if let Ok(metadata) = now(client.discovery()) {
        assert_eq!(metadata.issuer().as_str(), ISSUER);
    }
    let _ = now(client.jwks());
    let redirect_uri = HttpsUrl::parse("https://app.example/auth/callback", Http::Refuse);
    let redirect_uri = redirect_uri.expect("it is one");
    let _ = now(client.exchange_code(&code, &redirect_uri, &CodeVerifier::from_random([1; 32])));
    let _ = now(client.refresh_token(&Secret::new("refresh".into())));
    if let Ok(user) = now(client.userinfo(&Secret::new("at".into()), ExpectedSubject::Equal("u1")))
    {
        assert_eq!(user.user_id(), "u1");
    }
    let _ = now(client.refresh_metadata());
}

/// The answers, each given in its turn.
struct Queue(RefCell<Vec<HttpResponse>>, RefCell<usize>);

impl Transport for Queue {
    async fn send(&self, request: &HttpRequest) -> Result<HttpResponse, TransportError> {
        assert!(request.url.is_https(), "the provider is asked without TLS");
        let answers = self.0.borrow();
        let mut next = self.1.borrow_mut();
        let answer = answers.get(*next % answers.len().max(1)).cloned();
        *next += 1;
        match answer {
            Some(answer) if answer.body.len() > request.max_bytes => Err(TransportError::TooLarge),
            Some(answer) if answer.status == 0 => Err(TransportError::TimedOut),
            Some(answer) => Ok(answer),
            None => Err(TransportError::Unreachable),
        }
    }
}

fn answer(text: &str) -> HttpResponse {
    let mut lines = text.splitn(4, '\n');
    let mut line = || lines.next().filter(|line| !line.is_empty());
    HttpResponse {
        status: line().and_then(|status| status.parse().ok()).unwrap_or(200),
        content_type: line().map(str::to_owned),
        cache_control: line().map(str::to_owned),
        body: line().unwrap_or_default().into(),
    }
}
