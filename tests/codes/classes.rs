//! Which codes the errors of each class can have.

use edgeward::{Endpoint, Error, TransportError};
use edgeward_core::error::{
    CallbackError, Document, KeySetFault, ProviderError, TokenError, TokenRefusal,
};
use edgeward_core::json;
use edgeward_core::route::{PathError, Refusal};
use edgeward_core::token::NoClientAuth;
use edgeward_gate::config::{Contradiction, Fault};
use edgeward_gate::cookie::CookieError;

use super::written;

/// A code and what it means.
pub type Code = (&'static str, &'static str);

/// A type of codes.
pub struct Class {
    pub name: &'static str,
    pub about: &'static str,
    pub parts: Vec<Part>,
}

/// What a type is made of.
pub enum Part {
    /// Codes of its own.
    Codes(Vec<Code>),
    /// One code that another type has.
    Code(&'static str),
    /// Everything of another type.
    Class(&'static str),
}

impl Class {
    /// The codes that are explained here.
    pub fn own(&self) -> impl Iterator<Item = Code> + '_ {
        self.parts.iter().flat_map(|part| match part {
            Part::Codes(codes) => codes.clone(),
            Part::Code(_) | Part::Class(_) => Vec::new(),
        })
    }
}

/// Every type, those without parts first.
pub fn classes() -> Vec<Class> {
    use Part::{Class as Of, Code, Codes};
    let class = |name, about, parts| Class { name, about, parts };
    let [document, key_set, provider] = provider();
    let [endpoint, config, host] = client();
    vec![
        class(
            "TokenCode",
            "Why a token is refused.",
            vec![Codes(TokenError::CODES.to_vec())],
        ),
        class(
            "CallbackCode",
            "Why the response to a sign-in is refused.",
            vec![Codes(CallbackError::CODES.to_vec())],
        ),
        class(
            "EndpointCode",
            "Why there is no answer of the provider that can be read.",
            vec![Codes(endpoint)],
        ),
        class(
            "DocumentCode",
            "What a document of the provider is refused for.",
            vec![Codes(document)],
        ),
        class(
            "KeySetCode",
            "What a key set is refused for.",
            vec![Codes(key_set)],
        ),
        class(
            "DiscoveryCode",
            "Why the provider's metadata or keys cannot be used.",
            vec![
                Codes(provider),
                Of("EndpointCode"),
                Of("DocumentCode"),
                Of("KeySetCode"),
            ],
        ),
        class(
            "TokenExchangeCode",
            "Why the token endpoint, or the revocation endpoint, did not do it.",
            vec![
                Of("EndpointCode"),
                Of("DocumentCode"),
                Codes(TokenRefusal::CODES.to_vec()),
            ],
        ),
        class(
            "UserInfoCode",
            "Why the answer of the userinfo endpoint cannot be used.",
            vec![
                Of("EndpointCode"),
                Of("DocumentCode"),
                Code(TokenError::SubjectMismatch.code()),
                Code(TokenError::ClaimMissing("sub").code()),
                Code(TokenError::ClaimInvalid("sub").code()),
            ],
        ),
        class(
            "ConfigCode",
            "What a configuration is refused for, its key set among it.",
            vec![
                Codes([written::CONFIG, &config].concat()),
                Of("DocumentCode"),
                Of("KeySetCode"),
            ],
        ),
        class(
            "OptionCode",
            "What is wrong with one option of a client.",
            vec![Codes(written::OPTIONS.to_vec())],
        ),
        class(
            "HostCode",
            "What the runtime lacks.",
            vec![Codes([written::HOST, &host].concat())],
        ),
        class(
            "SessionCode",
            "What keeps a page from its session.",
            vec![Codes(written::SESSION.to_vec())],
        ),
        class(
            "ChallengeCode",
            "Why a request may not pass.",
            vec![Codes(written::CHALLENGE.to_vec()), Of("TokenCode")],
        ),
        class(
            "Code",
            "What an error of edgeward can say in `code`.",
            vec![
                Of("TokenCode"),
                Of("CallbackCode"),
                Of("DiscoveryCode"),
                Of("TokenExchangeCode"),
                Of("UserInfoCode"),
                Of("ConfigCode"),
                Of("HostCode"),
                Of("SessionCode"),
                Of("ChallengeCode"),
            ],
        ),
        class(
            "GateConfigCode",
            "What is wrong with one key of the gate's configuration.",
            vec![Codes(
                [Fault::CODES, Contradiction::CODES, written::GATE_CONFIG].concat(),
            )],
        ),
        class(
            "GateCode",
            "What a problem document of the gate can say in `code`.",
            vec![
                Codes(
                    [
                        written::ANSWERS,
                        Refusal::CODES,
                        PathError::CODES,
                        CookieError::CODES,
                    ]
                    .concat(),
                ),
                Of("Code"),
            ],
        ),
    ]
}

/// The provider's faults: of a document, of a key set, and the others.
fn provider() -> [Vec<Code>; 3] {
    let Err(syntax) = json::parse_object(b"") else {
        panic!("an empty text is no JSON");
    };
    let document = [
        ProviderError::Json(Document::UserInfo, syntax),
        ProviderError::MemberMissing(Document::UserInfo, "sub"),
        ProviderError::MemberInvalid(Document::UserInfo, "sub"),
        ProviderError::TooLong(Document::UserInfo, 0),
    ];
    let key_set = [
        ProviderError::NoUsableKey,
        ProviderError::OnlySymmetricKeys,
        ProviderError::KeySetInvalid(KeySetFault::MixedKeys),
    ];
    divide(
        ProviderError::CODES,
        &document.map(|it| it.code()),
        &key_set.map(|it| it.code()),
    )
}

/// The client's faults: of an endpoint, of the configuration, and of the host.
fn client() -> [Vec<Code>; 3] {
    let endpoint = [
        Error::Status(Endpoint::Token, 500),
        Error::MediaType(Endpoint::Token),
        Error::NoEndpoint(Endpoint::Token),
        Error::Unavailable(Endpoint::Token),
    ];
    let config = [
        Error::ClientAuth(NoClientAuth::Unsupported),
        Error::NotConfigured(""),
        Error::Signing,
    ];
    let [mut endpoint, config, host] = divide(
        Error::CODES,
        &endpoint.map(|it| it.code()),
        &config.map(|it| it.code()),
    );
    endpoint.extend(TransportError::CODES);
    [endpoint, config, host]
}

/// Those of the first list, those of the second, and the rest.
fn divide(codes: &[Code], first: &[&str], second: &[&str]) -> [Vec<Code>; 3] {
    let of = |list: &[&str]| {
        codes
            .iter()
            .copied()
            .filter(|it| list.contains(&it.0))
            .collect()
    };
    let both = [first, second].concat();
    let rest = codes
        .iter()
        .copied()
        .filter(|it| !both.contains(&it.0))
        .collect();
    [of(first), of(second), rest]
}
