//! `application/x-www-form-urlencoded`, which queries and form posts share (RFC 6749 appendix B).
//!
//! Reading is strict: what two readers could decode differently is refused, and so is a name that
//! comes twice, as soon as somebody asks for it.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use crate::displayed;
use crate::limits;
use crate::text::{Gaps, Say, cut, pieces};
use crate::url::percent;

/// Encodes names and values as a form.
#[must_use]
pub fn encode<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let mut form = String::new();
    for (name, value) in pairs {
        push(&mut form, name, value);
    }
    form
}

/// Encodes one more name and value.
pub(crate) fn push(form: &mut String, name: &str, value: &str) {
    if !form.is_empty() {
        form.push('&');
    }
    write(form, name);
    form.push('=');
    write(form, value);
}

/// The names and values of a form that is being put together. `Debug` shows the names only.
#[derive(Clone)]
pub(crate) struct Fields<'a>(Vec<(&'a str, &'a str)>);

impl<'a> Fields<'a> {
    pub(crate) const fn new() -> Self {
        Self(Vec::new())
    }

    /// Whether there is a value of this name.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(field, _)| *field == name)
    }

    /// Sets a value; the last call stands.
    pub(crate) fn set(&mut self, name: &'a str, value: &'a str) {
        match self.0.iter_mut().find(|(field, _)| *field == name) {
            Some((_, old)) => *old = value,
            None => self.0.push((name, value)),
        }
    }

    /// Gives a value another name, if it is there.
    pub(crate) fn rename(&mut self, name: &str, new: &'a str) {
        if let Some((field, _)) = self.0.iter_mut().find(|(field, _)| *field == name) {
            *field = new;
        }
    }

    /// Encodes them.
    pub(crate) fn encode(&self) -> String {
        encode(self.0.iter().copied())
    }
}

impl fmt::Debug for Fields<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set()
            .entries(self.0.iter().map(|(name, _)| name))
            .finish()
    }
}

/// Encodes one name or value.
#[must_use]
pub fn encode_text(text: &str) -> String {
    let mut encoded = String::new();
    write(&mut encoded, text);
    encoded
}

/// As the URL Standard §5.2 serializes: what is neither a letter nor a digit nor one of `*-._` becomes
/// its bytes in hexadecimal, and a space a plus sign.
fn write(form: &mut String, text: &str) {
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'*' | b'-' | b'.' | b'_' => {
                form.push(byte.into());
            }
            b' ' => form.push('+'),
            _ => percent::push(form, byte),
        }
    }
}

/// The fields of a query or of a posted form, decoded.
///
/// The values may be codes and tokens, so `Debug` shows the names only.
#[derive(Clone, PartialEq, Eq)]
pub struct FormFields(Vec<(String, String)>);

impl FormFields {
    /// Parses a query (without its question mark) or a form body.
    ///
    /// # Errors
    /// Over [`limits::FORM`] bytes or [`limits::FORM_FIELDS`] fields, or not decodable.
    pub fn parse(text: &[u8]) -> Result<Self, FormError> {
        if text.len() > limits::FORM {
            return Err(FormError::TooLong);
        }
        // What is not UTF-8 as it stands is not made so by decoding it.
        let text = str::from_utf8(text).map_err(|_| FormError::Utf8)?;
        let mut fields = Vec::new();
        for field in pieces(text, b'&') {
            if field.is_empty() {
                continue;
            }
            if fields.len() == limits::FORM_FIELDS {
                return Err(FormError::TooManyFields);
            }
            let (name, value) = cut(field, b'=').unwrap_or((field, ""));
            fields.push((decode(name)?, decode(value)?));
        }
        Ok(Self(fields))
    }

    /// The value of the field `name`, which may be there once.
    ///
    /// # Errors
    /// [`DuplicateField`] when it is there more than once (RFC 6749 §3.1).
    pub fn single(&self, name: &'static str) -> Result<Option<&str>, DuplicateField> {
        let mut single = None;
        for (field, value) in self.iter() {
            if field == name && single.replace(value).is_some() {
                return Err(DuplicateField { name });
            }
        }
        Ok(single)
    }

    /// The fields in their order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Whether there is no field.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Debug for FormFields {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FormFields")?;
        f.debug_set()
            .entries(self.iter().map(|(name, _)| name))
            .finish()
    }
}

/// A field that may be there once is there again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DuplicateField {
    /// The name of the field, as the standard spells it.
    pub name: &'static str,
}

impl Say for DuplicateField {
    fn sentence(&self) -> &'static str {
        "the parameter `{}` is there more than once"
    }

    fn fill(&self, gaps: &mut Gaps<'_>) {
        gaps.text(self.name);
    }
}

