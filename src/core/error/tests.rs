//! What every error says: one line for people, another one for each variant, and nothing but names and
//! numbers in it.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec;
use alloc::vec::Vec;
use core::fmt;

use super::*;
use crate::alg::Alg;
use crate::authorization::{InvalidBinding, InvalidScope, ReservedParameter};
use crate::base64url::InvalidBase64url;
use crate::challenge::RealmError;
use crate::claims::{InvalidAudience, InvalidClockTolerance};
use crate::form::{DuplicateField, FormError};
use crate::json::JsonError;
use crate::pkce::InvalidPkce;
use crate::route::RequirementError;
use crate::route::{HostError, Method, MethodError, Methods, PathError, PatternError, Refusal};
use crate::token::{ClientAuthMethod, NoClientAuth, SymmetricAssertion};
use crate::url::InvalidUrl;
use crate::user::InvalidRoleSource;

fn tokens() -> Vec<TokenError> {
    vec![
        TokenError::TooLong { limit: 9 },
        TokenError::NotCompactJws,
        TokenError::Encrypted,
        TokenError::Base64url(Part::Header),
        TokenError::Json(Part::Payload, JsonError::Utf8),
        TokenError::AlgMissing,
        TokenError::AlgUnsupported,
        TokenError::AlgNotAllowed(Alg::Rs256),
        TokenError::HeaderForbidden("crit"),
        TokenError::HeaderInvalid("kid"),
        TokenError::NoMatchingKey,
        TokenError::AmbiguousKey,
        TokenError::InvalidSignature,
        TokenError::TypMismatch,
        TokenError::WrongKind,
        TokenError::ClaimMissing("sub"),
        TokenError::ClaimInvalid("sub"),
        TokenError::IssuerMismatch,
        TokenError::AudienceMismatch,
        TokenError::AuthorizedPartyMismatch,
        TokenError::Expired(Times::boxed(1, 2)),
        TokenError::NotYetValid(Times::boxed(2, 1)),
        TokenError::IssuedInTheFuture(Times::boxed(3, 1)),
        TokenError::AuthenticationTooOld(Times::boxed(1, 9)),
        TokenError::NonceMismatch,
        TokenError::AccessTokenHashMismatch,
        TokenError::SubjectMismatch,
    ]
}

fn providers() -> Vec<ProviderError> {
    vec![
        ProviderError::Json(Document::Metadata, JsonError::Utf8),
        ProviderError::MemberMissing(Document::JwkSet, "keys"),
        ProviderError::MemberInvalid(Document::TokenResponse, "scope"),
        ProviderError::IssuerMismatch,
        ProviderError::TooLong(Document::UserInfo, 9),
        ProviderError::PkceUnsupported,
        ProviderError::NoUsableKey,
        ProviderError::OnlySymmetricKeys,
        ProviderError::KeySetInvalid(KeySetFault::TooManyKeys),
    ]
}

fn callbacks() -> Vec<CallbackError> {
    let response = ErrorResponse::parse("access_denied", Some("No.")).unwrap();
    vec![
        CallbackError::Form(FormError::Utf8),
        CallbackError::DuplicateParameter("code"),
        CallbackError::FrontChannelToken("id_token"),
        CallbackError::StateMissing,
        CallbackError::StateMismatch,
        CallbackError::IssuerMissing,
        CallbackError::IssuerMismatch,
        CallbackError::Refused(response),
        CallbackError::ErrorInvalid,
        CallbackError::CodeMissing,
        CallbackError::CodeInvalid,
    ]
}

const KEYS: [KeyError; 14] = [
    KeyError::NotAnObject,
    KeyError::UnsupportedType,
    KeyError::MemberMissing("n"),
    KeyError::MemberInvalid("n"),
    KeyError::PrivateMember("d"),
    KeyError::NotForVerification,
    KeyError::AlgMismatch,
    KeyError::RsaModulusSize,
    KeyError::RsaModulusWeak,
    KeyError::RsaExponent,
    KeyError::NotOnCurve,
    KeyError::SmallOrder,
    KeyError::TooShort { min: 32 },
    KeyError::Symmetric,
];

const SIGNATURES: [SignatureError; 4] = [
    SignatureError::InvalidSignature,
    SignatureError::UnsupportedAlgorithm,
    SignatureError::InvalidKey,
    SignatureError::Unavailable,
];

