//! Sign-in and sessions.

use edgeward_core::authorization::{Prompt, ReservedParameter, ResponseMode, Scope};
use edgeward_core::route::CanonicalPath;
use edgeward_core::secret::Secret;
use edgeward_core::token::ClientAuthMethod;

use super::reader::Reader;
use super::{Contradiction, Fault, keys, secrets};
use crate::seal::KeyRing;

/// How people sign in, and how long they stay.
#[derive(Debug, Clone)]
pub struct SignInConfig {
    /// `CLIENT_ID`.
    pub client_id: String,
    /// `CLIENT_SECRET` or `CLIENT_PRIVATE_KEY`, and `CLIENT_AUTH`.
    pub credential: ClientCredential,
    /// `COOKIE_KEY`.
    pub key_ring: KeyRing,
    /// `SESSION_LIFETIME`, in seconds.
    pub session_lifetime: u64,
    /// `SCOPES`, with `openid`.
    pub scope: Scope,
    /// `RESPONSE_MODE`.
    pub response_mode: ResponseMode,
    /// `LOGIN_PARAMS`.
    pub login_params: LoginParams,
    /// `AUTH_PATH`: begins with `/`, ends without. Below it are `login`, `callback`, `logout`, `me`.
    pub auth_path: String,
    /// `SIGNED_OUT_PATH`; without it people land on a page of the gate.
    pub signed_out_path: Option<CanonicalPath>,
}

/// What the client proves itself with at the token endpoint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClientCredential {
    /// Nothing: a public client.
    None,
    /// A secret, sent as the metadata says (RFC 6749 §2.3.1).
    Secret(Secret),
    /// A secret in the `Authorization` header.
    SecretBasic(Secret),
    /// A secret in the body.
    SecretPost(Secret),
    /// A private key, as the text of a JWK (RFC 7523 §2.2).
    PrivateKeyJwt(Secret),
}

/// Further parameters of the authorization request.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LoginParams {
    /// `prompt`.
    pub prompt: Option<Prompt>,
    /// `max_age`, in seconds.
    pub max_age: Option<u64>,
    /// `acr_values`.
    pub acr_values: Option<String>,
    /// `ui_locales`.
    pub ui_locales: Option<String>,
    /// The provider's own.
    pub extra: Vec<(String, String)>,
}

/// What sign-in needs is required only when there is one; what is wrong is reported in any case.
pub(super) fn parse(
    reader: &mut Reader<'_>,
    wanted: bool,
    client_id: Option<&str>,
    auth_path: Option<&str>,
) -> Option<SignInConfig> {
    if wanted {
        reader.require(&keys::CLIENT_ID);
    }
    let credential = credential(reader);
    if wanted {
        reader.require(&keys::COOKIE_KEY);
    }
    let key_ring = secrets::key_ring(reader);
    let session_lifetime = reader.whole(&keys::SESSION_LIFETIME);
    let scope = scope(reader);
    let response_mode = reader.choice(&keys::RESPONSE_MODE);
    let login_params = login_params(reader);
    let signed_out = reader.has(&keys::SIGNED_OUT_PATH);
    let signed_out_path = reader.parsed(&keys::SIGNED_OUT_PATH, |text| {
        CanonicalPath::parse(text).map_err(Fault::Path)
    });
    if signed_out && signed_out_path.is_none() {
        return None;
    }
    Some(SignInConfig {
        client_id: client_id?.into(),
        credential: credential?,
        key_ring: key_ring?,
        session_lifetime,
        scope: scope?,
        response_mode: response_mode?,
        login_params,
        auth_path: auth_path?.into(),
        signed_out_path,
    })
}

fn credential(reader: &mut Reader<'_>) -> Option<ClientCredential> {
    let secret = reader.secret(&keys::CLIENT_SECRET);
    let private_key = secrets::private_key(reader);
    let method = reader.choice(&keys::CLIENT_AUTH);
    let has_secret = reader.has(&keys::CLIENT_SECRET);
    let has_key = reader.has(&keys::CLIENT_PRIVATE_KEY);
    if has_secret && has_key {
        reader.contradiction(&keys::CLIENT_PRIVATE_KEY, Contradiction::TwoCredentials);
        return None;
    }
    let contradiction = match method {
        Some(ClientAuthMethod::None) if has_secret || has_key => {
            Some(Contradiction::CredentialUnused)
        }
        Some(ClientAuthMethod::ClientSecretBasic | ClientAuthMethod::ClientSecretPost)
            if !has_secret =>
        {
            Some(Contradiction::CredentialMissing)
        }
        Some(ClientAuthMethod::PrivateKeyJwt) if !has_key => Some(Contradiction::CredentialMissing),
        _ => None,
    };
    if let Some(contradiction) = contradiction {
        reader.contradiction(&keys::CLIENT_AUTH, contradiction);
        return None;
    }
    match method {
        Some(ClientAuthMethod::None) => Some(ClientCredential::None),
        Some(ClientAuthMethod::ClientSecretBasic) => secret.map(ClientCredential::SecretBasic),
        Some(ClientAuthMethod::ClientSecretPost) => secret.map(ClientCredential::SecretPost),
        Some(ClientAuthMethod::PrivateKeyJwt) => private_key.map(ClientCredential::PrivateKeyJwt),
        None if has_secret => secret.map(ClientCredential::Secret),
        None if has_key => private_key.map(ClientCredential::PrivateKeyJwt),
        None => Some(ClientCredential::None),
    }
}

fn scope(reader: &mut Reader<'_>) -> Option<Scope> {
    let key = &keys::SCOPES;
    if !reader.has(key) {
        return Scope::parse("openid profile email").ok();
    }
    let entries = reader.texts(key)?;
    let parsed = reader.parsed_entries(key, entries, |text| {
        Scope::parse(text).map_err(|_| Fault::Scope)
    });
    let names: Vec<_> = parsed.iter().map(|(_, scope)| scope.as_str()).collect();
    if names.is_empty() {
        return None;
    }
    match Scope::parse(&names.join(" ")) {
        Ok(scope) if scope.contains("openid") => return Some(scope),
        Ok(_) => reader.contradiction(key, Contradiction::ScopeWithoutOpenid),
        Err(_) => reader.fault(key, Fault::Scope),
    }
    None
}

fn login_params(reader: &mut Reader<'_>) -> LoginParams {
    let key = &keys::LOGIN_PARAMS;
    let mut params = LoginParams::default();
    for (name, entry) in reader.table(key) {
        let text = entry.text;
        let fault = match name {
            _ if text.is_empty() || name.is_empty() => Some(Fault::Empty),
            _ if text.chars().any(char::is_control) => Some(Fault::Character),
            "prompt" => {
                params.prompt = Prompt::parse(text);
                params.prompt.is_none().then_some(Fault::Scope)
            }
            "max_age" => {
                params.max_age = text.parse().ok();
                let most = 365 * 86_400;
                let inside = params.max_age.is_some_and(|seconds| seconds <= most);
                (!inside).then_some(Fault::OutOfRange { least: 0, most })
            }
            "acr_values" => {
                params.acr_values = Some(text.into());
                None
            }
            "ui_locales" => {
                params.ui_locales = Some(text.into());
                None
            }
            _ if ReservedParameter::is(name) => Some(Fault::ReservedParameter),
            _ => {
                params.extra.push((name.into(), text.into()));
                None
            }
        };
        if let Some(fault) = fault {
            reader.fault_at(entry.place, key, fault);
        }
    }
    params
}
