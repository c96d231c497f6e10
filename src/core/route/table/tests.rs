mod origin_models;

use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

use super::*;
use crate::route::RoleCount;

fn role(name: &str) -> Access {
    let roles = vec![String::from(name)];
    Access::Requires(
        Requirement::signed_in()
            .with_roles(RoleCount::Any, roles)
            .unwrap(),
    )
}

fn route(pattern: &str, access: Access) -> Route {
    Route {
        pattern: Pattern::parse(pattern).unwrap(),
        methods: Methods::any(),
        hosts: Hosts::any(),
        access,
    }
}

fn for_methods(pattern: &str, methods: &[Method], access: Access) -> Route {
    Route {
        methods: Methods::listed(methods).unwrap(),
        ..route(pattern, access)
    }
}

fn for_host(pattern: &str, host: &str, access: Access) -> Route {
    let hosts = Hosts::listed(vec![Host::parse(host).unwrap()]).unwrap();
    Route {
        hosts,
        ..route(pattern, access)
    }
}

fn table(routes: Vec<Route>) -> RouteTable {
    RouteTable::new(routes).unwrap()
}

fn ask(table: &RouteTable, method: Method, path: &str) -> Result<Access, Refusal> {
    ask_host(table, method, path, "gate.example")
}

fn ask_host(table: &RouteTable, method: Method, path: &str, host: &str) -> Result<Access, Refusal> {
    let path = CanonicalPath::parse(path).unwrap();
    let host = Host::parse(host).unwrap();
    table
        .lookup(&path, method, &host)
        .map(|matched| matched.access.clone())
}

#[test]
fn what_no_route_names_needs_a_sign_in() {
    let empty = table(vec![]);
    let named = table(vec![route("/", Access::Public)]);
    let signed_in = Ok(Access::Requires(Requirement::signed_in()));
    assert_eq!(ask(&empty, Method::Get, "/"), signed_in);
    assert_eq!(ask(&named, Method::Get, "/x"), signed_in);
    assert_eq!(ask(&named, Method::Get, "/"), Ok(Access::Public));
    let path = CanonicalPath::parse("/x").unwrap();
    let host = Host::parse("gate.example").unwrap();
    assert_eq!(named.lookup(&path, Method::Get, &host).unwrap().route, None);
}

#[test]
fn the_most_specific_pattern_wins_in_any_order_of_the_list() {
    let routes = [
        route("/**", Access::Public),
        route("/admin/**", role("admin")),
        route("/admin/*/logs", role("logs")),
        route("/admin/help", Access::Optional),
        route("/*/help", role("helper")),
        route("/admin", role("front")),
    ];
    for turn in 0..routes.len() {
        let mut turned = routes.to_vec();
        turned.rotate_left(turn);
        let table = table(turned);
        let ask = |path| ask(&table, Method::Get, path).unwrap();
        assert_eq!(ask("/"), Access::Public);
        assert_eq!(ask("/x/y"), Access::Public);
        assert_eq!(ask("/admin"), role("front"));
        assert_eq!(ask("/admin/"), role("front"));
        assert_eq!(ask("/admin/x"), role("admin"));
        assert_eq!(ask("/admin/x/logs"), role("logs"));
        assert_eq!(ask("/admin/x/logs/y"), role("admin"));
        assert_eq!(ask("/admin/help"), Access::Optional);
        assert_eq!(ask("/x/help"), role("helper"));
    }
}

#[test]
fn spellings_that_an_origin_folds_reach_the_same_rule() {
    let table = table(vec![
        route("/**", Access::Public),
        route("/admin/**", role("admin")),
    ]);
    for path in [
        "/admin",
        "/ADMIN/",
        "/%61dmin/x",
        "/Admin/%20x",
        "/admin./x",
        "/admin%20",
        "/admin%3Fx",
    ] {
        let answer = ask(&table, Method::Get, path);
        assert!(
            answer == Ok(role("admin")) || answer == Err(Refusal::Ambiguous),
            "{path}"
        );
    }
}

#[test]
fn a_path_that_a_careless_origin_reads_as_another_route_is_refused() {
    let table = table(vec![
        route("/**", Access::Public),
        route("/admin/**", role("admin")),
    ]);
    for path in [
        "/admin.",
        "/admin%20/x",
        "/%20admin",
        "/admin%3Fx",
        "/admin%23",
        "/admin..%23/x",
    ] {
        assert_eq!(
            ask(&table, Method::Get, path),
            Err(Refusal::Ambiguous),
            "{path}"
        );
    }
    for path in [
        "/wiki/Apple_Inc.",
        "/tags/c%23",
        "/wiki/What%3F",
        "/a%20b",
        "/administrator.",
    ] {
        assert_eq!(ask(&table, Method::Get, path), Ok(Access::Public), "{path}");
    }
    assert_eq!(ask(&table, Method::Get, "/admin/c%23"), Ok(role("admin")));
}

