//! What an lcov file says about the lines of core that are no tests.

use std::collections::BTreeMap;

use anyhow::{Context as _, Result};
use xshell::Shell;

/// Where core is.
const CORE: &str = "src/core/";

/// A file of core.
pub(super) struct Source {
    /// Its path from the root.
    pub(super) file: String,
    /// Its text, up to its tests.
    pub(super) text: Vec<String>,
    /// How often each line ran that has something to run, by its number.
    hits: BTreeMap<usize, u64>,
}

impl Source {
    /// How many lines ran, and how many there are to run.
    pub(super) fn counts(&self) -> (usize, usize) {
        (self.hits.len() - self.missed().count(), self.hits.len())
    }

    /// The lines that did not run.
    pub(super) fn missed(&self) -> impl Iterator<Item = usize> {
        let missed = self.hits.iter().filter(|(_, hits)| **hits == 0);
        missed.map(|(line, _)| *line)
    }

    /// Whether a line ran. One without anything to run is a part of those before it.
    pub(super) fn ran(&self, line: usize) -> bool {
        let before = self.hits.range(..=line).next_back();
        before.is_some_and(|(_, hits)| *hits > 0)
    }
}

/// The files of core that are not tests as a whole.
pub(super) fn read(sh: &Shell, lcov: &str) -> Result<Vec<Source>> {
    let mut sources = Vec::new();
    for record in sh.read_file(lcov)?.split("end_of_record") {
        let Some(path) = record.lines().find_map(|line| line.strip_prefix("SF:")) else {
            continue;
        };
        let at = path.rfind(CORE).context("a file that is not core's")?;
        let file = path.get(at..).unwrap_or_default();
        if is_test(file) {
            continue;
        }
        let text: Vec<_> = before_tests(&sh.read_file(file)?);
        let hits = record
            .lines()
            .filter_map(|line| line.strip_prefix("DA:")?.split_once(','))
            .filter_map(|(line, hits)| Some((line.parse().ok()?, hits.parse().ok()?)))
            .filter(|(line, _)| *line <= text.len())
            .collect();
        sources.push(Source {
            file: file.to_owned(),
            text,
            hits,
        });
    }
    Ok(sources)
}

/// Files that the tests alone compile.
fn is_test(file: &str) -> bool {
    let names = ["/tests.rs", "/tests/", "/properties.rs", "/samples.rs"];
    names.iter().any(|name| file.contains(name))
}

/// Tests stand last in a file.
fn before_tests(text: &str) -> Vec<String> {
    let lines: Vec<_> = text.lines().collect();
    let tests = lines.windows(2).position(|pair| match pair {
        [first, second] => *first == "#[cfg(test)]" && second.ends_with('{'),
        _ => false,
    });
    let kept = lines.iter().take(tests.unwrap_or(lines.len()));
    kept.map(|line| (*line).to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tests_of_a_file_are_left_out() {
        let text = "#[cfg(test)]\nmod samples;\nfn a() {}\n#[cfg(test)]\nmod tests {\n}\n";
        assert_eq!(before_tests(text).len(), 3);
        assert_eq!(before_tests("a\nb").len(), 2);
        assert!(is_test("src/core/jwk/tests.rs") && !is_test("src/core/jwk.rs"));
    }

    #[test]
    fn a_line_inside_an_expression_ran_when_its_beginning_did() {
        let source = Source {
            file: String::new(),
            text: Vec::new(),
            hits: BTreeMap::from([(2, 1), (5, 0)]),
        };
        assert_eq!(source.counts(), (1, 2));
        assert!(source.ran(2) && source.ran(4));
        assert!(!source.ran(1) && !source.ran(5) && !source.ran(9));
    }
}
