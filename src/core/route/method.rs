//! Request methods, as a closed set.

use alloc::vec::Vec;
use core::fmt;

/// A method that the gate lets through to routes (RFC 9110 §9.3, RFC 5789).
///
/// `TRACE` and `CONNECT` do not belong behind a gate, and a verb that the gate does not know may be
/// one that the origin takes for another, so everything else is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// `GET`
    Get,
    /// `HEAD`, which always follows the rule for `GET`.
    Head,
    /// `POST`
    Post,
    /// `PUT`
    Put,
    /// `PATCH`
    Patch,
    /// `DELETE`
    Delete,
    /// `OPTIONS` that is not a CORS preflight: a method like the others.
    Options,
}

impl Method {
    /// Every known method.
    pub const ALL: [Self; 7] = [
        Self::Get,
        Self::Head,
        Self::Post,
        Self::Put,
        Self::Patch,
        Self::Delete,
        Self::Options,
    ];

    /// Parses the method of a request, which is case-sensitive (RFC 9110 §9.1).
    ///
    /// # Errors
    ///
    /// [`MethodError::Unknown`] for everything that is not exactly one of [`Method::ALL`]; the
    /// answer is 405.
    pub fn parse(text: &str) -> Result<Self, MethodError> {
        Self::ALL
            .into_iter()
            .find(|method| method.as_str() == text)
            .ok_or(MethodError::Unknown)
    }

    /// The method as requests spell it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Head => "HEAD",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
            Self::Options => "OPTIONS",
        }
    }

    const fn bit(self) -> u8 {
        match self {
            // One bit for both: no route can tell them apart.
            Self::Get | Self::Head => 1,
            Self::Post => 2,
            Self::Put => 4,
            Self::Patch => 8,
            Self::Delete => 16,
            Self::Options => 32,
        }
    }
}

/// Which methods a route is about. Never empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Methods(u8);

impl Methods {
    /// Every known method.
    #[must_use]
    pub const fn any() -> Self {
        Self(63)
    }

    /// The methods of a list. `GET` brings `HEAD`.
    ///
    /// # Errors
    ///
    /// [`MethodError::Empty`] for a route that would never apply, [`MethodError::HeadWithoutGet`]
    /// for one that would tell `HEAD` from `GET`.
    pub fn listed(methods: &[Method]) -> Result<Self, MethodError> {
        if methods.is_empty() {
            return Err(MethodError::Empty);
        }
        if methods.contains(&Method::Head) && !methods.contains(&Method::Get) {
            return Err(MethodError::HeadWithoutGet);
        }
        Ok(Self(
            methods.iter().fold(0, |bits, method| bits | method.bit()),
        ))
    }

    /// Whether the method is one of them.
    #[must_use]
    pub const fn contains(self, method: Method) -> bool {
        self.0 & method.bit() != 0
    }

    /// Whether some method is in both.
    #[must_use]
    pub const fn overlaps(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    pub(super) const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// As the `Allow` header wants it (RFC 9110 §10.2.1).
impl fmt::Display for Methods {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = Method::ALL
            .into_iter()
            .filter(|method| self.contains(*method))
            .map(Method::as_str)
            .collect();
        f.write_str(&names.join(", "))
    }
}

/// Why a method or a list of methods is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum MethodError {
    /// Not one of [`Method::ALL`], letter case included.
    Unknown,
    /// A list without methods.
    Empty,
    /// A list with `HEAD` and without `GET`.
    HeadWithoutGet,
}

impl MethodError {
    /// A stable identifier, in `snake_case`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Unknown => "method_unknown",
            Self::Empty => "methods_empty",
            Self::HeadWithoutGet => "methods_head_without_get",
        }
    }
}

impl fmt::Display for MethodError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown => write!(f, "the method is not one of {}", Methods::any()),
            Self::Empty => f.write_str("the list of methods is empty"),
            Self::HeadWithoutGet => f.write_str("`HEAD` is listed without `GET`"),
        }
    }
}

impl core::error::Error for MethodError {}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;

    #[test]
    fn a_union_has_the_methods_of_both() {
        let listed = |methods: &[Method]| Methods::listed(methods).unwrap();
        let union =
            listed(&[Method::Get, Method::Post]).union(listed(&[Method::Post, Method::Put]));
        assert_eq!(union, listed(&[Method::Get, Method::Post, Method::Put]));
    }

    #[test]
    fn only_exact_known_methods_are_accepted() {
        for method in Method::ALL {
            assert_eq!(Method::parse(method.as_str()), Ok(method));
            let lower = method.as_str().to_ascii_lowercase();
            assert_eq!(Method::parse(&lower), Err(MethodError::Unknown));
        }
        for text in [
            "", "TRACE", "CONNECT", "GET ", "PROPFIND", "QUERY", "GETS", "G",
        ] {
            assert_eq!(Method::parse(text), Err(MethodError::Unknown), "{text:?}");
        }
    }

    #[test]
    fn head_follows_get() {
        let get = Methods::listed(&[Method::Get]).unwrap();
        assert!(get.contains(Method::Head));
        assert!(!get.contains(Method::Post));
        assert_eq!(Methods::listed(&[Method::Get, Method::Head]), Ok(get));
        assert_eq!(
            Methods::listed(&[Method::Head]),
            Err(MethodError::HeadWithoutGet)
        );
        assert!(
            !Methods::listed(&[Method::Post])
                .unwrap()
                .contains(Method::Head)
        );
    }

    #[test]
    fn an_empty_list_is_refused() {
        assert_eq!(Methods::listed(&[]), Err(MethodError::Empty));
    }

    #[test]
    fn any_holds_every_method_and_lists_overlap_where_they_share_one() {
        assert!(
            Method::ALL
                .into_iter()
                .all(|method| Methods::any().contains(method))
        );
        let list = |methods: &[Method]| Methods::listed(methods).unwrap();
        assert!(Methods::any().overlaps(list(&[Method::Put])));
        assert!(!list(&[Method::Get]).overlaps(list(&[Method::Post, Method::Put])));
    }

    #[test]
    fn allow_lists_the_methods() {
        let methods = Methods::listed(&[Method::Post, Method::Get]).unwrap();
        assert_eq!(methods.to_string(), "GET, HEAD, POST");
    }
}
