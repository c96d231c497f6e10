//! Reading the Cookie request header (RFC 6265bis §4.2).

use super::name::PREFIX;
use super::{COOKIES, CookieError, HEADER};

/// The gate's own cookies among those that the browser sent. The others are the origin's business.
#[derive(Clone, Default)]
pub struct Cookies<'a> {
    own: Vec<(&'a str, &'a str)>,
}

impl<'a> Cookies<'a> {
    /// Parses the request's Cookie headers. HTTP/2 may split the header (RFC 9113 §8.2.3).
    ///
    /// # Errors
    /// When all of them together are longer than [`HEADER`], hold more than [`COOKIES`] cookies, or
    /// one has a control character.
    pub fn parse<I>(headers: I) -> Result<Self, CookieError>
    where
        I: IntoIterator<Item = &'a str>,
    {
        let mut length = 0_usize;
        let mut count = 0_usize;
        let mut own = Vec::new();
        for header in headers {
            length = length.saturating_add(header.len());
            if length > HEADER {
                return Err(CookieError::HeaderTooLarge);
            }
            if header
                .bytes()
                .any(|byte| byte.is_ascii_control() && byte != b'\t')
            {
                return Err(CookieError::ControlCharacter);
            }
            for pair in pairs(header) {
                count = count.saturating_add(1);
                if count > COOKIES {
                    return Err(CookieError::TooManyCookies);
                }
                if let Some((name, value)) = pair.split_once('=')
                    && name.starts_with(PREFIX)
                {
                    own.push((name, value));
                }
            }
        }
        Ok(Self { own })
    }

    /// The value of the cookie with this name, if there is exactly one.
    pub(crate) fn value(&self, name: &str) -> Option<&'a str> {
        let mut values = self.own.iter().filter(|(own, _)| *own == name);
        match (values.next(), values.next()) {
            (Some((_, value)), None) => Some(value),
            _ => None,
        }
    }

    /// The names in the order of the header, those that are there twice too.
    pub(crate) fn names(&self) -> impl Iterator<Item = &'a str> {
        self.own.iter().map(|(name, _)| *name)
    }
}

impl std::fmt::Debug for Cookies<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.names()).finish()
    }
}

/// The cookies of one header, without the spaces around them.
fn pairs(header: &str) -> impl Iterator<Item = &str> {
    header
        .split(';')
        .map(|pair| pair.trim_matches([' ', '\t']))
        .filter(|pair| !pair.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn parse(header: &str) -> Cookies<'_> {
        Cookies::parse([header]).unwrap()
    }

    #[test]
    fn own_cookies_are_found_among_others() {
        let cookies = parse("a=1; __Host-edgeward-session=abc;b=2;\t__Host-edgeward-x=d=e ;; c");
        assert_eq!(cookies.value("__Host-edgeward-session"), Some("abc"));
        assert_eq!(cookies.value("__Host-edgeward-x"), Some("d=e"));
        assert_eq!(cookies.value("a"), None);
        assert_eq!(cookies.names().count(), 2);
    }

    #[test]
    fn a_header_in_several_parts_is_one() {
        let cookies =
            Cookies::parse(["a=1", "__Host-edgeward-session=abc", "__Host-edgeward-x=1"]).unwrap();
        assert_eq!(cookies.value("__Host-edgeward-session"), Some("abc"));
        assert_eq!(cookies.value("__Host-edgeward-x"), Some("1"));
    }

    #[test]
    fn a_name_that_is_there_twice_counts_as_absent() {
        let twice = "__Host-edgeward-session=abc; x=1; __Host-edgeward-session=abc";
        assert_eq!(parse(twice).value("__Host-edgeward-session"), None);
        let across = Cookies::parse(["__Host-edgeward-session=a", "__Host-edgeward-session=b"]);
        assert_eq!(across.unwrap().value("__Host-edgeward-session"), None);
    }

    #[test]
    fn another_letter_case_or_a_nameless_cookie_is_not_ours() {
        let cookies = parse("__host-edgeward-session=a; =__Host-edgeward-session=b");
        assert_eq!(cookies.names().count(), 0);
        assert_eq!(parse("__Host-edgeward-session").names().count(), 0);
    }

    #[test]
    fn a_header_of_32_kib_is_read_and_a_longer_one_refused() {
        let longest = format!("a={}", "x".repeat(HEADER - 2));
        assert!(Cookies::parse([longest.as_str()]).is_ok());
        let longer = format!("{longest}x");
        assert_eq!(
            Cookies::parse([longer.as_str()]).unwrap_err(),
            CookieError::HeaderTooLarge
        );
        let parts = [longest.as_str(), "x"];
        assert_eq!(
            Cookies::parse(parts).unwrap_err(),
            CookieError::HeaderTooLarge
        );
    }

    #[test]
    fn up_to_128_cookies_are_read_and_one_more_is_refused() {
        let most = ["a=1"; COOKIES].join("; ");
        assert!(Cookies::parse([most.as_str()]).is_ok());
        let more = [most.as_str(), "b=1"];
        assert_eq!(
            Cookies::parse(more).unwrap_err(),
            CookieError::TooManyCookies
        );
    }

    #[test]
    fn control_characters_are_refused() {
        for character in (0..=0x1f_u8).chain([0x7f]).filter(|byte| *byte != b'\t') {
            let header = format!("a=1{}2", char::from(character));
            let refused = Cookies::parse([header.as_str()]).unwrap_err();
            assert_eq!(refused, CookieError::ControlCharacter, "{character:#x}");
        }
    }

    #[test]
    fn debug_shows_no_value() {
        let shown = format!("{:?}", parse("__Host-edgeward-session=topsecret"));
        assert_eq!(shown, r#"["__Host-edgeward-session"]"#);
    }

    proptest! {
        #[test]
        fn parsing_anything_never_panics(header: String) {
            let _ = Cookies::parse([header.as_str()]);
        }

        #[test]
        fn only_own_names_are_kept(header in "([a_]|__Host-edgeward-|session|[=;, \"é]){0,40}") {
            let cookies = Cookies::parse([header.as_str()]).unwrap();
            prop_assert!(cookies.names().all(|name| name.starts_with(PREFIX)));
        }
    }
}