const PATHS: [PathError; 15] = [
    PathError::TooLong,
    PathError::NotAbsolute,
    PathError::EmptySegment,
    PathError::DotSegment,
    PathError::EncodedSlash,
    PathError::EncodedDot,
    PathError::Backslash,
    PathError::Semicolon,
    PathError::Delimiter,
    PathError::Control,
    PathError::NonAscii,
    PathError::Character,
    PathError::PercentInvalid,
    PathError::Utf8Invalid,
    PathError::DoubleEncoding,
];

const PATTERNS: [PatternError; 5] = [
    PatternError::TrailingSlash,
    PatternError::RestNotLast,
    PatternError::PartialWildcard,
    PatternError::Placeholder,
    PatternError::Ambiguous,
];

const METHODS: [MethodError; 3] = [
    MethodError::Unknown,
    MethodError::Empty,
    MethodError::HeadWithoutGet,
];

const HOSTS: [HostError; 2] = [HostError::Invalid, HostError::Empty];

const REQUIREMENTS: [RequirementError; 4] = [
    RequirementError::NoRole,
    RequirementError::RoleInvalid,
    RequirementError::NoScope,
    RequirementError::ScopeInvalid,
];

const JSON: [JsonError; 9] = [
    JsonError::Utf8,
    JsonError::ByteOrderMark,
    JsonError::Syntax { at: 1 },
    JsonError::Escape { at: 1 },
    JsonError::TooDeep,
    JsonError::TooManyMembers,
    JsonError::DuplicateMember,
    JsonError::TrailingBytes,
    JsonError::NotAnObject,
];

const URLS: [InvalidUrl; 8] = [
    InvalidUrl::TooLong,
    InvalidUrl::Syntax,
    InvalidUrl::Scheme,
    InvalidUrl::UserInfo,
    InvalidUrl::Host,
    InvalidUrl::Port,
    InvalidUrl::Query,
    InvalidUrl::Fragment,
];

const FORMS: [FormError; 4] = [
    FormError::TooLong,
    FormError::TooManyFields,
    FormError::PercentEncoding,
    FormError::Utf8,
];

#[track_caller]
fn distinct(texts: &[String]) {
    for (at, text) in texts.iter().enumerate() {
        assert!(!text.is_empty() && !text.contains('\n'), "{text:?}");
        assert!(!text.contains("{}"), "{text:?} has a gap");
        assert!(!texts[..at].contains(text), "{text:?} is said twice");
    }
}

fn texts<T: fmt::Display>(errors: &[T]) -> Vec<String> {
    errors.iter().map(ToString::to_string).collect()
}

#[test]
fn each_error_says_something_of_its_own() {
    distinct(&texts(&tokens()));
    distinct(&texts(&providers()));
    distinct(&texts(&callbacks()));
    distinct(&texts(&KEYS));
    distinct(&texts(&SIGNATURES));
    distinct(&[texts(&PATHS), texts(&PATTERNS)].concat());
    distinct(&texts(&METHODS));
    distinct(&texts(&HOSTS));
    distinct(&texts(&REQUIREMENTS));
    distinct(&texts(&JSON));
    distinct(&texts(&URLS));
    distinct(&texts(&FORMS));
    let single = [
        InvalidBase64url.to_string(),
        InvalidPkce.to_string(),
        InvalidBinding.to_string(),
        InvalidScope.to_string(),
        InvalidAudience.to_string(),
        InvalidClockTolerance.to_string(),
        InvalidRoleSource.to_string(),
        ReservedParameter.to_string(),
        RealmError.to_string(),
        SymmetricAssertion.to_string(),
        DuplicateField { name: "code" }.to_string(),
        NoClientAuth::Unsupported.to_string(),
        NoClientAuth::CredentialMissing(ClientAuthMethod::PrivateKeyJwt).to_string(),
        NoClientAuth::CredentialMissing(ClientAuthMethod::ClientSecretPost).to_string(),
        Refusal::Ambiguous.to_string(),
        Refusal::MethodNotAllowed(Methods::listed(&[Method::Post]).unwrap()).to_string(),
    ];
    distinct(&single);
    for sentence in single {
        assert!(sentence.split(' ').count() > 3, "{sentence:?}");
    }
}

