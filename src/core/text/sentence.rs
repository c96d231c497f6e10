//! What errors say. `core::fmt` can pad, align and call through tables, which is more code than all the
//! sentences together; so they are made here, and `Display` is one line on top of it.

use alloc::string::String;

use super::{cut, push_decimal};

/// What says itself in a sentence.
pub trait Say {
    /// The sentence, with `{}` in place of each thing that differs.
    fn sentence(&self) -> &'static str;

    /// Says what stands in the gaps, one after the other.
    fn fill(&self, gaps: &mut Gaps<'_>) {
        let _ = gaps;
    }
}

impl Say for &'static str {
    fn sentence(&self) -> &'static str {
        self
    }
}

/// The whole sentence.
#[must_use]
pub fn said(it: &dyn Say) -> String {
    let mut text = String::new();
    say(&mut text, it);
    text
}

fn say(text: &mut String, it: &dyn Say) {
    let rest = it.sentence();
    let mut gaps = Gaps { text, rest };
    it.fill(&mut gaps);
    gaps.text.push_str(gaps.rest);
}

/// The gaps of a sentence that are still to be filled.
#[derive(Debug)]
pub struct Gaps<'a> {
    text: &'a mut String,
    rest: &'static str,
}

impl Gaps<'_> {
    /// A text.
    pub fn text(&mut self, text: &str) {
        self.next().push_str(text);
    }

    /// A number.
    pub fn number(&mut self, number: u64) {
        push_decimal(self.next(), number);
    }

    /// What says itself.
    pub fn say(&mut self, it: &dyn Say) {
        say(self.next(), it);
    }

    /// The text up to the next gap.
    fn next(&mut self) -> &mut String {
        if let Some((before, gap)) = cut(self.rest, b'{') {
            self.text.push_str(before);
            self.rest = cut(gap, b'}').unwrap_or_default().1;
        }
        self.text
    }
}

/// `Display` of types that say themselves.
#[doc(hidden)]
#[macro_export]
macro_rules! displayed {
    ($($name:ty),+ $(,)?) => {
        $(impl core::fmt::Display for $name {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.write_str(&$crate::text::said(self))
            }
        })+
    };
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;

    struct Inner(u64);

    impl Say for Inner {
        fn sentence(&self) -> &'static str {
            "{}!"
        }

        fn fill(&self, gaps: &mut Gaps<'_>) {
            gaps.number(self.0);
        }
    }

    struct Outer;

    impl Say for Outer {
        fn sentence(&self) -> &'static str {
            "a `{}`, {} and {}."
        }

        fn fill(&self, gaps: &mut Gaps<'_>) {
            gaps.text("{}");
            gaps.say(&Inner(10));
            gaps.say(&Inner(u64::MAX));
        }
    }

    displayed!(Outer);

    #[test]
    fn gaps_are_filled_in_their_order_and_what_fills_them_has_none() {
        assert_eq!(said(&Outer), "a `{}`, 10! and 18446744073709551615!.");
        assert_eq!(Outer.to_string(), said(&Outer));
    }
}
