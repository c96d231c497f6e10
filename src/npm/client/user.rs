//! A user, as JSON.

use edgeward_core::json::{Object, Value};
use edgeward_core::user::User;

use crate::calls::{Answer, Call};

/// The user of `claims`, which were valid and were kept where the page alone could change them.
pub(crate) fn mapped(call: &Call<'_>) -> Answer {
    let claims = call.arguments.object("claims").cloned().unwrap_or_default();
    let user = User::from_sealed_claims(claims, &call.party.options().roles)?;
    Ok(Some(object(&user).into()))
}

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
    object.insert("claims", user.claims().for_doubles());
    object
}

fn list(names: &[String]) -> Value {
    Value::from(
        names
            .iter()
            .map(|name| Value::from(name.as_str()))
            .collect::<Vec<_>>(),
    )
}
