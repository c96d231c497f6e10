//! Every test, in several suites, and one line that adds them up.

mod counts;
mod failures;
mod suite;

use anyhow::{Result, bail};
use xshell::Shell;

use crate::{api_docs, chromium, docs, examples, harness, npm, say};
use suite::{GATE_HOSTS, Outcome, Suite};

/// Runs the crates' tests, then those that drive the built Worker and the npm package with a provider,
/// an origin, every runtime and a browser; then those about the gate again, in each of its other hosts.
/// Every suite runs, also after one has failed. The package that is tested is documented, too: its
/// declarations are there only when it is built.
pub(crate) fn run(sh: &Shell) -> Result<()> {
    npm::build(sh)?;
    harness::build(sh)?;
    examples::build(sh)?;
    docs::build(sh)?;
    let browser = chromium::find(sh);
    let mut unavailable = Vec::new();
    if let Err(error) = &browser {
        unavailable.push(format!("the tests in a browser: {error:#}"));
    }

    let mut outcomes = Vec::new();
    say::step("testing the crates");
    outcomes.push(Suite::crates(sh).run()?);
    say::step("testing the built Worker, end to end");
    outcomes.push(Suite::end_to_end(sh, browser.ok().as_deref())?.run()?);
    for host in &GATE_HOSTS {
        say::step(&format!(
            "testing the gate of the npm package in {}",
            host.name
        ));
        outcomes.push(Suite::gate(sh, host)?.run()?);
    }
    let documented = api_docs::package(sh);
    report(&outcomes, &unavailable)?;
    documented
}

fn report(outcomes: &[Outcome], unavailable: &[String]) -> Result<()> {
    let mut faults: Vec<String> = Vec::new();
    for outcome in outcomes {
        say::step(&format!("{}: {}", outcome.suite, outcome.counts));
        for failure in &outcome.failures {
            say::note(&format!("failed in {}: {failure}", outcome.suite));
        }
        faults.extend(outcome.faults());
    }
    for missing in unavailable {
        say::note(&format!("could not run {missing}"));
    }
    let total = outcomes
        .iter()
        .map(|outcome| outcome.counts)
        .sum::<counts::Counts>();
    println!("{total}");
    if faults.is_empty() {
        return Ok(());
    }
    bail!("{}", faults.join("; "))
}
