//! Who is signed in, for the page's own scripts.

use edgeward::Host;
use edgeward_core::challenge::Challenge;
use edgeward_core::json::{Object, Value};
use edgeward_core::user::User;

use crate::Gate;
use crate::answers::{Asker, sign_in_needed};
use crate::gate::{challenged, refuse, unavailable};
use crate::http::{Answer, Request};
use crate::log::Entry;
use crate::target::Target;
use crate::walk::Walk;

impl<H: Host> Gate<H> {
    /// `GET /auth/me`: the user as JSON, or 401. The same walk as on every route.
    pub(crate) async fn me(
        &self,
        request: &Request,
        target: &Target<'_>,
        entry: &mut Entry,
    ) -> Answer {
        let walk = self.walk(request, target).await;
        entry.aside = walk.aside();
        match walk {
            Walk::Known { principal, cookies, .. } => {
                entry.decision = "allow";
                entry.credential = Some(principal.by);
                entry.subject = Some(principal.user.user_id().to_owned());
                let mut user = describe(&principal.user);
                user.insert("auth", Value::from(principal.by.as_str()));
                Answer::new(200)
                    .with_body("application/json", Value::from(user).to_string())
                    .with_cookies(cookies)
            }
            Walk::Anonymous { cookies, .. } => {
                entry.decision = "challenge";
                sign_in_needed(&Challenge::NoCredentials, Asker::Program).with_cookies(cookies)
            }
            Walk::Refused { challenge, code } => {
                entry.decision = "challenge";
                entry.reason = Some(code);
                challenged(&challenge, code)
            }
            Walk::Unavailable { code } => refuse(entry, &unavailable(code)),
        }
    }
}

fn describe(user: &User) -> Object {
    let mut object = Object::new();
    let text = |value: Option<&str>| value.map_or(Value::Null, Value::from);
    let list = |items: &[String]| {
        Value::from(items.iter().map(|it| Value::from(it.as_str())).collect::<Vec<_>>())
    };
    object.insert("userId", Value::from(user.user_id()));
    object.insert("email", text(user.email()));
    object.insert("emailVerified", Value::from(user.email_verified()));
    object.insert("name", text(user.name()));
    object.insert("givenName", text(user.given_name()));
    object.insert("familyName", text(user.family_name()));
    object.insert("tenantId", text(user.tenant_id()));
    object.insert("roles", list(user.roles()));
    object.insert("customRoles", list(user.custom_roles()));
    object.insert("scopes", list(user.scopes()));
    object
}
