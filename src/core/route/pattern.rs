//! What a route says about paths: literal segments, `*` and `**`. No regular expressions.

use alloc::string::String;
use alloc::vec::Vec;
use core::cmp::Ordering;

use super::reading::{careless, fold};
use super::segment::{PathError, Segment};
use crate::displayed;
use crate::limits;
use crate::text::Say;
use crate::url::percent;

/// A pattern such as `/`, `/me`, `/users/*/posts` or `/admin/**`.
///
/// A literal segment fits itself, in every letter case and percent-encoding. `*` fits exactly one
/// segment. `**` stands at the end and fits what is left, which may be nothing: `/admin/**` fits
/// `/admin`, `/admin/` and everything below.
///
/// A literal may be written plainly (`/café`) or percent-encoded; `%2A` is a literal `*`.
#[derive(Debug, Clone)]
pub struct Pattern {
    text: String,
    segments: Vec<SegmentPattern>,
    rest: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum SegmentPattern {
    /// Folded, as paths are for matching.
    Literal(String),
    One,
}

impl Pattern {
    /// Parses a pattern.
    ///
    /// # Errors
    ///
    /// [`PatternError`] for what could not fit any path, or would not do what it seems to say.
    pub fn parse(text: &str) -> Result<Self, PatternError> {
        if text.len() > limits::PATH {
            return Err(PatternError::Path(PathError::TooLong));
        }
        let body = text
            .strip_prefix('/')
            .ok_or(PatternError::Path(PathError::NotAbsolute))?;
        let mut pattern = Self {
            text: text.into(),
            segments: Vec::new(),
            rest: false,
        };
        if body.is_empty() {
            return Ok(pattern);
        }
        if body.ends_with('/') {
            return Err(PatternError::TrailingSlash);
        }
        for segment in body.split('/') {
            if pattern.rest {
                return Err(PatternError::RestNotLast);
            }
            match segment {
                "**" => pattern.rest = true,
                "*" => pattern.segments.push(SegmentPattern::One),
                _ => pattern
                    .segments
                    .push(SegmentPattern::Literal(literal(segment)?)),
            }
        }
        Ok(pattern)
    }

    /// The pattern as it was written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether the pattern fits a path of these folded segments.
    pub(super) fn fits<'p>(&self, mut path: impl Iterator<Item = &'p str>) -> bool {
        let segments_fit = self
            .segments
            .iter()
            .all(|pattern| match (pattern, path.next()) {
                (SegmentPattern::Literal(literal), Some(segment)) => literal == segment,
                (SegmentPattern::One, Some(_)) => true,
                (_, None) => false,
            });
        segments_fit && (self.rest || path.next().is_none())
    }

    /// Whether this is `folder` without its `**`, then `depth` times `*`; and if so, whether `**` is
    /// at the end. None for a `folder` that has no `**`.
    pub(super) fn extends(&self, folder: &Self, depth: usize) -> Option<bool> {
        let below = self.segments.strip_prefix(folder.segments.as_slice())?;
        let fresh = below.len() == depth && below.iter().all(|it| *it == SegmentPattern::One);
        (folder.rest && fresh).then_some(self.rest)
    }

    /// Orders patterns that fit the same path: the greater one is the more specific. Equal ones
    /// that fit the same path are the same pattern.
    pub(super) fn specificity(&self, other: &Self) -> Ordering {
        self.ranks().cmp(other.ranks())
    }

    fn ranks(&self) -> impl Iterator<Item = u8> {
        let segments = self.segments.iter().map(|segment| match segment {
            SegmentPattern::Literal(_) => 3,
            SegmentPattern::One => 2,
        });
        // The end of the path is more specific than "and all below".
        segments.chain(Some(u8::from(!self.rest)))
    }
}

/// Patterns are equal when they fit the same paths, however they are written.
impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.segments == other.segments && self.rest == other.rest
    }
}

impl Eq for Pattern {}