#[test]
fn each_error_has_a_code_of_its_own_and_none_was_forgotten_here() {
    let listed = |codes: &[(&str, &str)]| -> Vec<String> {
        codes.iter().map(|(code, _)| (*code).into()).collect()
    };
    let codes = |all: Vec<&str>| all.into_iter().map(String::from).collect::<Vec<_>>();
    let tokens = codes(tokens().iter().map(TokenError::code).collect());
    let providers = codes(providers().iter().map(ProviderError::code).collect());
    let callbacks = codes(callbacks().iter().map(CallbackError::code).collect());
    assert_eq!(tokens, listed(TokenError::CODES));
    assert_eq!(providers, listed(ProviderError::CODES));
    assert_eq!(callbacks, listed(CallbackError::CODES));
    let paths = codes(PATHS.iter().map(PathError::code).collect());
    assert_eq!(paths, listed(PathError::CODES));
    distinct(&codes(KEYS.map(KeyError::code).into()));
    distinct(&codes(SIGNATURES.map(SignatureError::code).into()));
    let patterns = PATTERNS.map(PatternError::code);
    distinct(&[paths, codes(patterns.into())].concat());
    distinct(&codes(METHODS.map(MethodError::code).into()));
    distinct(&codes(HOSTS.map(HostError::code).into()));
    distinct(&codes(REQUIREMENTS.map(RequirementError::code).into()));
    let of_path = PatternError::Path(PathError::Control);
    assert_eq!(of_path.code(), PathError::Control.code());
    assert_eq!(of_path.to_string(), PathError::Control.to_string());
}

#[test]
fn each_pattern_that_is_refused_has_its_cure() {
    let paths = PATHS.map(|error| PatternError::Path(error).cure());
    let own = PATTERNS.map(PatternError::cure);
    assert!(paths.iter().chain(&own).all(|cure| !cure.is_empty()));
    distinct(&own.map(String::from));
    assert_ne!(
        PatternError::Path(PathError::NotAbsolute).cure(),
        PatternError::Path(PathError::EmptySegment).cure()
    );
}

#[test]
fn an_error_inside_another_keeps_its_code_and_its_text() {
    let refusal = TokenRefusal::new(400, ErrorResponse::parse("invalid_grant", None));
    for (error, code, text) in [
        (
            Error::from(TokenError::Encrypted),
            TokenError::Encrypted.code(),
            TokenError::Encrypted.to_string(),
        ),
        (
            Error::from(ProviderError::NoUsableKey),
            ProviderError::NoUsableKey.code(),
            ProviderError::NoUsableKey.to_string(),
        ),
        (
            Error::from(CallbackError::StateMissing),
            CallbackError::StateMissing.code(),
            CallbackError::StateMissing.to_string(),
        ),
        (
            Error::from(refusal.clone()),
            refusal.code(),
            refusal.to_string(),
        ),
    ] {
        assert_eq!(error.code(), code);
        assert_eq!(error.to_string(), text);
    }
    for verdict in SIGNATURES {
        let error = VerifyError::from(verdict);
        assert_eq!(error.code(), verdict.code());
        assert_eq!(error.to_string(), verdict.to_string());
        let of_the_token = verdict == SignatureError::InvalidSignature;
        assert_eq!(matches!(error, VerifyError::Token(_)), of_the_token);
    }
    let error = VerifyError::from(TokenError::Encrypted);
    assert_eq!(error, VerifyError::Token(TokenError::Encrypted));
}

#[test]
fn what_an_error_says_is_about_its_evidence() {
    for (part, text) in [
        (Part::Header, "the token's header is not strict base64url"),
        (Part::Payload, "the token's payload is not strict base64url"),
        (
            Part::Signature,
            "the token's signature is not strict base64url",
        ),
    ] {
        assert_eq!(TokenError::Base64url(part).to_string(), text);
    }
    let documents = [
        Document::Metadata,
        Document::JwkSet,
        Document::TokenResponse,
        Document::UserInfo,
    ];
    distinct(&texts(&documents));
    let faults = [
        KeySetFault::TooManyKeys,
        KeySetFault::MixedKeys,
        KeySetFault::DuplicateKid,
    ];
    distinct(&texts(&faults.map(ProviderError::KeySetInvalid)));
    assert_eq!(
        TokenError::Expired(Times::boxed(1, 2)).to_string(),
        "expired at 1, it is 2"
    );
    assert_eq!(
        format!("{}", TokenRefusal::new(503, None)),
        "the token endpoint answered with status 503"
    );
}

#[test]
fn a_token_error_names_the_claim_that_is_at_fault() {
    let named: Vec<_> = tokens().iter().filter_map(TokenError::claim).collect();
    let expected = [
        "sub",
        "sub",
        "iss",
        "aud",
        "azp",
        "exp",
        "nbf",
        "iat",
        "auth_time",
        "nonce",
        "at_hash",
        "sub",
    ];
    assert_eq!(named, expected);
}
