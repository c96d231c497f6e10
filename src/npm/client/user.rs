//! A user, as JSON.

use edgeward_core::json::{Number, Object, Value};
use edgeward_core::user::User;

/// The members that TypeScript's `User` has. What the token does not say is left out.
pub(crate) fn object(user: &User) -> Object {
    let mut object = Object::new();
    object.insert("userId", user.user_id());
    let texts = [
        ("email", user.email()),
        ("name", user.name()),
        ("givenName", user.given_name()),
        ("familyName", user.family_name()),
        ("tenantId", user.tenant_id()),
    ];
    for (name, text) in texts {
        if let Some(text) = text {
            object.insert(name, text);
        }
    }
    object.insert("emailVerified", user.email_verified());
    object.insert("roles", list(user.roles()));
    object.insert("customRoles", list(user.custom_roles()));
    object.insert("scopes", list(user.scopes()));
    object.insert("claims", readable(&Value::from(user.claims().clone())));
    object
}

/// The value as JavaScript can read it without loss: an integer that a double would round becomes
/// the text of its digits.
pub(crate) fn readable(value: &Value) -> Value {
    match value {
        Value::Number(number) if is_rounded(number) => Value::from(number.as_str()),
        Value::Array(elements) => Value::from(elements.iter().map(readable).collect::<Vec<_>>()),
        Value::Object(object) => Value::from(readable_object(object)),
        other => other.clone(),
    }
}

/// The same for each member.
pub(crate) fn readable_object(object: &Object) -> Object {
    let mut readable_members = Object::new();
    for (name, value) in object.iter() {
        readable_members.insert(name, readable(value));
    }
    readable_members
}

/// Whether it is written as an integer and is none of those that a double holds exactly.
fn is_rounded(number: &Number) -> bool {
    const MAX_SAFE: u64 = 9_007_199_254_740_991;
    let digits = number.as_str();
    let is_integer = digits
        .strip_prefix('-')
        .unwrap_or(digits)
        .bytes()
        .all(|byte| byte.is_ascii_digit());
    let is_safe = number
        .as_i64()
        .is_some_and(|value| value.unsigned_abs() <= MAX_SAFE);
    is_integer && !is_safe
}

fn list(names: &[String]) -> Value {
    Value::from(
        names
            .iter()
            .map(|name| Value::from(name.as_str()))
            .collect::<Vec<_>>(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use edgeward_core::json;

    #[test]
    fn an_integer_that_a_double_rounds_becomes_its_digits() {
        let text = r#"{"a":9007199254740991,"b":9007199254740993,"c":[-9007199254740992],"d":1.5,"e":1e300,"f":123456789012345678901234567890}"#;
        let value = json::parse(text.as_bytes()).unwrap();
        let expected = r#"{"a":9007199254740991,"b":"9007199254740993","c":["-9007199254740992"],"d":1.5,"e":1e300,"f":"123456789012345678901234567890"}"#;
        assert_eq!(readable(&value).to_string(), expected);
    }
}
