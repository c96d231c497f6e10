//! Every key at the top: the one list that parsing, the refusal of unknown keys and the reference
//! share. Those of a route are in `route_keys`.

use super::LogSubject;
use super::key::{
    Choice, Describe, Flag, Key, List, SecretText, Table, Tables, Text, TextOrBinding, Texts, Whole,
};
use edgeward_core::authorization::ResponseMode;
use edgeward_core::claims::TokenType;
use edgeward_core::provider::Provider;
use edgeward_core::token::ClientAuthMethod;

/// The keys at the top, in the order of the reference.
pub static KEYS: [&dyn Describe; 32] = [
    &AUTHORITY,
    &ISSUER,
    &PROVIDER,
    &AUDIENCE,
    &ORIGIN,
    &ROUTES,
    &SIGN_IN,
    &PUBLIC_URL,
    &CLIENT_ID,
    &CLIENT_SECRET,
    &CLIENT_PRIVATE_KEY,
    &CLIENT_AUTH,
    &COOKIE_KEY,
    &SESSION_LIFETIME,
    &SCOPES,
    &RESPONSE_MODE,
    &LOGIN_PARAMS,
    &AUTH_PATH,
    &SIGNED_OUT_PATH,
    &ROLES_FROM,
    &CUSTOM_ROLES_FROM,
    &TOKEN_TYPE,
    &ALGORITHMS,
    &HMAC_SECRET,
    &DANGER_SYMMETRIC_JWKS,
    &CLOCK_TOLERANCE,
    &STALE_KEYS,
    &FORWARD_AUTHORIZATION,
    &FORWARD_ACCESS_TOKEN,
    &CORS_ORIGINS,
    &LOG_SUBJECT,
    &DANGER_ALLOW_HTTP,
];

pub(super) static AUTHORITY: Key<Text> = Key {
    name: "AUTHORITY",
    kind: Text,
    help: "The provider's address. Its metadata is read from `/.well-known/openid-configuration` \
           below it.",
    example: "AUTHORITY = \"https://login.example.com\"",
};

pub(super) static ISSUER: Key<Text> = Key {
    name: "ISSUER",
    kind: Text,
    help: "The issuer identifier, when it is not the same text as `AUTHORITY`. Compared byte for \
           byte with the metadata's `issuer` and with `iss` of each token. Not set: `AUTHORITY`.",
    example: "ISSUER = \"https://login.example.com/tenant\"",
};

pub(super) static PROVIDER: Key<Choice<Provider>> = Key {
    name: "PROVIDER",
    kind: Choice {
        options: &[
            ("signward", Provider::Signward),
            ("keycloak", Provider::Keycloak),
            ("entra", Provider::Entra),
            ("auth0", Provider::Auth0),
            ("okta", Provider::Okta),
            ("cognito", Provider::Cognito),
            ("google", Provider::Google),
            ("generic", Provider::Generic),
        ],
        default: Some("generic"),
    },
    help: "A preset: where this provider puts roles, and what it does differently.",
    example: "PROVIDER = \"keycloak\"",
};

pub(super) static AUDIENCE: Key<Texts> = Key {
    name: "AUDIENCE",
    kind: Texts,
    help: "The audience that access tokens must name in `aud`, or several of which one must be \
           named. The preset `signward` brings `idserver-api`.",
    example: "AUDIENCE = \"https://api.example.com\"",
};

pub(super) static ORIGIN: Key<TextOrBinding> = Key {
    name: "ORIGIN",
    kind: TextOrBinding,
    help: "The server behind the gate: scheme, host and port; or `zone` for the origin of the zone \
           that the Worker runs in; or a service binding of this name.",
    example: "ORIGIN = \"https://origin.example.com\"",
};

pub(super) static ROUTES: Key<Tables> = Key {
    name: "ROUTES",
    kind: Tables,
    help: "Who may pass where. The most specific path wins; what no route names needs a sign-in.",
    example: "[[vars.ROUTES]]",
};

pub(super) static SIGN_IN: Key<Flag> = Key {
    name: "SIGN_IN",
    kind: Flag(true),
    help: "Whether people can sign in. With `false` the gate takes bearer tokens only and needs no \
           `CLIENT_ID`, `PUBLIC_URL` and `COOKIE_KEY`.",
    example: "SIGN_IN = false",
};

