//! The parser beside serde_json: what both read is the same, and what only one reads has a reason.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use proptest::prelude::*;

use super::{JsonError, Number, Object, Value, parse};

/// The values that both parsers can hold; serde_json would round other numbers.
fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<i64>().prop_map(|number| Value::from(Number::from(number))),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(6, 64, 8, |inner| {
        let members = prop::collection::vec((any::<String>(), inner.clone()), 0..8);
        prop_oneof![
            prop::collection::vec(inner, 0..8).prop_map(Value::from),
            members.prop_map(|members| {
                let mut object = Object::new();
                for (name, value) in members {
                    object.insert(name, value);
                }
                Value::Object(object)
            }),
        ]
    })
}

fn same(ours: &Value, theirs: &serde_json::Value) -> bool {
    match (ours, theirs) {
        (Value::Null, serde_json::Value::Null) => true,
        (Value::Bool(a), serde_json::Value::Bool(b)) => a == b,
        (Value::Number(a), serde_json::Value::Number(b)) => a.as_f64() == b.as_f64(),
        (Value::String(a), serde_json::Value::String(b)) => a == b,
        (Value::Array(a), serde_json::Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
        }
        (Value::Object(a), serde_json::Value::Object(b)) => {
            a.len() == b.len()
                && a.iter()
                    .all(|(name, value)| b.get(name).is_some_and(|b| same(value, b)))
        }
        _ => false,
    }
}

fn compare(text: &[u8]) -> Result<(), TestCaseError> {
    match (
        parse(text),
        serde_json::from_slice::<serde_json::Value>(text),
    ) {
        (Ok(ours), Ok(theirs)) => prop_assert!(same(&ours, &theirs)),
        (Err(_), Err(_)) => {}
        (Err(error), Ok(_)) => {
            let ours_alone = matches!(
                error,
                JsonError::DuplicateMember | JsonError::TooDeep | JsonError::TooManyMembers
            );
            prop_assert!(ours_alone, "only we refuse: {}", error);
        }
        (Ok(_), Err(error)) => {
            let reason = format!("{error}");
            prop_assert!(
                reason.contains("number out of range"),
                "only we accept: {}",
                reason
            );
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..Default::default() })]

    #[test]
    fn a_written_value_reads_back_the_same_here_and_there(value in value()) {
        let text = format!("{value}");
        prop_assert_eq!(parse(text.as_bytes()), Ok(value));
        compare(text.as_bytes())?;
    }

    #[test]
    fn a_text_with_one_byte_changed_gets_the_same_verdict_here_and_there(
        value in value(), at in any::<prop::sample::Index>(), with in any::<u8>(),
    ) {
        let mut text = format!("{value}").into_bytes();
        let at = at.index(text.len());
        text[at] = with;
        compare(&text)?;
    }

    #[test]
    fn pieces_of_json_get_the_same_verdict_here_and_there(
        pieces in prop::collection::vec(prop::sample::select(&[
            "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u", "d83d", "\\ude00", "0", "12", "-", "+",
            ".", "e", "E", "true", "null", "\"a\"", "\"b\"", "\"a\":1", " ", "\t", "\u{1}", "\u{7f}",
            "é", "\u{feff}",
        ][..]), 0..12),
    ) {
        compare(Vec::from_iter(pieces).concat().as_bytes())?;
    }

    #[test]
    fn arbitrary_bytes_get_the_same_verdict_here_and_there(bytes in any::<Vec<u8>>()) {
        compare(&bytes)?;
    }
}