/// Why a pattern is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum PatternError {
    /// A literal segment that no accepted path can have.
    Path(PathError),
    /// A slash at the end: a pattern fits paths with and without it.
    TrailingSlash,
    /// `**` that is not the last segment.
    RestNotLast,
    /// `*` beside other characters, as in `/files/*.pdf`.
    PartialWildcard,
    /// `:id` or `{id}`: other routers' spelling of `*`.
    Placeholder,
    /// A literal segment that some origins cut or trim (`/a.`, `/a%3Fb`), so that a path with it
    /// would always be ambiguous.
    Ambiguous,
}

impl PatternError {
    /// A stable identifier, in `snake_case`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Path(error) => error.code(),
            Self::TrailingSlash => "pattern_trailing_slash",
            Self::RestNotLast => "pattern_rest_not_last",
            Self::PartialWildcard => "pattern_partial_wildcard",
            Self::Placeholder => "pattern_placeholder",
            Self::Ambiguous => "pattern_ambiguous",
        }
    }

    /// How to mend it.
    #[must_use]
    pub const fn cure(self) -> &'static str {
        match self {
            Self::Path(PathError::NotAbsolute) => "begin it with `/`",
            Self::Path(PathError::EmptySegment) => "write one `/` between segments",
            Self::Path(_) => "name a path that a request can have, without query",
            Self::TrailingSlash => "leave the last `/` out: `/me` guards `/me/` too",
            Self::RestNotLast => "use `*` for one segment in the middle, `**` only at the end",
            Self::PartialWildcard => "let `*` or `**` be a whole segment (`%2A` is a literal `*`)",
            Self::Placeholder => "use `*` for one segment (`%3A` is a literal `:`)",
            Self::Ambiguous => "guard the folder above with `/**`",
        }
    }
}

impl Say for PatternError {
    fn sentence(&self) -> &'static str {
        match self {
            Self::Path(error) => error.sentence(),
            Self::TrailingSlash => "the pattern ends with `/`",
            Self::RestNotLast => "`**` is not the last segment",
            Self::PartialWildcard => "`*` is only a part of a segment",
            Self::Placeholder => "the pattern has a named placeholder",
            Self::Ambiguous => "origins read the end of a segment differently",
        }
    }
}

displayed!(PatternError);

impl core::error::Error for PatternError {}