pub(super) static PUBLIC_URL: Key<Texts> = Key {
    name: "PUBLIC_URL",
    kind: Texts,
    help: "Where people reach the gate: scheme, host and port, one or several. https, or http on \
           the own machine. Requests for other hosts are refused. The redirect URI to register at \
           the provider is this with `/auth/callback`.",
    example: "PUBLIC_URL = \"https://app.example.com\"",
};

pub(super) static CLIENT_ID: Key<Text> = Key {
    name: "CLIENT_ID",
    kind: Text,
    help: "The gate's client identifier at the provider. Needed for sign-in.",
    example: "CLIENT_ID = \"my-webapp\"",
};

pub(super) static CLIENT_SECRET: Key<SecretText> = Key {
    name: "CLIENT_SECRET",
    kind: SecretText::Verbatim,
    help: "The client's secret. Without it and without `CLIENT_PRIVATE_KEY` the gate is a public \
           client, protected by PKCE.",
    example: "npx wrangler secret put CLIENT_SECRET",
};

pub(super) static CLIENT_PRIVATE_KEY: Key<SecretText> = Key {
    name: "CLIENT_PRIVATE_KEY",
    kind: SecretText::Parsed,
    help: "The client's private key as a JWK, for `private_key_jwt`.",
    example: "npx wrangler secret put CLIENT_PRIVATE_KEY < key.json",
};

pub(super) static CLIENT_AUTH: Key<Choice<ClientAuthMethod>> = Key {
    name: "CLIENT_AUTH",
    kind: Choice {
        options: &[
            ("client_secret_basic", ClientAuthMethod::ClientSecretBasic),
            ("client_secret_post", ClientAuthMethod::ClientSecretPost),
            ("private_key_jwt", ClientAuthMethod::PrivateKeyJwt),
            ("none", ClientAuthMethod::None),
        ],
        default: None,
    },
    help: "How the client proves itself at the token endpoint. Not set: by the credential, and by \
           what the metadata says.",
    example: "CLIENT_AUTH = \"client_secret_post\"",
};

pub(super) static COOKIE_KEY: Key<SecretText> = Key {
    name: "COOKIE_KEY",
    kind: SecretText::Parsed,
    help: "Seals the gate's cookies: base64url of at least 32 random bytes. Several keys, separated \
           by commas or white space, rotate: the first seals, all open. Needed for sign-in.",
    example: "openssl rand -base64 48 | npx wrangler secret put COOKIE_KEY",
};

pub(super) static SESSION_LIFETIME: Key<Whole> = Key {
    name: "SESSION_LIFETIME",
    kind: Whole {
        least: 60,
        most: 30 * 86_400,
        default: 43_200,
    },
    help: "The longest session, in seconds, however often it is refreshed.",
    example: "SESSION_LIFETIME = 28800",
};

pub(super) static SCOPES: Key<Texts> = Key {
    name: "SCOPES",
    kind: Texts,
    help: "The scopes that sign-in asks for. Not set: `openid profile email`. With \
           `offline_access` many providers issue a refresh token.",
    example: "SCOPES = \"openid profile email offline_access\"",
};

pub(super) static RESPONSE_MODE: Key<Choice<ResponseMode>> = Key {
    name: "RESPONSE_MODE",
    kind: Choice {
        options: &[
            ("query", ResponseMode::Query),
            ("form_post", ResponseMode::FormPost),
        ],
        default: Some("query"),
    },
    help: "How the provider sends the answer back.",
    example: "RESPONSE_MODE = \"form_post\"",
};

pub(super) static LOGIN_PARAMS: Key<Table> = Key {
    name: "LOGIN_PARAMS",
    kind: Table,
    help: "Further parameters of the authorization request, such as `prompt`, `acr_values` or a \
           provider's own.",
    example: "LOGIN_PARAMS = { prompt = \"select_account\" }",
};

pub(super) static AUTH_PATH: Key<Text> = Key {
    name: "AUTH_PATH",
    kind: Text,
    help: "Where the gate's own pages are. Not set: `/auth`.",
    example: "AUTH_PATH = \"/auth\"",
};

pub(super) static SIGNED_OUT_PATH: Key<Text> = Key {
    name: "SIGNED_OUT_PATH",
    kind: Text,
    help: "Where people land after signing out. Not set: a page of the gate.",
    example: "SIGNED_OUT_PATH = \"/\"",
};

pub(super) static ROLES_FROM: Key<Texts> = Key {
    name: "ROLES_FROM",
    kind: Texts,
    help: "The claims that hold roles, with dots between the names of nested ones. Not set: by \
           the preset.",
    example: "ROLES_FROM = \"realm_access.roles\"",
};

