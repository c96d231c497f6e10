//! Error enums whose codes, and what each means, stand in one place.

/// Declares an error enum whose variants have a stable code each: `Variant => "code"`.
///
/// It writes `code()`, and `CODES` with what is written above each variant, from which the types of
/// other languages are made. Variants after a `;` hold, at their end, an error with a code of its own.
#[doc(hidden)]
#[macro_export]
macro_rules! codes {
    (
        $(#[$attribute:meta])*
        pub enum $name:ident {
            $(
                $(#[doc = $doc:literal])+
                $variant:ident $(($($tuple:tt)*))? $({$($fields:tt)*})? => $code:literal
            ),+ $(,)?
            $(;
                $(
                    $(#[doc = $inner_doc:literal])+
                    $outer:ident($($held:tt)*)
                ),+ $(,)?
            )?
        }
    ) => {
        $(#[$attribute])*
        pub enum $name {
            $(
                $(#[doc = $doc])+
                $variant $(($($tuple)*))? $({$($fields)*})?,
            )+
            $($(
                $(#[doc = $inner_doc])+
                $outer($($held)*),
            )+)?
        }

        impl $name {
            /// The codes of this enum's own, each with what it means.
            pub const CODES: &'static [(&'static str, &'static str)] =
                &[$(($code, concat!($($doc, "\n"),+))),+];

            /// A stable, greppable identifier of the outcome, in `snake_case`.
            #[must_use]
            pub const fn code(&self) -> &'static str {
                match self {
                    $(Self::$variant { .. } => $code,)+
                    $($(Self::$outer(.., inner) => inner.code(),)+)?
                }
            }
        }
    };
}

#[cfg(test)]
#[allow(
    unreachable_pub,
    dead_code,
    reason = "the macro writes public items, and only their codes are read"
)]
mod tests {
    #[derive(Debug)]
    pub struct Inner;

    impl Inner {
        const fn code(&self) -> &'static str {
            "inner"
        }
    }

    codes! {
        /// Every shape of a variant.
        #[derive(Debug)]
        pub enum Outer {
            /// Nothing in it.
            Unit => "unit",
            /// One line
            /// and another.
            Tuple(u8, u8) => "tuple",
            /// Names.
            Named {
                /// One.
                one: u8,
            } => "named",
            ;
            /// Its own.
            Inner(u8, Inner),
        }
    }

    #[test]
    fn each_variant_has_its_code_and_each_own_code_is_listed_with_its_text() {
        let all = [
            Outer::Unit,
            Outer::Tuple(1, 2),
            Outer::Named { one: 1 },
            Outer::Inner(1, Inner),
        ];
        assert_eq!(
            all.each_ref().map(Outer::code),
            ["unit", "tuple", "named", "inner"]
        );
        let listed = [
            ("unit", " Nothing in it.\n"),
            ("tuple", " One line\n and another.\n"),
            ("named", " Names.\n"),
        ];
        assert_eq!(Outer::CODES, listed);
    }
}
