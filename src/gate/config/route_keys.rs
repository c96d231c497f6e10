//! Every key of a table in `ROUTES`, in one list as those at the top.

use super::key::{Choice, Describe, Flag, Key, List, Text};
use super::routes::RouteAccess;

/// The keys of a table in `ROUTES`.
pub static ROUTE_KEYS: [&dyn Describe; 8] = [
    &PATH,
    &METHODS,
    &HOSTS,
    &ACCESS,
    &ROLES,
    &REQUIRE_ALL,
    &INCLUDE_CUSTOM,
    &ROUTE_SCOPES,
];

pub(super) static PATH: Key<Text> = Key {
    name: "path",
    kind: Text,
    help: "Which paths: literal segments, `*` for exactly one, `**` at the end for all below and \
           the folder itself.",
    example: "path = \"/admin/**\"",
};

pub(super) static METHODS: Key<List> = Key {
    name: "methods",
    kind: List,
    help: "Which methods; other methods are refused on these paths. Not set: all. `GET` brings \
           `HEAD`.",
    example: "methods = [\"GET\", \"POST\"]",
};

pub(super) static HOSTS: Key<List> = Key {
    name: "hosts",
    kind: List,
    help: "Which of the hosts of `PUBLIC_URL`; without a port, at every port. Not set: all.",
    example: "hosts = [\"app.example.com\"]",
};

pub(super) static ACCESS: Key<Choice<RouteAccess>> = Key {
    name: "access",
    kind: Choice {
        options: &[
            ("public", RouteAccess::Public),
            ("optional", RouteAccess::Optional),
        ],
        default: None,
    },
    help: "`public` lets everybody in; `optional` too, and tells the origin who is signed in. Not \
           set: a sign-in is needed.",
    example: "access = \"public\"",
};

pub(super) static ROLES: Key<List> = Key {
    name: "roles",
    kind: List,
    help: "One of these roles is needed, in any letter case. Not set: any signed-in user.",
    example: "roles = [\"admin\", \"editor\"]",
};

pub(super) static REQUIRE_ALL: Key<Flag> = Key {
    name: "require_all",
    kind: Flag(false),
    help: "All of the roles are needed.",
    example: "require_all = true",
};

pub(super) static INCLUDE_CUSTOM: Key<Flag> = Key {
    name: "include_custom",
    kind: Flag(true),
    help: "Whether custom roles count too.",
    example: "include_custom = false",
};

pub(super) static ROUTE_SCOPES: Key<List> = Key {
    name: "scopes",
    kind: List,
    help: "All of these scopes are needed.",
    example: "scopes = [\"api:read\"]",
};
