//! What is allowed, and probably not meant.

use std::fmt;

/// Something that the gate would serve with, and that deserves a look.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Note {
    /// A secret stands among the variables.
    SecretInFile {
        /// Its key.
        name: &'static str,
        /// The command that sets it where secrets belong.
        command: &'static str,
    },
    /// The route at this position of `ROUTES`.
    Route(usize, RouteNote),
}

/// What is odd about a route. Other routes are named by their positions.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum RouteNote {
    /// No request can reach it.
    Unreachable {
        /// The more specific routes that together take every path of it.
        by: Vec<usize>,
    },
    /// Its path is that of an earlier route in another spelling.
    Respelled {
        /// The earlier route.
        earlier: usize,
    },
}

impl Note {
    /// The key that it is about, as in `ROUTES[2].path`. Positions count from 0.
    #[must_use]
    pub fn key(&self) -> String {
        match self {
            Self::SecretInFile { name, .. } => (*name).into(),
            Self::Route(position, _) => format!("ROUTES[{position}].path"),
        }
    }

    /// A stable identifier, in `snake_case`.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::SecretInFile { .. } => "secret_in_file",
            Self::Route(_, RouteNote::Unreachable { .. }) => "route_unreachable",
            Self::Route(_, RouteNote::Respelled { .. }) => "route_respelled",
        }
    }

    /// How to mend it, if it is not meant.
    #[must_use]
    pub fn cure(&self) -> String {
        match self {
            Self::SecretInFile { command, .. } => {
                format!("take it out of the file, make a new one, and set that with `{command}`")
            }
            Self::Route(_, RouteNote::Unreachable { .. }) => {
                "remove it, or give it a path of its own".into()
            }
            Self::Route(_, RouteNote::Respelled { .. }) => {
                "write both paths alike, so that nobody takes them for two".into()
            }
        }
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::SecretInFile { .. } => {
                f.write_str("is a secret in plain sight of whoever can read the file")
            }
            Self::Route(_, RouteNote::Unreachable { by }) => {
                let by: Vec<_> = by.iter().map(|it| format!("ROUTES[{it}]")).collect();
                let verb = if by.len() == 1 { "takes" } else { "take" };
                let by = by.join(" and ");
                write!(f, "no request reaches this route: {by} {verb} all of them")
            }
            Self::Route(_, RouteNote::Respelled { earlier }) => {
                write!(
                    f,
                    "is the path of ROUTES[{earlier}] in another spelling: letter case and \
                     percent-encoding do not count"
                )
            }
        }
    }
}
