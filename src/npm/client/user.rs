//! A user, as JSON.

use edgeward_core::json::Members;
use edgeward_core::user::{User, UserView};

use crate::answer::Json;
use crate::calls::{Answer, Call};

/// The user of `claims`, which were valid and were kept where the page alone could change them.
pub(crate) fn mapped(call: &Call<'_>) -> Answer {
    let claims = call.arguments.object("claims").cloned().unwrap_or_default();
    let user = User::from_sealed_claims(claims, &call.party.options().roles)?;
    Ok(Some(json(&user)))
}

/// A user.
pub(crate) fn json(user: &User) -> Json {
    Json::object(|it| members(it, &user.view(), None))
}

/// The members that TypeScript's `User` has. What the token does not say is left out.
///
/// `text` is what the claims were read from. It is JSON already, and only what a double would round must
/// be written otherwise.
pub(crate) fn members(it: &mut Members, user: &UserView<'_>, text: Option<&str>) {
    it.text("userId", user.user_id);
    let texts = [
        ("email", user.email),
        ("name", user.name.as_deref()),
        ("givenName", user.given_name),
        ("familyName", user.family_name),
        ("tenantId", user.tenant_id),
    ];
    for (name, text) in texts {
        if let Some(text) = text {
            it.text(name, text);
        }
    }
    it.flag("emailVerified", user.email_verified);
    let lists = [
        ("roles", &user.roles),
        ("customRoles", &user.custom_roles),
        ("scopes", &user.scopes),
    ];
    for (name, names) in lists {
        it.texts(name, names.iter().copied());
    }
    let claims = user.claims;
    match text {
        Some(text) if !claims.is_rounded_in_doubles() => it.json("claims", &text),
        _ => it.json("claims", &claims.clone().for_doubles()),
    }
}
