//! A request against the routes.

use edgeward_core::json::{Object, Value};
use edgeward_core::route::{Access, Host, Method, RoleCount, Route};
use edgeward_gate::config::{Review, positions};
use edgeward_gate::explain::{
    self as gate, Explanation, LeadsTo, Onward, Question, Refused, SignedIn, Verdict,
};
use wasm_bindgen::prelude::*;

use super::{number, object, texts};

/// Says what the gate would do with a request. `question` holds `method`, `path`, perhaps `host`, and
/// `askers`: each `null` for nobody, or `roles`, `customRoles` and `scopes`.
///
/// The answer is `null` where the configuration is wrong: `check` says what with.
#[wasm_bindgen]
pub fn explain(vars: &str, question: &str) -> Result<String, JsValue> {
    let (vars, question) = (object(vars)?, object(question)?);
    let Some(config) = Review::of(&vars, None).config else {
        return Ok(Value::Null.to_string());
    };
    let text = |name: &str| question.get(name).and_then(Value::as_str);
    let askers = question.get("askers").and_then(Value::as_array);
    let askers: Vec<_> = askers.unwrap_or_default().iter().map(asker).collect();
    let asked = Question {
        method: text("method").unwrap_or_default(),
        path: text("path").unwrap_or_default(),
        host: text("host"),
    };
    let explanation = gate::explain(&config, asked, &askers);
    Ok(Value::from(answer(&explanation, &positions(&vars))).to_string())
}

fn asker(value: &Value) -> Option<SignedIn> {
    let object = value.as_object()?;
    let list = |name: &str| {
        let items = object.get(name).and_then(Value::as_array);
        let items = items.unwrap_or_default().iter();
        items.filter_map(Value::as_str).map(str::to_owned).collect()
    };
    Some(SignedIn {
        roles: list("roles"),
        custom_roles: list("customRoles"),
        scopes: list("scopes"),
    })
}

fn answer(explanation: &Explanation<'_>, positions: &[(usize, Route)]) -> Object {
    let mut object = Object::new();
    object.insert("host", explanation.host.as_str());
    object.insert("why", explanation.why.as_str());
    let naming = explanation.naming.iter();
    let naming = naming.map(|it| Value::from(route(it, positions)));
    object.insert("naming", naming.collect::<Vec<_>>());
    match &explanation.leads_to {
        LeadsTo::Nowhere(it) => object.insert("refused", refused(it)),
        LeadsTo::Endpoint => object.insert("endpoint", true),
        LeadsTo::Route {
            route: found,
            verdicts,
        } => {
            let found = found.map(|it| Value::from(route(it, positions)));
            object.insert("route", found.unwrap_or(Value::Null));
            let verdicts = verdicts.iter().map(|it| Value::from(verdict(it)));
            object.insert("verdicts", verdicts.collect::<Vec<_>>());
        }
    }
    object
}

fn route(route: &Route, positions: &[(usize, Route)]) -> Object {
    let mut object = Object::new();
    let position = positions.iter().find(|(_, it)| it == route);
    if let Some((position, _)) = position {
        object.insert("position", number(*position));
    }
    object.insert("path", route.pattern.as_str());
    let methods = Method::ALL.into_iter();
    let methods = methods.filter(|method| route.methods.contains(*method));
    object.insert("methods", texts(methods.map(Method::as_str)));
    if let Some(hosts) = route.hosts.list() {
        object.insert("hosts", texts(hosts.iter().map(Host::as_str)));
    }
    match &route.access {
        Access::Public => object.insert("access", "public"),
        Access::Optional => object.insert("access", "optional"),
        Access::Requires(requirement) => {
            object.insert("access", "signed-in");
            object.insert("roles", texts(requirement.roles()));
            object.insert("requireAll", requirement.role_count() == RoleCount::All);
            object.insert("includeCustom", requirement.include_custom());
            object.insert("scopes", texts(requirement.scopes()));
        }
    }
    object
}

fn refused(refused: &Refused) -> Object {
    let mut object = Object::new();
    object.insert("status", u64::from(refused.status));
    object.insert("code", refused.code);
    if let Some(allow) = &refused.allow {
        object.insert("allow", allow.as_str());
    }
    object
}

fn verdict(verdict: &Verdict) -> Object {
    let mut object = Object::new();
    match verdict {
        Verdict::Allow(onward) => {
            object.insert("decision", "allow");
            object.insert("origin", origin(onward));
        }
        Verdict::Challenge {
            sends_to_sign_in,
            www_authenticate,
        } => {
            let decision = if *sends_to_sign_in {
                "sign_in"
            } else {
                "challenge"
            };
            object.insert("decision", decision);
            object.insert("status", 401_u64);
            object.insert("wwwAuthenticate", www_authenticate.as_str());
        }
        Verdict::Forbid(missing) => {
            object.insert("decision", "forbid");
            object.insert("status", 403_u64);
            object.insert("missingRoles", texts(missing.roles()));
            object.insert("allOfThem", missing.role_count() == RoleCount::All);
            object.insert("missingScopes", texts(missing.scopes()));
        }
    }
    object
}

fn origin(onward: &Onward) -> Object {
    let mut object = Object::new();
    object.insert("path", onward.path_and_query.as_str());
    object.insert("headers", texts(&onward.headers));
    object.insert("headersIfKnown", texts(&onward.headers_if_known));
    object
}
