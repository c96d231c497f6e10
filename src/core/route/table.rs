//! All routes of a gate, and the one answer that each request finds in them.

use alloc::string::ToString;
use alloc::vec::Vec;

use super::{Access, CanonicalPath, Host, Hosts, Method, Methods, Pattern, Requirement};
use crate::codes;
use crate::displayed;
use crate::text::{Gaps, Say};

/// A rule: who may send these methods to these paths of these hosts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Route {
    /// The paths.
    pub pattern: Pattern,
    /// The methods.
    pub methods: Methods,
    /// The hosts.
    pub hosts: Hosts,
    /// Who may pass.
    pub access: Access,
}

/// Routes in which no two could both win for one request.
#[derive(Debug, Clone)]
pub struct RouteTable {
    /// The most specific pattern first.
    routes: Vec<Route>,
    unnamed: Access,
}

/// What the table says about a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Matched<'t> {
    /// The route that applies, if one names the request.
    pub route: Option<&'t Route>,
    /// Who may pass. What no route names needs a sign-in.
    pub access: &'t Access,
}

codes! {
    /// Why the table has no answer for a request.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    #[non_exhaustive]
    pub enum Refusal {
        /// An origin that cuts or trims segments would read a path for which another rule applies. The
        /// answer is 400.
        Ambiguous => "path_ambiguous",
        /// Routes name the path, but for other methods. The answer is 405 with these in `Allow`.
        MethodNotAllowed(Methods) => "method_not_allowed",
    }
}

/// Two routes that fit the same requests, by their positions in the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RouteConflict {
    /// The earlier one.
    pub first: usize,
    /// The later one.
    pub second: usize,
}

impl RouteTable {
    /// Takes the routes, in any order.
    ///
    /// # Errors
    ///
    /// Every pair with the same pattern (up to letter case and spelling) whose methods and hosts
    /// overlap.
    pub fn new(mut routes: Vec<Route>) -> Result<Self, Vec<RouteConflict>> {
        let mut conflicts = Vec::new();
        for (second, later) in routes.iter().enumerate() {
            for (first, earlier) in routes.iter().enumerate().take(second) {
                if earlier.pattern == later.pattern
                    && earlier.methods.overlaps(later.methods)
                    && earlier.hosts.overlaps(&later.hosts)
                {
                    conflicts.push(RouteConflict { first, second });
                }
            }
        }
        if !conflicts.is_empty() {
            return Err(conflicts);
        }
        routes.sort_by(|a, b| b.pattern.specificity(&a.pattern));
        Ok(Self {
            routes,
            unnamed: Access::Requires(Requirement::signed_in()),
        })
    }

    /// The routes, the most specific pattern first.
    #[must_use]
    pub fn routes(&self) -> &[Route] {
        &self.routes
    }

    /// The routes that name a path of a host, whatever their methods, the most specific first.
    pub fn naming(&self, path: &CanonicalPath, host: &Host) -> impl Iterator<Item = &Route> {
        let fits =
            |route: &&Route| route.hosts.contains(host) && route.pattern.fits(path.reading());
        self.routes.iter().filter(fits)
    }

    /// Finds what applies to a request.
    ///
    /// # Errors
    ///
    /// [`Refusal`] says what the request is refused for.
    pub fn lookup(
        &self,
        path: &CanonicalPath,
        method: Method,
        host: &Host,
    ) -> Result<Matched<'_>, Refusal> {
        let found = self.find(&path.reading(), method, host);
        let mut others = path.careless();
        if others.any(|reading| self.find(&reading, method, host) != found) {
            return Err(Refusal::Ambiguous);
        }
        let route = found?.and_then(|index| self.routes.get(index));
        Ok(Matched {
            route,
            access: route.map_or(&self.unnamed, |route| &route.access),
        })
    }

    /// The position of the route that applies, if one names the path.
    fn find<'p>(
        &self,
        path: &(impl Iterator<Item = &'p str> + Clone),
        method: Method,
        host: &Host,
    ) -> Result<Option<usize>, Refusal> {
        let mut fitting =
            self.routes.iter().enumerate().filter(|(_, route)| {
                route.hosts.contains(host) && route.pattern.fits(path.clone())
            });
        let Some((index, winner)) = fitting.next() else {
            return Ok(None);
        };
        if winner.methods.contains(method) {
            return Ok(Some(index));
        }
        // Of the patterns that fit one path, those as specific as the winner are equal to it.
        let mut allowed = winner.methods;
        for (index, route) in fitting.take_while(|(_, route)| route.pattern == winner.pattern) {
            if route.methods.contains(method) {
                return Ok(Some(index));
            }
            allowed = allowed.union(route.methods);
        }
        Err(Refusal::MethodNotAllowed(allowed))
    }
}

impl Say for Refusal {
    fn sentence(&self) -> &'static str {
        match self {
            Self::Ambiguous => "origins could read the path as that of another route",
            Self::MethodNotAllowed(_) => "the path takes only {}",
        }
    }

    fn fill(&self, gaps: &mut Gaps<'_>) {
        if let Self::MethodNotAllowed(methods) = self {
            gaps.text(&methods.to_string());
        }
    }
}

displayed!(Refusal);

impl core::error::Error for Refusal {}

#[cfg(test)]
mod tests;
