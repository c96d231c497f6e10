//! What a configuration key is: its name, what it takes, and what is said about it.

/// A key with the kind of value that it takes. The keys themselves are in [`KEYS`](super::KEYS) and
/// [`ROUTE_KEYS`](super::ROUTE_KEYS): what is read, what is refused as unknown and what the
/// reference says come from that one list.
#[derive(Debug)]
pub(super) struct Key<K> {
    pub(super) name: &'static str,
    pub(super) kind: K,
    pub(super) help: &'static str,
    pub(super) example: &'static str,
}

/// What the reference tells about a key.
pub trait Describe: Sync {
    /// The name, as it is written in the configuration.
    fn name(&self) -> &'static str;
    /// What it takes, as in "a string".
    fn expected(&self) -> &'static str;
    /// The strings that it takes, when only some are taken.
    fn choices(&self) -> Vec<&'static str>;
    /// The least and the most, for a number.
    fn range(&self) -> Option<(u64, u64)>;
    /// The value that stands when the key is not set, when that says anything.
    fn default(&self) -> Option<String>;
    /// Whether it belongs into a secret and not into a file.
    fn is_secret(&self) -> bool;
    /// What it is for, in plain sentences.
    fn help(&self) -> &'static str;
    /// A line of `wrangler.toml`, or a command for a secret.
    fn example(&self) -> &'static str;
}

/// A kind of value.
pub(super) trait Kind: Sync {
    fn expected(&self) -> &'static str;

    fn choices(&self) -> Vec<&'static str> {
        Vec::new()
    }

    fn range(&self) -> Option<(u64, u64)> {
        None
    }

    fn default(&self) -> Option<String> {
        None
    }

    fn is_secret(&self) -> bool {
        false
    }
}

impl<K: Kind> Describe for Key<K> {
    fn name(&self) -> &'static str {
        self.name
    }

    fn expected(&self) -> &'static str {
        self.kind.expected()
    }

    fn choices(&self) -> Vec<&'static str> {
        self.kind.choices()
    }

    fn range(&self) -> Option<(u64, u64)> {
        self.kind.range()
    }

    fn default(&self) -> Option<String> {
        self.kind.default()
    }

    fn is_secret(&self) -> bool {
        self.kind.is_secret()
    }

    fn help(&self) -> &'static str {
        self.help
    }

    fn example(&self) -> &'static str {
        self.example
    }
}

/// A string that is not empty.
#[derive(Debug)]
pub(super) struct Text;

/// A string of which nothing is ever shown.
#[derive(Debug)]
pub(super) enum SecretText {
    /// Used as it is, so white space around it is a slip.
    Verbatim,
    /// Parsed, with white space where it likes.
    Parsed,
}

/// `true` or `false`, with the default.
#[derive(Debug)]
pub(super) struct Flag(pub(super) bool);

/// A whole number.
#[derive(Debug)]
pub(super) struct Whole {
    pub(super) least: u64,
    pub(super) most: u64,
    pub(super) default: u64,
}

/// A string, or a list of them.
#[derive(Debug)]
pub(super) struct Texts;

/// A list of strings.
#[derive(Debug)]
pub(super) struct List;

/// A table whose values are strings.
#[derive(Debug)]
pub(super) struct Table;

/// A list of tables.
#[derive(Debug)]
pub(super) struct Tables;

/// A string, or what the Worker passes for a service binding.
#[derive(Debug)]
pub(super) struct TextOrBinding;

/// One of a few strings.
#[derive(Debug)]
pub(super) struct Choice<T: 'static> {
    pub(super) options: &'static [(&'static str, T)],
    /// What stands when nothing is set.
    pub(super) default: Option<&'static str>,
}

impl Kind for Text {
    fn expected(&self) -> &'static str {
        "a string"
    }
}

impl Kind for SecretText {
    fn expected(&self) -> &'static str {
        "a string"
    }

    fn is_secret(&self) -> bool {
        true
    }
}

impl Kind for Flag {
    fn expected(&self) -> &'static str {
        "true or false"
    }

    fn default(&self) -> Option<String> {
        Some(self.0.to_string())
    }
}

impl Kind for Whole {
    fn expected(&self) -> &'static str {
        "a whole number"
    }

    fn range(&self) -> Option<(u64, u64)> {
        Some((self.least, self.most))
    }

    fn default(&self) -> Option<String> {
        Some(self.default.to_string())
    }
}

impl Kind for Texts {
    fn expected(&self) -> &'static str {
        "a string or a list of strings"
    }
}

impl Kind for List {
    fn expected(&self) -> &'static str {
        "a list of strings"
    }
}

impl Kind for Table {
    fn expected(&self) -> &'static str {
        "a table of strings"
    }
}

impl Kind for Tables {
    fn expected(&self) -> &'static str {
        "a list of tables"
    }
}

impl Kind for TextOrBinding {
    fn expected(&self) -> &'static str {
        "a string or a service binding"
    }
}

impl<T: Sync> Kind for Choice<T> {
    fn expected(&self) -> &'static str {
        "a string"
    }

    fn choices(&self) -> Vec<&'static str> {
        self.options.iter().map(|(name, _)| *name).collect()
    }

    fn default(&self) -> Option<String> {
        self.default.map(String::from)
    }
}
