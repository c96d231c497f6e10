//! What can be wrong with a key.

use std::borrow::Cow;
use std::fmt;

use edgeward_core::codes;
use edgeward_core::json::JsonError;
use edgeward_core::route::{HostError, MethodError, PathError, PatternError, RequirementError};
use edgeward_core::url::InvalidUrl;

use super::Contradiction;
use super::key::Describe;
use crate::seal::KeyRingError;

codes! {
    /// What is wrong with a key, without its value.
    #[derive(Debug, Clone, PartialEq, Eq)]
    #[non_exhaustive]
    pub enum Fault {
        /// No such key.
        Unknown {
            /// A known key that was probably meant.
            suggestion: Option<&'static str>,
        } => "config_key_unknown",
        /// Not set, and needed.
        Missing => "config_key_missing",
        /// Another type of value than the key takes.
        WrongType {
            /// What the key takes.
            expected: &'static str,
            /// What JSON calls the value's type.
            got: &'static str,
        } => "config_type_wrong",
        /// An empty string, list or table.
        Empty => "config_empty",
        /// The same entry a second time.
        Repeated => "config_repeated",
        /// A number outside its range.
        OutOfRange {
            /// The smallest number that is taken.
            least: u64,
            /// The largest.
            most: u64,
        } => "config_out_of_range",
        /// Not one of the strings that the key takes.
        NotOneOf(Vec<&'static str>) => "config_not_one_of",
        /// White space or a control character where none may be.
        Character => "config_character",
        /// Not a URL that may be used.
        Url(InvalidUrl) => "config_url_invalid",
        /// http where only https protects what is sent.
        PlainHttp => "config_plain_http",
        /// http to a host of the internet, which no option allows for a provider.
        PlainHttpPublic => "config_plain_http_public",
        /// The address of the metadata document instead of the issuer's.
        WellKnown => "config_well_known",
        /// A URL with a path where scheme, host and port are meant.
        NotAnOrigin => "config_not_an_origin",
        /// `*` or `null` in a list of origins.
        AnyOrigin => "config_any_origin",
        /// Not a path that requests can have.
        Path(PathError) => "config_path_invalid",
        /// A path that is `/`, ends with a slash, or is not in canonical spelling.
        NotCanonicalPath => "config_path_not_canonical",
        /// Not a route pattern.
        Pattern(PatternError) => "config_pattern_invalid",
        /// Not a host.
        Host(HostError) => "config_host_invalid",
        /// Not a method, or no usable list of them.
        Method(MethodError) => "config_method_invalid",
        /// Not a usable role or scope.
        Requirement(RequirementError) => "config_requirement_invalid",
        /// Not a scope token (RFC 6749 §3.3).
        Scope => "config_scope_invalid",
        /// Not a path of claim names.
        ClaimPath => "config_claim_path_invalid",
        /// A route that fits the same requests as an earlier one.
        RouteTie {
            /// The position of the earlier route in `ROUTES`.
            earlier: usize,
        } => "config_route_tie",
        /// A parameter that edgeward sets itself.
        ReservedParameter => "config_reserved_parameter",
        /// A secret that can be guessed.
        SecretShort {
            /// Fewest bytes.
            least: usize,
        } => "config_secret_short",
        /// A secret that is not base64url.
        SecretEncoding => "config_secret_encoding",
        /// What the key ring refuses.
        KeyRing(KeyRingError) => "config_cookie_key_invalid",
        /// A private key that is not a JSON text.
        PrivateKeyJson(JsonError) => "config_private_key_not_json",
        /// A private key that is not a private JWK.
        PrivateKey => "config_private_key_invalid",
        ;
        /// Does not go together with another key.
        Contradiction(Contradiction),
    }
}

impl Fault {
    /// How to mend it for this key.
    pub(super) fn cure(&self, key: Option<&dyn Describe>) -> Cow<'static, str> {
        let example = || match key {
            Some(key) if key.is_secret() => Cow::from(format!("set it with `{}`", key.example())),
            Some(key) => Cow::from(format!("write it as in `{}`", key.example())),
            None => Cow::from("remove it"),
        };
        Cow::from(match self {
            Self::Unknown {
                suggestion: Some(name),
            } => return format!("did you mean `{name}`?").into(),
            Self::Unknown { suggestion: None } => "remove it",
            Self::NotOneOf(choices) => return format!("write {}", one_of(choices)).into(),
            Self::OutOfRange { least, most } => return format!("write {least} to {most}").into(),
            Self::Repeated => "remove the second one",
            Self::Character => "remove white space and control characters",
            Self::PlainHttp => "write https, or set `DANGER_ALLOW_HTTP = true` for development",
            Self::PlainHttpPublic => "write https",
            Self::WellKnown => "leave `/.well-known/openid-configuration` out",
            Self::NotAnOrigin => "leave out what follows host and port",
            Self::AnyOrigin => "name each origin",
            Self::NotCanonicalPath => "begin with `/`, name at least one segment, end without `/`",
            Self::Pattern(error) => error.cure(),
            Self::Method(MethodError::HeadWithoutGet) => "list `GET`, which brings `HEAD`",
            Self::Method(MethodError::Unknown) => {
                "write one of `GET`, `HEAD`, `POST`, `PUT`, `PATCH`, `DELETE`, `OPTIONS`"
            }
            Self::RouteTie { earlier } => {
                let cure = "give one of them another path, or methods or hosts of its own";
                return format!("{cure} (see `ROUTES[{earlier}]`)").into();
            }
            Self::ReservedParameter => "remove it; edgeward sets it",
            Self::SecretShort { least } => {
                return format!("use at least {least} random bytes: {}", example()).into();
            }
            Self::Contradiction(contradiction) => contradiction.cure(),
            _ => return example(),
        })
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown { .. } => f.write_str("there is no such key"),
            Self::Missing => f.write_str("is missing"),
            Self::WrongType { expected, got } => write!(f, "takes {expected}, got {got}"),
            Self::Empty => f.write_str("is empty"),
            Self::Repeated => f.write_str("is there twice"),
            Self::OutOfRange { .. } => f.write_str("is out of range"),
            Self::NotOneOf(_) => f.write_str("is not a known value"),
            Self::Character => f.write_str("has a character that does not belong there"),
            Self::Url(error) => error.fmt(f),
            Self::PlainHttp => f.write_str("plain http can be read and changed on the way"),
            Self::PlainHttpPublic => f.write_str("plain http to a host of the internet is refused"),
            Self::WellKnown => f.write_str("is the address of the metadata, not the issuer's"),
            Self::NotAnOrigin => f.write_str("has more than scheme, host and port"),
            Self::AnyOrigin => f.write_str("lets every site in"),
            Self::Path(error) => error.fmt(f),
            Self::NotCanonicalPath => f.write_str("is not the canonical spelling of a path"),
            Self::Pattern(error) => error.fmt(f),
            Self::Host(error) => error.fmt(f),
            Self::Method(error) => error.fmt(f),
            Self::Requirement(error) => error.fmt(f),
            Self::Scope => f.write_str("is not a scope"),
            Self::ClaimPath => f.write_str("is not the path of a claim"),
            Self::RouteTie { .. } => f.write_str("fits the same requests as an earlier route"),
            Self::ReservedParameter => f.write_str("would replace a parameter of the protocol"),
            Self::SecretShort { .. } => f.write_str("is too short for a secret"),
            Self::SecretEncoding => f.write_str("is not base64url"),
            Self::KeyRing(error) => error.fmt(f),
            Self::PrivateKeyJson(error) => write!(f, "is not a JWK: {error}"),
            Self::PrivateKey => f.write_str("is not a private JWK that can sign"),
            Self::Contradiction(contradiction) => contradiction.fmt(f),
        }
    }
}

fn one_of(choices: &[&str]) -> String {
    choices
        .iter()
        .map(|choice| format!("`{choice}`"))
        .collect::<Vec<_>>()
        .join(" or ")
}
