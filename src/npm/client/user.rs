//! A user, as JSON.

use edgeward_core::json::{Object, Value};
use edgeward_core::user::User;

use crate::calls::{Answer, Call};

/// The user of `claims`, which were valid and were kept where the page alone could change them.
pub(crate) fn mapped(call: &Call<'_>) -> Answer {
    let claims = call.arguments.object("claims").cloned().unwrap_or_default();
    let user = User::from_sealed_claims(claims, &call.party.options().roles)?;
    Ok(Some(object(user).into()))
}

/// The members that TypeScript's `User` has. What the token does not say is left out.
pub(crate) fn object(user: User) -> Object {
    let (user, claims) = user.into_parts();
    let mut object = Object::new();
    object.insert("userId", user.user_id);
    let texts = [
        ("email", user.email),
        ("name", user.name),
        ("givenName", user.given_name),
        ("familyName", user.family_name),
        ("tenantId", user.tenant_id),
    ];
    for (name, text) in texts {
        if let Some(text) = text {
            object.insert(name, text);
        }
    }
    object.insert("emailVerified", user.email_verified);
    let lists = [
        ("roles", user.roles),
        ("customRoles", user.custom_roles),
        ("scopes", user.scopes),
    ];
    for (name, names) in lists {
        object.insert(name, names.into_iter().map(Value::from).collect::<Vec<_>>());
    }
    object.insert("claims", claims.for_doubles());
    object
}
