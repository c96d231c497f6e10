//! A configuration looked at before it serves: what is wrong, what is odd, what is still to be set.
//!
//! Secrets are not where the rest is. Without them the look goes on as if those that are needed were
//! there, and says which they are.

mod note;
mod pending;

pub use note::{Note, RouteNote};
pub use pending::PendingSecret;

use edgeward_core::json::Object;
use edgeward_core::route::{Host, Route, RouteTable};

use super::reader::Reader;
use super::routes::Bounds;
use super::{ConfigProblem, GateConfig, KEYS, routes, site};

/// What there is to say about a configuration.
#[derive(Debug, Clone)]
pub struct Review {
    /// The configuration, if nothing is wrong with it. Where secrets are [pending](Self::pending), it
    /// holds stand-ins, and must not serve.
    pub config: Option<GateConfig>,
    /// Everything that is wrong.
    pub problems: Vec<ConfigProblem>,
    /// What is allowed and probably not meant.
    pub notes: Vec<Note>,
    /// The secrets that are not set yet. Always empty where the secrets were given.
    pub pending: Vec<PendingSecret>,
}

impl Review {
    /// Looks at variables, and at secrets where they are at hand.
    #[must_use]
    pub fn of(vars: &Object, secrets: Option<&Object>) -> Self {
        let mut all = vars.clone();
        for (name, value) in secrets.into_iter().flat_map(Object::iter) {
            all.insert(name, value.clone());
        }
        let pending = match secrets {
            Some(_) => Vec::new(),
            None => pending::find(&all),
        };
        for secret in &pending {
            secret.stand_in(&mut all);
        }
        let (config, problems) = match GateConfig::parse(&all) {
            Ok(config) => (Some(config), Vec::new()),
            Err(errors) => (None, errors.iter().cloned().collect()),
        };
        let mut notes = secrets_in_plain_sight(vars);
        notes.extend(about_routes(&all));
        Self {
            config,
            problems,
            notes,
            pending,
        }
    }
}

/// The routes of a configuration that are right, each with its position in `ROUTES`.
#[must_use]
pub fn positions(vars: &Object) -> Vec<(usize, Route)> {
    // What is wrong with the others is another matter.
    let mut quiet = Reader::new(vars);
    let bounds = Bounds {
        auth_path: None,
        sites: &[],
    };
    routes::list(&mut quiet, &bounds)
}

/// Secrets among the variables, which are in a file that many can read.
fn secrets_in_plain_sight(vars: &Object) -> Vec<Note> {
    let secrets = KEYS.into_iter().filter(|key| key.is_secret());
    secrets
        .filter(|key| vars.contains(key.name()))
        .map(|key| Note::SecretInFile {
            name: key.name(),
            command: key.example(),
        })
        .collect()
}

fn about_routes(vars: &Object) -> Vec<Note> {
    let routes = positions(vars);
    let mut notes = respelled(&routes);
    let table = routes.iter().map(|(_, route)| route.clone()).collect();
    // Routes that tie are among the problems already.
    let Ok(table) = RouteTable::new(table) else {
        return notes;
    };
    let position = |wanted: &Route| {
        let found = routes.iter().find(|(_, route)| route == wanted);
        found.map(|(position, _)| *position)
    };
    for found in table.unreachable(&hosts(vars)) {
        if let Some(route) = position(found.route) {
            let by = found.by.into_iter().filter_map(position).collect();
            notes.push(Note::Route(route, RouteNote::Unreachable { by }));
        }
    }
    notes
}

/// Routes with the path of an earlier one in another spelling. They do not tie, because their methods
/// or hosts differ.
fn respelled(routes: &[(usize, Route)]) -> Vec<Note> {
    let mut notes = Vec::new();
    for (index, (position, route)) in routes.iter().enumerate() {
        let mut before = routes.iter().take(index);
        let first = before.find(|(_, earlier)| earlier.pattern == route.pattern);
        if let Some((earlier, first)) = first
            && first.pattern.as_str() != route.pattern.as_str()
        {
            let note = RouteNote::Respelled { earlier: *earlier };
            notes.push(Note::Route(*position, note));
        }
    }
    notes
}

/// The hosts that requests come for, as far as they are known.
fn hosts(vars: &Object) -> Vec<Host> {
    let mut quiet = Reader::new(vars);
    let sites = site::parse(&mut quiet, false, None);
    if !quiet.into_problems().is_empty() {
        return Vec::new();
    }
    sites
        .iter()
        .map(|site| site.origin.host().clone())
        .collect()
}

#[cfg(test)]
mod tests;