pub(super) static CUSTOM_ROLES_FROM: Key<Texts> = Key {
    name: "CUSTOM_ROLES_FROM",
    kind: Texts,
    help: "The claims that hold custom roles, which a route can leave out with `include_custom`. Not \
           set: by the preset.",
    example: "CUSTOM_ROLES_FROM = \"custom_roles\"",
};

pub(super) static TOKEN_TYPE: Key<Choice<TokenType>> = Key {
    name: "TOKEN_TYPE",
    kind: Choice {
        options: &[("any", TokenType::AtJwtOrJwt), ("at+jwt", TokenType::AtJwt)],
        default: Some("any"),
    },
    help: "With `at+jwt` access tokens must say in `typ` that they are (RFC 9068).",
    example: "TOKEN_TYPE = \"at+jwt\"",
};

pub(super) static ALGORITHMS: Key<List> = Key {
    name: "ALGORITHMS",
    kind: List,
    help: "The signature algorithms that tokens may use. Not set: every asymmetric one, and the HS \
           ones when there is a key for them.",
    example: "ALGORITHMS = [\"RS256\", \"ES256\"]",
};

pub(super) static HMAC_SECRET: Key<SecretText> = Key {
    name: "HMAC_SECRET",
    kind: SecretText::Verbatim,
    help: "The key of tokens with HS256, HS384 or HS512: at least 32, 48 or 64 bytes.",
    example: "npx wrangler secret put HMAC_SECRET",
};

pub(super) static DANGER_SYMMETRIC_JWKS: Key<Flag> = Key {
    name: "DANGER_SYMMETRIC_JWKS",
    kind: Flag(false),
    help: "Takes HS keys from the provider's public key set. Whoever can read that document can \
           make tokens; only for a provider that offers nothing else.",
    example: "DANGER_SYMMETRIC_JWKS = true",
};

pub(super) static CLOCK_TOLERANCE: Key<Whole> = Key {
    name: "CLOCK_TOLERANCE",
    kind: Whole {
        least: 0,
        most: edgeward_core::limits::CLOCK_TOLERANCE,
        default: 60,
    },
    help: "How far clocks may differ, in seconds.",
    example: "CLOCK_TOLERANCE = 30",
};

pub(super) static STALE_KEYS: Key<Whole> = Key {
    name: "STALE_KEYS",
    kind: Whole {
        least: 0,
        most: 86_400,
        default: 3_600,
    },
    help: "How long known keys go on serving while the provider cannot be reached, in seconds.",
    example: "STALE_KEYS = 14400",
};

pub(super) static FORWARD_AUTHORIZATION: Key<Flag> = Key {
    name: "FORWARD_AUTHORIZATION",
    kind: Flag(false),
    help: "Whether the origin gets the `Authorization` header of the request.",
    example: "FORWARD_AUTHORIZATION = true",
};

pub(super) static FORWARD_ACCESS_TOKEN: Key<Flag> = Key {
    name: "FORWARD_ACCESS_TOKEN",
    kind: Flag(false),
    help: "Whether the origin gets the session's access token as `Authorization`.",
    example: "FORWARD_ACCESS_TOKEN = true",
};

pub(super) static CORS_ORIGINS: Key<List> = Key {
    name: "CORS_ORIGINS",
    kind: List,
    help: "The sites whose pages may call through the gate; the gate answers their preflights.",
    example: "CORS_ORIGINS = [\"https://app.example.com\"]",
};

pub(super) static LOG_SUBJECT: Key<Choice<LogSubject>> = Key {
    name: "LOG_SUBJECT",
    kind: Choice {
        options: &[
            ("none", LogSubject::None),
            ("hash", LogSubject::Hash),
            ("plain", LogSubject::Plain),
        ],
        default: Some("none"),
    },
    help: "How `sub` shows in the log.",
    example: "LOG_SUBJECT = \"hash\"",
};

pub(super) static DANGER_ALLOW_HTTP: Key<Flag> = Key {
    name: "DANGER_ALLOW_HTTP",
    kind: Flag(false),
    help: "Lets `AUTHORITY` be http on the own machine or an internal network, and `ORIGIN` be http \
           anywhere. For development: whoever sits on the wire reads and changes everything.",
    example: "DANGER_ALLOW_HTTP = true",
};