fn literal(segment: &str) -> Result<String, PatternError> {
    if segment.is_empty() {
        return Err(PatternError::Path(PathError::EmptySegment));
    }
    if segment.contains('*') {
        return Err(PatternError::PartialWildcard);
    }
    if segment.starts_with(':') || segment.contains(['{', '}']) {
        return Err(PatternError::Placeholder);
    }
    let mut encoded = String::with_capacity(segment.len());
    for byte in segment.bytes() {
        match byte {
            b' ' | 0x80.. => percent::push(&mut encoded, byte),
            _ => encoded.push(char::from(byte)),
        }
    }
    let folded = Segment::parse(&encoded)
        .map_err(PatternError::Path)?
        .decoded;
    let folded = fold(&folded);
    if !careless(&folded).is_empty() {
        return Err(PatternError::Ambiguous);
    }
    Ok(folded)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::route::CanonicalPath;
    use alloc::format;

    fn pattern(text: &str) -> Pattern {
        Pattern::parse(text).unwrap()
    }

    fn fits(text: &str, path: &str) -> bool {
        pattern(text).fits(CanonicalPath::parse(path).unwrap().reading())
    }

    #[test]
    fn a_pattern_is_no_longer_than_a_path() {
        let of = |length| Pattern::parse(&format!("/{}", "a".repeat(length - 1)));
        assert!(of(limits::PATH).is_ok());
        for more in 1..3 {
            let error = of(limits::PATH + more).unwrap_err();
            assert_eq!(error, PatternError::Path(PathError::TooLong));
        }
    }

    #[test]
    fn literals_fit_themselves_in_every_spelling() {
        assert!(fits("/", "/") && !fits("/", "/me"));
        assert!(fits("/me", "/me") && fits("/me", "/me/") && fits("/me", "/ME"));
        assert!(!fits("/me", "/") && !fits("/me", "/me/x") && !fits("/me", "/men"));
        assert!(fits("/Café", "/caf%c3%89") && fits("/caf%C3%A9", "/caf%c3%a9"));
        assert!(fits("/a b", "/a%20b") && fits("/@me", "/%40me") && fits("/%2A", "/*"));
        assert!(!fits("/%2A", "/x"));
    }

    #[test]
    fn one_star_fits_exactly_one_segment() {
        assert!(fits("/users/*", "/users/7") && fits("/users/*", "/users/7/"));
        assert!(!fits("/users/*", "/users") && !fits("/users/*", "/users/"));
        assert!(!fits("/users/*", "/users/7/posts"));
        assert!(fits("/users/*/posts", "/users/7/posts"));
        assert!(fits("/*", "/x") && !fits("/*", "/"));
    }

    #[test]
    fn two_stars_fit_the_folder_and_all_below() {
        for path in ["/admin", "/admin/", "/ADMIN", "/admin/x", "/admin/x/y/"] {
            assert!(fits("/admin/**", path), "{path}");
        }
        for path in ["/", "/administrator", "/x/admin"] {
            assert!(!fits("/admin/**", path), "{path}");
        }
        assert!(fits("/**", "/") && fits("/**", "/x/y"));
    }

    #[test]
    fn what_would_not_do_what_it_says_is_refused() {
        use PatternError::*;
        let cases = [
            ("", Path(PathError::NotAbsolute)),
            ("me", Path(PathError::NotAbsolute)),
            ("**", Path(PathError::NotAbsolute)),
            ("//", TrailingSlash),
            ("/me/", TrailingSlash),
            ("/a//b", Path(PathError::EmptySegment)),
            ("//a", Path(PathError::EmptySegment)),
            ("/a/../b", Path(PathError::DotSegment)),
            ("/a?b", Path(PathError::Delimiter)),
            ("/a;b", Path(PathError::Semicolon)),
            ("/a%2fb", Path(PathError::EncodedSlash)),
            ("/a%252f", Path(PathError::DoubleEncoding)),
            ("/a%", Path(PathError::PercentInvalid)),
            ("/**/a", RestNotLast),
            ("/a/**/**", RestNotLast),
            ("/*.pdf", PartialWildcard),
            ("/a**", PartialWildcard),
            ("/(.*)", PartialWildcard),
            ("/users/:id", Placeholder),
            ("/users/{id}", Placeholder),
            ("/a.", Ambiguous),
            ("/a ", Ambiguous),
            ("/ a", Ambiguous),
            ("/a%3Fb", Ambiguous),
            ("/a%23", Ambiguous),
        ];
        for (text, error) in cases {
            assert_eq!(Pattern::parse(text), Err(error), "{text:?}");
        }
    }

    #[test]
    fn patterns_are_equal_when_they_fit_the_same_paths() {
        assert_eq!(pattern("/Admin/%40x/**"), pattern("/admin/@X/**"));
        assert_ne!(pattern("/a"), pattern("/a/**"));
        assert_ne!(pattern("/a/*"), pattern("/a/b"));
        assert_ne!(pattern("/%2A"), pattern("/*"));
    }

    #[test]
    fn specificity_compares_segment_by_segment() {
        let ascending = [
            "/**", "/*/**", "/*", "/*/b", "/a/**", "/a", "/a/*/**", "/a/*", "/a/b",
        ];
        let fitting_pairs = [
            ("/**", "/*"),
            ("/*/b", "/a/**"),
            ("/a/**", "/a"),
            ("/a/*/**", "/a/*"),
        ];
        for (less, more) in fitting_pairs {
            assert!(ascending.contains(&less) && ascending.contains(&more));
            assert_eq!(
                pattern(less).specificity(&pattern(more)),
                Ordering::Less,
                "{less} {more}"
            );
        }
        assert_eq!(
            pattern("/a/*").specificity(&pattern("/*/b")),
            Ordering::Greater
        );
        assert_eq!(
            pattern("/a/*").specificity(&pattern("/A/*")),
            Ordering::Equal
        );
    }
}
