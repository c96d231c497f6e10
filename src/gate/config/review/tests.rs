use edgeward_core::json;

use super::*;

const LEAST: &str = r#"{
    "AUTHORITY": "https://login.example.com",
    "AUDIENCE": "https://api.example.com",
    "ORIGIN": "https://origin.example.com",
    "PUBLIC_URL": ["https://app.example.com", "https://api.example.com"],
    "CLIENT_ID": "app"
}"#;

/// `LEAST` with members of another object over it.
fn vars(changes: &str) -> Object {
    let mut vars = json::parse_object(LEAST.as_bytes()).unwrap();
    for (name, value) in json::parse_object(changes.as_bytes()).unwrap().iter() {
        vars.insert(name, value.clone());
    }
    vars
}

fn review(changes: &str) -> Review {
    Review::of(&vars(changes), None)
}

fn pending(changes: &str) -> Vec<(&'static str, bool)> {
    let review = review(changes);
    assert!(review.problems.is_empty(), "{:?}", review.problems);
    let pending = review.pending.iter();
    pending.map(|it| (it.name(), it.is_needed())).collect()
}

fn notes(changes: &str) -> Vec<(String, &'static str)> {
    let notes = review(changes).notes;
    notes.iter().map(|it| (it.key(), it.code())).collect()
}

#[test]
fn secrets_elsewhere_are_pending_and_not_missing() {
    assert_eq!(
        pending("{}"),
        [("COOKIE_KEY", true), ("CLIENT_SECRET", false)]
    );
    assert_eq!(
        pending(r#"{"CLIENT_AUTH":"client_secret_post"}"#),
        [("COOKIE_KEY", true), ("CLIENT_SECRET", true)]
    );
    assert_eq!(
        pending(r#"{"CLIENT_AUTH":"private_key_jwt"}"#),
        [("COOKIE_KEY", true), ("CLIENT_PRIVATE_KEY", true)]
    );
    assert_eq!(pending(r#"{"CLIENT_AUTH":"none"}"#), [("COOKIE_KEY", true)]);
    assert_eq!(
        pending(r#"{"SIGN_IN":false,"ALGORITHMS":["HS512"]}"#),
        [("HMAC_SECRET", true)]
    );
    assert_eq!(
        pending(r#"{"SIGN_IN":false,"ALGORITHMS":["HS256"],"DANGER_SYMMETRIC_JWKS":true}"#),
        []
    );
    assert_eq!(pending(r#"{"SIGN_IN":"false"}"#), []);
}

#[test]
fn secrets_that_are_given_are_held_to_the_rules() {
    let given = json::parse_object(br#"{"COOKIE_KEY":"c2hvcnQ"}"#).unwrap();
    let review = Review::of(&vars("{}"), Some(&given));
    let codes: Vec<_> = review.problems.iter().map(ConfigProblem::code).collect();
    assert_eq!(codes, ["config_secret_short"]);
    assert!(review.pending.is_empty() && review.config.is_none());

    let none = Review::of(&vars("{}"), Some(&Object::new()));
    let keys: Vec<_> = none.problems.iter().map(ConfigProblem::key).collect();
    assert_eq!(keys, ["COOKIE_KEY"]);
}

#[test]
fn a_secret_among_the_variables_is_noted_and_never_shown() {
    let review = review(r#"{"CLIENT_SECRET":"hunter2"}"#);
    assert_eq!(review.notes.len(), 1);
    assert_eq!(review.notes[0].code(), "secret_in_file");
    assert!(!format!("{:?}", review.notes).contains("hunter2"));
}

#[test]
fn routes_out_of_reach_are_noted_whatever_else_is_wrong() {
    let routes = r#"{"ORIGIN":"nonsense","ROUTES":[
        {"path":"/**","access":"public"},{"path":"/*/**"},{"path":"/"},{"wrong":1}]}"#;
    let found = review(routes);
    assert!(found.config.is_none() && found.problems.len() == 3);
    assert_eq!(
        found.notes,
        [Note::Route(0, RouteNote::Unreachable { by: vec![2, 1] })]
    );
}

#[test]
fn a_route_covered_on_every_host_of_the_gate_is_noted() {
    let on = |hosts: &str| {
        format!(
            r#"{{"ROUTES":[{{"path":"/a/**"}},{{"path":"/a"}},{{"path":"/a/*/**","hosts":{hosts}}}]}}"#
        )
    };
    assert_eq!(notes(&on(r#"["app.example.com"]"#)), []);
    assert_eq!(
        notes(&on(r#"["app.example.com","api.example.com"]"#)),
        [("ROUTES[0].path".into(), "route_unreachable")]
    );
}

#[test]
fn one_path_in_two_spellings_is_noted() {
    let routes = r#"{"ROUTES":[
        {"path":"/Admin","methods":["GET"]},{"path":"/%61dmin","methods":["POST"]},
        {"path":"/Admin","methods":["PUT"]},{"path":"/other"}]}"#;
    assert_eq!(
        notes(routes),
        [("ROUTES[1].path".into(), "route_respelled")]
    );
}

#[test]
fn routes_that_tie_are_problems_and_nothing_is_noted() {
    let routes = r#"{"ROUTES":[{"path":"/a/**"},{"path":"/A/**"}]}"#;
    let found = review(routes);
    let codes: Vec<_> = found.problems.iter().map(ConfigProblem::code).collect();
    assert_eq!(codes, ["config_route_tie"]);
}
