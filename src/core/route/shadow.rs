//! Routes that no request can reach, because more specific ones take every path that they name.
//!
//! Only a pattern that ends with `**` can be covered. Take a path whose segments stand in no pattern,
//! wherever the pattern has `*` or `**`: a more specific pattern that fits it has the same segments in
//! front and then `*` for each segment more. So `/a/**` is out of reach exactly if for each depth
//! below `/a` there is such a pattern: `/a` itself, `/a/*` and so on, and `/a/*/**` at some depth.
//! Methods do not come into it: a more specific route never gives a request back.

use alloc::vec::Vec;

use super::{Host, Route, RouteTable};

/// A route that no request can reach.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreachable<'t> {
    /// The route.
    pub route: &'t Route,
    /// The routes that together take all of its requests.
    pub by: Vec<&'t Route>,
}

impl RouteTable {
    /// The routes that no request can reach, if requests come for these hosts only; none named means
    /// for any host.
    #[must_use]
    pub fn unreachable(&self, hosts: &[Host]) -> Vec<Unreachable<'_>> {
        let out_of_reach = |route| {
            let by = self.cover(route, hosts)?;
            Some(Unreachable { route, by })
        };
        self.routes().iter().filter_map(out_of_reach).collect()
    }

    /// The routes that take all requests of this one on every host, if there are such.
    fn cover(&self, route: &Route, hosts: &[Host]) -> Option<Vec<&Route>> {
        let of_route = route.hosts.list().unwrap_or(hosts);
        if of_route.is_empty() {
            return self.cover_on(route, None);
        }
        let mut by = Vec::new();
        for host in of_route {
            for other in self.cover_on(route, Some(host))? {
                if !by.contains(&other) {
                    by.push(other);
                }
            }
        }
        Some(by)
    }

    /// The same on one host, or on one that no route names.
    fn cover_on(&self, route: &Route, host: Option<&Host>) -> Option<Vec<&Route>> {
        let applies = |other: &&Route| match host {
            Some(host) => other.hosts.contains(host),
            None => other.hosts.list().is_none(),
        };
        let mut by = Vec::new();
        for depth in 0.. {
            let mut below = self.routes().iter().filter(applies).filter_map(|other| {
                let rest = other.pattern.extends(&route.pattern, depth)?;
                Some((other, rest))
            });
            if depth > 0
                && let Some((other, _)) = below.clone().find(|(_, rest)| *rest)
            {
                by.push(other);
                return Some(by);
            }
            by.push(below.find(|(_, rest)| !*rest)?.0);
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::route::{Access, Hosts, Method, Methods, Pattern};
    use alloc::string::String;

    fn route(path: &str) -> Route {
        Route {
            pattern: Pattern::parse(path).unwrap(),
            methods: Methods::any(),
            hosts: Hosts::any(),
            access: Access::Public,
        }
    }

    fn on(path: &str, hosts: &[&str]) -> Route {
        let hosts = hosts.iter().map(|it| Host::parse(it).unwrap()).collect();
        Route {
            hosts: Hosts::listed(hosts).unwrap(),
            ..route(path)
        }
    }

    /// What cannot be reached, and by what it is covered.
    fn unreachable(routes: Vec<Route>, hosts: &[&str]) -> Vec<(String, Vec<String>)> {
        let hosts: Vec<_> = hosts.iter().map(|it| Host::parse(it).unwrap()).collect();
        let table = RouteTable::new(routes).unwrap();
        let text = |it: &Route| String::from(it.pattern.as_str());
        let found = table.unreachable(&hosts);
        found
            .iter()
            .map(|it| (text(it.route), it.by.iter().map(|by| text(by)).collect()))
            .collect()
    }

    fn of_paths(paths: &[&str]) -> Vec<String> {
        let routes = paths.iter().map(|path| route(path)).collect();
        let found = unreachable(routes, &[]);
        found.into_iter().map(|(path, _)| path).collect()
    }

    #[test]
    fn a_folder_is_out_of_reach_when_each_depth_below_it_is_named() {
        assert_eq!(of_paths(&["/a/**", "/a", "/a/*/**"]), ["/a/**"]);
        assert_eq!(of_paths(&["/**", "/", "/*/**"]), ["/**"]);
        assert_eq!(of_paths(&["/a/**", "/a", "/A/*", "/a/*/*/**"]), ["/a/**"]);
        assert_eq!(of_paths(&["/x/*/**", "/x/*", "/x/*/*/**"]), ["/x/*/**"]);
    }

    #[test]
    fn a_folder_with_one_path_left_can_be_reached() {
        for paths in [
            &["/a/**", "/a/*/**"][..],
            &["/a/**", "/a"],
            &["/a/**", "/a", "/a/*"],
            &["/a/**", "/a", "/a/*/*/**"],
            &["/a/**", "/a", "/a/b/**"],
            &["/a/**", "/*", "/*/*/**"],
            &["/*/**", "/a", "/a/*/**"],
            &["/a", "/a/*", "/*"],
        ] {
            assert!(of_paths(paths).is_empty(), "{paths:?}");
        }
    }

    #[test]
    fn the_routes_that_cover_it_are_named() {
        let routes = ["/a/**", "/a/*/**", "/a"].map(route).into();
        let by = ["/a", "/a/*/**"].map(String::from).into();
        assert_eq!(unreachable(routes, &[]), [("/a/**".into(), by)]);
    }

    #[test]
    fn methods_do_not_give_a_request_back() {
        let get = Route {
            methods: Methods::listed(&[Method::Get]).unwrap(),
            ..route("/a/*/**")
        };
        let found = unreachable(Vec::from([route("/a/**"), route("/a"), get]), &[]);
        assert_eq!(found.len(), 1);
    }

    #[test]
    fn it_must_be_covered_on_each_host_that_it_is_for() {
        let both = ["a.example", "b.example"];
        let partly = || {
            let below = on("/x/*/**", &["a.example"]);
            Vec::from([route("/x/**"), route("/x"), below])
        };
        assert!(unreachable(partly(), &[]).is_empty());
        assert!(unreachable(partly(), &both).is_empty());
        assert_eq!(unreachable(partly(), &["a.example"]).len(), 1);

        let mut wholly = partly();
        wholly.push(on("/x/*/**", &["b.example"]));
        assert!(unreachable(wholly.clone(), &[]).is_empty());
        // `/x` covers it on both, and is named once.
        let by = ["/x", "/x/*/**", "/x/*/**"].map(String::from);
        let mut found = unreachable(wholly, &both);
        found[0].1.sort();
        assert_eq!(found, [("/x/**".into(), by.to_vec())]);

        let one = on("/x/**", &["b.example"]);
        assert_eq!(
            unreachable(Vec::from([one, route("/x"), route("/x/*/**")]), &[]).len(),
            1
        );
    }
}
