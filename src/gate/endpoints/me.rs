//! Who is signed in, for the page's own scripts.

use edgeward::Host;
use edgeward_core::challenge::Challenge;
use edgeward_core::json::{Object, Value};
use edgeward_core::user::User;

use super::Visit;
use crate::Gate;
use crate::answers::{Asker, sign_in_needed};
use crate::cross_origin::{Origins, readable_by};
use crate::http::Answer;
use crate::identity::Credential;
use crate::log::Entry;

impl<H: Host> Gate<H> {
    /// `GET /auth/me`: the user as JSON, or 401. The same walk as on every route.
    pub(crate) async fn me(&self, visit: Visit<'_>, entry: &mut Entry) -> Answer {
        let reader = Origins {
            own: visit.origin(),
            listed: &self.config.cors_origins,
        }
        .reader(visit.request);
        let answer = match self.identify(visit.request, visit.target, entry).await {
            Err(answer) => answer,
            Ok((None, cookies)) => {
                entry.decision = "challenge";
                sign_in_needed(&Challenge::NoCredentials, Asker::Program).with_cookies(cookies)
            }
            Ok((Some(principal), cookies)) => {
                entry.decision = "allow";
                let user = describe(&principal.user, principal.by);
                Answer::new(200)
                    .with_body("application/json", Value::from(user).to_string())
                    .with_cookies(cookies)
            }
        };
        readable_by(reader, answer)
    }
}

fn describe(user: &User, by: Credential) -> Object {
    let mut object = Object::new();
    let text = |value: Option<&str>| value.map_or(Value::Null, Value::from);
    let list = |items: &[String]| {
        Value::from(
            items
                .iter()
                .map(|it| Value::from(it.as_str()))
                .collect::<Vec<_>>(),
        )
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
    object.insert("auth", Value::from(by.as_str()));
    object
}
