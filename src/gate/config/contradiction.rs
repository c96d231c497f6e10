//! Keys that are each right and do not go together.

use std::fmt;

use edgeward_core::codes;

codes! {
    /// Two keys that cannot both be meant, or one that does nothing without the other. Refused, because
    /// a rule that is silently off is worse than none.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    #[non_exhaustive]
    pub enum Contradiction {
        /// A route with `access` and with something that asks for more.
        AccessWithRequirement => "config_access_with_requirement",
        /// `require_all` or `include_custom` on a route without `roles`.
        OptionWithoutRoles => "config_option_without_roles",
        /// A route for paths that the gate answers itself.
        RouteUnderAuthPath => "config_route_under_auth_path",
        /// A route for a host that the gate does not answer for.
        HostNotInPublicUrl => "config_host_not_in_public_url",
        /// `CLIENT_AUTH = "none"` with a credential.
        CredentialUnused => "config_credential_unused",
        /// A method of `CLIENT_AUTH` without its credential.
        CredentialMissing => "config_credential_missing",
        /// `CLIENT_SECRET` and `CLIENT_PRIVATE_KEY` together.
        TwoCredentials => "config_two_credentials",
        /// An HS* algorithm without a key for it.
        SymmetricWithoutKey => "config_symmetric_without_key",
        /// A symmetric key and no HS* algorithm.
        SymmetricKeyUnused => "config_symmetric_key_unused",
        /// Two places for the symmetric key.
        TwoSymmetricKeys => "config_two_symmetric_keys",
        /// The origin is the gate itself.
        OriginIsTheGate => "config_origin_is_the_gate",
        /// Sign-in that does not ask for `openid`.
        ScopeWithoutOpenid => "config_scope_without_openid",
        /// `FORWARD_ACCESS_TOKEN` without sessions.
        ForwardWithoutSignIn => "config_forward_without_sign_in",
    }
}

impl Contradiction {
    pub(super) const fn cure(self) -> &'static str {
        match self {
            Self::AccessWithRequirement => {
                "leave `access` out to ask for a sign-in, or leave the requirement out"
            }
            Self::OptionWithoutRoles => "name `roles`, or leave it out",
            Self::RouteUnderAuthPath => "choose another path for the route, or another `AUTH_PATH`",
            Self::HostNotInPublicUrl => "add the host's URL to `PUBLIC_URL`",
            Self::CredentialUnused => "remove the credential, or leave `CLIENT_AUTH` out",
            Self::CredentialMissing => {
                "set `CLIENT_SECRET` for the `client_secret_` methods and `CLIENT_PRIVATE_KEY` for \
                 `private_key_jwt`, with `wrangler secret put`"
            }
            Self::TwoCredentials => "remove one of them",
            Self::SymmetricWithoutKey => {
                "set the secret `HMAC_SECRET`, or leave the HS algorithms out"
            }
            Self::SymmetricKeyUnused => {
                "add an HS algorithm to `ALGORITHMS`, leave `ALGORITHMS` out, or remove this"
            }
            Self::TwoSymmetricKeys => "keep `HMAC_SECRET`, remove `DANGER_SYMMETRIC_JWKS`",
            Self::OriginIsTheGate => {
                "name the server behind the gate, or write `ORIGIN = \"zone\"` for the zone's own"
            }
            Self::ScopeWithoutOpenid => "add `openid`",
            Self::ForwardWithoutSignIn => "remove it, or set `SIGN_IN = true`",
        }
    }
}

impl fmt::Display for Contradiction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::AccessWithRequirement => {
                "the route lets everybody in and asks for a requirement all the same"
            }
            Self::OptionWithoutRoles => "does nothing without `roles`",
            Self::RouteUnderAuthPath => "the gate answers paths under `AUTH_PATH` itself",
            Self::HostNotInPublicUrl => "the gate does not answer for this host",
            Self::CredentialUnused => "`CLIENT_AUTH` says that there is no credential",
            Self::CredentialMissing => "the credential of this method is not set",
            Self::TwoCredentials => {
                "`CLIENT_SECRET` and `CLIENT_PRIVATE_KEY` are both set, and `CLIENT_AUTH` uses one"
            }
            Self::SymmetricWithoutKey => "an HS algorithm has no key to verify with",
            Self::SymmetricKeyUnused => "`ALGORITHMS` names no HS algorithm that could use it",
            Self::TwoSymmetricKeys => "`HMAC_SECRET` is set already",
            Self::OriginIsTheGate => "it is one of `PUBLIC_URL`, so the gate would call itself",
            Self::ScopeWithoutOpenid => "without `openid` it is not a sign-in",
            Self::ForwardWithoutSignIn => "without sign-in there is no session with a token",
        })
    }
}