displayed!(DuplicateField);

impl core::error::Error for DuplicateField {}

/// Why a text is not a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum FormError {
    /// Longer than [`limits::FORM`].
    TooLong,
    /// More fields than [`limits::FORM_FIELDS`].
    TooManyFields,
    /// A percent sign without two hexadecimal digits after it.
    PercentEncoding,
    /// A name or value that is not UTF-8.
    Utf8,
}

impl Say for FormError {
    fn sentence(&self) -> &'static str {
        match self {
            Self::TooLong => "the form is too long",
            Self::TooManyFields => "the form has too many fields",
            Self::PercentEncoding => "the form has a broken percent-encoding",
            Self::Utf8 => "the form is not UTF-8",
        }
    }
}

displayed!(FormError);

impl core::error::Error for FormError {}

fn decode(text: &str) -> Result<String, FormError> {
    let mut octets = Vec::with_capacity(text.len());
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        octets.push(match byte {
            b'+' => b' ',
            b'%' => percent::octet(&mut bytes).ok_or(FormError::PercentEncoding)?,
            byte => byte,
        });
    }
    String::from_utf8(octets).map_err(|_| FormError::Utf8)
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::format;
    use proptest::prelude::*;

    fn parse(text: &str) -> Result<FormFields, FormError> {
        FormFields::parse(text.as_bytes())
    }

    #[test]
    fn what_is_encoded_is_read_back() {
        let pairs = [("a b", "1+2=3&4"), ("ü", "%\u{0}\r\n"), ("empty", "")];
        let encoded = encode(pairs);
        assert_eq!(encoded, "a+b=1%2B2%3D3%264&%C3%BC=%25%00%0D%0A&empty=");
        let fields = FormFields::parse(encoded.as_bytes()).unwrap();
        assert!(fields.iter().eq(pairs));
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..Default::default() })]

        #[test]
        fn any_text_is_encoded_as_the_other_writer_encodes_it(name in any::<String>(), value in any::<String>()) {
            let pairs = [(name.as_str(), value.as_str()), ("", "a b")];
            let mut theirs = form_urlencoded::Serializer::new(String::new());
            prop_assert_eq!(encode(pairs), theirs.extend_pairs(pairs).finish());
        }
    }

    #[test]
    fn empty_pieces_are_no_fields_and_a_missing_value_is_empty() {
        let fields = parse("&&a&b=&=c&d=e=f&").unwrap();
        assert!(
            fields
                .iter()
                .eq([("a", ""), ("b", ""), ("", "c"), ("d", "e=f")])
        );
        assert!(parse("").unwrap().is_empty());
    }

    #[test]
    fn a_broken_percent_encoding_is_refused() {
        for text in ["a=%", "a=%4", "a=%4g", "%zz=1", "a=%u0041", "a=1%"] {
            assert_eq!(parse(text), Err(FormError::PercentEncoding), "{text}");
        }
        assert_eq!(parse("a=%41%2b").unwrap().single("a"), Ok(Some("A+")));
    }

    #[test]
    fn what_is_not_utf8_is_refused_raw_or_encoded() {
        for text in ["a=%ff", "a=%c0%80", "%ed%a0%80=1"] {
            assert_eq!(parse(text), Err(FormError::Utf8), "{text}");
        }
        assert_eq!(FormFields::parse(b"a=\xff"), Err(FormError::Utf8));
        assert_eq!(FormFields::parse(b"a=\xc3%a4"), Err(FormError::Utf8));
    }

    #[test]
    fn a_name_that_comes_twice_is_refused_in_any_spelling() {
        let fields = parse("code=1&state=2&c%6fde=1").unwrap();
        assert_eq!(fields.single("code"), Err(DuplicateField { name: "code" }));
        assert_eq!(fields.single("state"), Ok(Some("2")));
        assert_eq!(fields.single("iss"), Ok(None));
    }

    #[test]
    fn the_limits_are_exact() {
        let most = "a&".repeat(limits::FORM_FIELDS);
        assert!(parse(&most).is_ok());
        assert_eq!(parse(&format!("{most}a")), Err(FormError::TooManyFields));
        let longest = format!("a={}", "x".repeat(limits::FORM - 2));
        assert!(parse(&longest).is_ok());
        assert_eq!(parse(&format!("{longest}x")), Err(FormError::TooLong));
    }

    #[test]
    fn debug_shows_no_value() {
        let text = format!("{:?}", parse("code=topsecret").unwrap());
        assert_eq!(text, "FormFields{\"code\"}");
    }
}