#[test]
fn a_method_that_the_winning_pattern_leaves_out_is_refused() {
    let get_post = [Method::Get, Method::Post];
    let table = table(vec![
        route("/**", Access::Public),
        for_methods("/billing/**", &get_post, role("billing")),
        for_methods("/x", &[Method::Get], Access::Optional),
        for_methods("/X", &[Method::Put, Method::Delete], role("writer")),
    ]);
    let only =
        |methods: &[Method]| Err(Refusal::MethodNotAllowed(Methods::listed(methods).unwrap()));
    assert_eq!(ask(&table, Method::Post, "/billing"), Ok(role("billing")));
    assert_eq!(ask(&table, Method::Put, "/billing"), only(&get_post));
    assert_eq!(ask(&table, Method::Options, "/billing/x"), only(&get_post));
    assert_eq!(ask(&table, Method::Get, "/x"), Ok(Access::Optional));
    assert_eq!(ask(&table, Method::Head, "/x"), Ok(Access::Optional));
    assert_eq!(ask(&table, Method::Delete, "/x"), Ok(role("writer")));
    let all = [Method::Get, Method::Put, Method::Delete];
    assert_eq!(ask(&table, Method::Post, "/x"), only(&all));
}

#[test]
fn routes_for_other_hosts_do_not_count() {
    let table = table(vec![
        for_host("/admin/**", "a.example", role("admin")),
        for_host("/admin/**", "b.example", Access::Public),
    ]);
    assert_eq!(
        ask_host(&table, Method::Get, "/admin", "A.example"),
        Ok(role("admin"))
    );
    assert_eq!(
        ask_host(&table, Method::Get, "/admin", "b.example"),
        Ok(Access::Public)
    );
    let signed_in = Ok(Access::Requires(Requirement::signed_in()));
    assert_eq!(
        ask_host(&table, Method::Get, "/admin", "c.example"),
        signed_in
    );
}

#[test]
fn a_pattern_for_another_host_between_two_equal_ones_hides_none_of_them() {
    let table = table(vec![
        for_methods("/x/*", &[Method::Get], Access::Public),
        for_host("/y/*", "gate.example", Access::Public),
        for_methods("/x/*", &[Method::Post], role("writer")),
    ]);
    assert_eq!(ask(&table, Method::Post, "/x/1"), Ok(role("writer")));
}

#[test]
fn every_pair_that_ties_is_a_conflict() {
    let routes = vec![
        route("/a", Access::Public),
        route("/b/**", Access::Public),
        route("/A", role("x")),
        for_methods("/b/**", &[Method::Post], role("x")),
        for_host("/b/**", "a.example", role("x")),
    ];
    let pairs = [(0, 2), (1, 3), (1, 4), (3, 4)];
    let conflicts = pairs.map(|(first, second)| RouteConflict { first, second });
    assert_eq!(RouteTable::new(routes).unwrap_err(), conflicts);
}

#[test]
fn disjoint_methods_or_hosts_make_no_conflict() {
    let get = [Method::Get];
    table(vec![
        for_methods("/a", &get, Access::Public),
        for_methods("/a", &[Method::Post], role("x")),
        for_host("/b", "a.example", Access::Public),
        for_host("/b", "b.example", role("x")),
        route("/b/*", Access::Public),
        route("/b/**", Access::Public),
    ]);
}

#[test]
fn the_routes_that_name_a_path_are_those_of_its_host_whatever_their_methods() {
    let table = table(vec![
        route("/**", Access::Public),
        for_methods("/a", &[Method::Post], Access::Optional),
        for_host("/a/*", "other.example", role("admin")),
        for_host("/b", "gate.example", role("admin")),
    ]);
    let naming = |path: &str, host: &str| -> Vec<String> {
        let path = CanonicalPath::parse(path).unwrap();
        let host = Host::parse(host).unwrap();
        let routes = table.naming(&path, &host);
        routes.map(|it| it.pattern.as_str().into()).collect()
    };
    assert_eq!(naming("/a", "gate.example"), ["/a", "/**"]);
    assert_eq!(naming("/a/x", "gate.example"), ["/**"]);
    assert_eq!(naming("/a/x", "other.example"), ["/a/*", "/**"]);
    assert_eq!(naming("/b", "other.example"), ["/**"]);
}
