//! `ROUTES`: tables of the configuration become the table that requests are looked up in.

use edgeward_core::route::{
    Access, Host, Hosts, Method, Methods, Pattern, Requirement, RequirementError, RoleCount, Route,
    RouteTable,
};

use super::key::{Describe, Key, List};
use super::reader::Reader;
use super::{Contradiction, Fault, Site, keys, route_keys};

/// What `access` of a route can say; without it the route needs a sign-in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RouteAccess {
    Public,
    Optional,
}

/// What the gate keeps for itself or does not serve, so that routes for it would never apply.
pub(super) struct Bounds<'a> {
    pub(super) auth_path: Option<&'a str>,
    /// Empty when the gate answers for every host.
    pub(super) sites: &'a [Site],
}

pub(super) fn parse(reader: &mut Reader<'_>, bounds: &Bounds<'_>) -> Option<RouteTable> {
    let (positions, routes): (Vec<_>, Vec<_>) = list(reader, bounds).into_iter().unzip();
    let conflicts = match RouteTable::new(routes) {
        Ok(table) => return Some(table),
        Err(conflicts) => conflicts,
    };
    for conflict in conflicts {
        let position = |index: usize| positions.get(index).copied().unwrap_or(index);
        let place = format!("{}[{}].path", keys::ROUTES.name, position(conflict.second));
        let fault = Fault::RouteTie {
            earlier: position(conflict.first),
        };
        reader.fault_at(place, &route_keys::PATH, fault);
    }
    None
}

/// The routes that are right, each with its position in the list.
pub(super) fn list(reader: &mut Reader<'_>, bounds: &Bounds<'_>) -> Vec<(usize, Route)> {
    let mut routes = Vec::new();
    for (position, mut table) in reader.tables(&keys::ROUTES) {
        table.refuse_unknown(&route_keys::ROUTE_KEYS);
        if let Some(route) = route(&mut table, bounds) {
            routes.push((position, route));
        }
        reader.absorb(table);
    }
    routes
}

fn route(table: &mut Reader<'_>, bounds: &Bounds<'_>) -> Option<Route> {
    table.require(&route_keys::PATH);
    let pattern = table.parsed(&route_keys::PATH, |text| {
        Pattern::parse(text).map_err(Fault::Pattern)
    });
    if let (Some(pattern), Some(auth_path)) = (&pattern, bounds.auth_path)
        && is_under(pattern.as_str(), auth_path)
    {
        table.contradiction(&route_keys::PATH, Contradiction::RouteUnderAuthPath);
    }
    let methods = methods(table);
    let hosts = hosts(table, bounds.sites);
    let access = access(table);
    Some(Route {
        pattern: pattern?,
        methods: methods?,
        hosts: hosts?,
        access: access?,
    })
}

fn methods(table: &mut Reader<'_>) -> Option<Methods> {
    let key = &route_keys::METHODS;
    if !table.has(key) {
        return Some(Methods::any());
    }
    let entries = table.list(key)?;
    let count = entries.len();
    let parsed = table.parsed_entries(key, entries, |text| {
        Method::parse(text).map_err(Fault::Method)
    });
    let methods: Vec<_> = parsed.into_iter().map(|(_, method)| method).collect();
    if methods.is_empty() || methods.len() < count {
        return None;
    }
    Methods::listed(&methods)
        .map_err(|error| table.fault(key, Fault::Method(error)))
        .ok()
}

fn hosts(table: &mut Reader<'_>, sites: &[Site]) -> Option<Hosts> {
    let key = &route_keys::HOSTS;
    if !table.has(key) {
        return Some(Hosts::any());
    }
    let entries = table.list(key)?;
    let parsed = table.parsed_entries(key, entries, |text| {
        let host = Host::parse(text).map_err(Fault::Host)?;
        if sites.is_empty() || sites.iter().any(|site| *site.origin.host() == host) {
            Ok(host)
        } else {
            Err(Fault::Contradiction(Contradiction::HostNotInPublicUrl))
        }
    });
    // An empty list, and each entry that is no host, is reported already.
    Hosts::listed(parsed.into_iter().map(|(_, host)| host).collect()).ok()
}

fn access(table: &mut Reader<'_>) -> Option<Access> {
    let requirement = requirement(table);
    let asks = [
        &route_keys::ROLES as &dyn Describe,
        &route_keys::REQUIRE_ALL,
        &route_keys::INCLUDE_CUSTOM,
        &route_keys::ROUTE_SCOPES,
    ];
    if !table.has(&route_keys::ACCESS) {
        return requirement.map(Access::Requires);
    }
    let access = table.choice(&route_keys::ACCESS)?;
    if asks.into_iter().any(|key| table.has(key)) {
        table.contradiction(&route_keys::ACCESS, Contradiction::AccessWithRequirement);
        return None;
    }
    Some(match access {
        RouteAccess::Public => Access::Public,
        RouteAccess::Optional => Access::Optional,
    })
}

fn requirement(table: &mut Reader<'_>) -> Option<Requirement> {
    let count = if table.flag(&route_keys::REQUIRE_ALL) {
        RoleCount::All
    } else {
        RoleCount::Any
    };
    let include_custom = table.flag(&route_keys::INCLUDE_CUSTOM);
    let mut requirement = Some(Requirement::signed_in());
    if table.has(&route_keys::ROLES) {
        requirement = with(
            table,
            &route_keys::ROLES,
            requirement,
            |requirement, roles| requirement.with_roles(count, roles),
        );
    } else if !table.has(&route_keys::ACCESS) {
        for key in [&route_keys::REQUIRE_ALL, &route_keys::INCLUDE_CUSTOM] {
            if table.has(key) {
                table.contradiction(key, Contradiction::OptionWithoutRoles);
            }
        }
    }
    if table.has(&route_keys::ROUTE_SCOPES) {
        requirement = with(
            table,
            &route_keys::ROUTE_SCOPES,
            requirement,
            Requirement::with_scopes,
        );
    }
    if include_custom {
        requirement
    } else {
        requirement.map(Requirement::without_custom_roles)
    }
}

/// The requirement with what a list asks for; none when the list is wrong.
fn with(
    table: &mut Reader<'_>,
    key: &Key<List>,
    requirement: Option<Requirement>,
    add: impl Fn(Requirement, Vec<String>) -> Result<Requirement, RequirementError>,
) -> Option<Requirement> {
    let entries = table.list(key)?;
    let count = entries.len();
    let parsed = table.parsed_entries(key, entries, |text| {
        // One by one first, so that a problem names its entry.
        add(Requirement::signed_in(), vec![text.into()]).map_err(Fault::Requirement)?;
        Ok(String::from(text))
    });
    if parsed.is_empty() || parsed.len() < count {
        return None;
    }
    add(
        requirement?,
        parsed.into_iter().map(|(_, text)| text).collect(),
    )
    .ok()
}

fn is_under(pattern: &str, folder: &str) -> bool {
    let (pattern, folder) = (pattern.to_lowercase(), folder.to_lowercase());
    pattern
        .strip_prefix(&folder)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
