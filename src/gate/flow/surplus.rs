//! Sign-ins that were begun and never finished must not fill the browser.

use super::Flow;
use crate::cookie::{CookieName, Cookies, SameSite, SetCookie};
use crate::seal::KeyRing;

/// Most flow cookies in one browser, the one that is about to be set included.
const FLOWS: usize = 12;

/// Most bytes that they take in the Cookie header without that one.
const BYTES: usize = 11 * 1024;

/// Clears the surplus, to be called when one more flow cookie is set: those that do not open first,
/// then the oldest ones, until at most 12 are left with the new one.
#[must_use]
pub fn surplus_flows(
    keys: &KeyRing,
    origin: &str,
    cookies: &Cookies<'_>,
    same_site: SameSite,
    now: u64,
) -> Vec<SetCookie> {
    let mut names: Vec<_> = cookies.names().filter_map(CookieName::parse_flow).collect();
    names.sort_unstable();
    names.dedup();
    let mut flows: Vec<_> = names
        .into_iter()
        .map(|name| {
            let flow = Flow::open_named(keys, origin, cookies, &name, now);
            (flow.map(|flow| flow.created_at), name)
        })
        .collect();
    // The newest first; what does not open has no time and sorts last.
    flows.sort_unstable_by(|one, other| other.cmp(one));
    let mut bytes = 0_usize;
    let mut kept = 0_usize;
    flows
        .into_iter()
        .filter_map(|(_, name)| {
            let value = cookies.value(name.as_str()).unwrap_or_default();
            bytes = bytes
                .saturating_add(name.as_str().len())
                .saturating_add(value.len());
            kept = kept.saturating_add(1);
            let surplus = kept >= FLOWS || bytes > BYTES;
            surplus.then(|| SetCookie::clear(name, same_site))
        })
        .collect()
}
