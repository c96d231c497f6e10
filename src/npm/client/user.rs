//! A user, as JSON.

use edgeward_core::json::{Members, Object};
use edgeward_core::user::UserView;

use crate::answer::{Json, optional};
use crate::calls::{Answer, Call};

/// The user of `claims`, which were valid and were kept where the page alone could change them.
pub(crate) fn mapped(call: &Call<'_>) -> Answer {
    let none = Object::new();
    let claims = call.arguments.object("claims").unwrap_or(&none);
    let user = UserView::of_sealed_claims(claims, &call.party.options().roles)?;
    Ok(json(&user))
}

/// A user.
pub(crate) fn json(user: &UserView<'_>) -> Json {
    Json::object(|it| {
        members(it, user);
        claims(it, user);
    })
}

/// A user whose claims a reader has as JSON: only where a double would round one of them they are written
/// once more.
pub(crate) fn beside_claims(it: &mut Members, user: &UserView<'_>) {
    members(it, user);
    if user.claims.is_rounded_in_doubles() {
        claims(it, user);
    }
}

fn claims(it: &mut Members, user: &UserView<'_>) {
    it.json("claims", &user.claims.for_doubles());
}

/// The members that TypeScript's `User` has, but for the claims. What the token does not say is left out.
fn members(it: &mut Members, user: &UserView<'_>) {
    it.text("userId", user.user_id);
    optional(it, "email", user.email);
    optional(it, "name", user.name.as_deref());
    optional(it, "givenName", user.given_name);
    optional(it, "familyName", user.family_name);
    optional(it, "tenantId", user.tenant_id);
    it.flag("emailVerified", user.email_verified);
    let mut list = |name, names: &[&str]| it.texts(name, names.iter().copied());
    list("roles", &user.roles);
    list("customRoles", &user.custom_roles);
    list("scopes", &user.scopes);
}
