//! Any bytes where JSON is expected.

use edgeward_core::json::{JsonError, Value, parse};

/// Reads them here and with `serde_json`: one verdict, but for duplicate members and limits, which
/// `serde_json` does not know; one value; and what is written again reads the same.
pub fn json(bytes: &[u8]) {
    let ours = parse(bytes);
    let theirs = serde_json::from_slice::<serde_json::Value>(bytes);
    match (ours, theirs) {
        (Ok(ours), Ok(theirs)) => {
            assert!(same(&ours, &theirs), "two values");
            let written = ours.to_string();
            assert_eq!(parse(written.as_bytes()).as_ref(), Ok(&ours));
        }
        (Err(_), Err(_)) => {}
        (Err(error), Ok(_)) => assert!(
            matches!(
                error,
                JsonError::DuplicateMember | JsonError::TooDeep | JsonError::TooManyMembers
            ),
            "only we refuse: {error}"
        ),
        (Ok(_), Err(error)) => assert!(
            error.to_string().contains("number out of range"),
            "only we accept: {error}"
        ),
    }
}

fn same(ours: &Value, theirs: &serde_json::Value) -> bool {
    match (ours, theirs) {
        (Value::Null, serde_json::Value::Null) => true,
        (Value::Bool(a), serde_json::Value::Bool(b)) => a == b,
        (Value::Number(a), serde_json::Value::Number(b)) => {
            a.as_str().parse::<f64>().ok() == b.as_f64()
        }
        (Value::String(a), serde_json::Value::String(b)) => a == b,
        (Value::Array(a), serde_json::Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
        }
        (Value::Object(a), serde_json::Value::Object(b)) => {
            a.len() == b.len()
                && a.iter()
                    .all(|(name, value)| b.get(name).is_some_and(|it| same(value, it)))
        }
        _ => false,
    }
}
