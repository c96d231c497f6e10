//! How many tests ran, read from what the runners print.

use std::fmt;
use std::iter::Sum;

/// Tests by how they ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
    pub(crate) skipped: u64,
}

impl Counts {
    /// Adds what one line of `cargo test` tells: each test binary closes with
    /// `test result: ok. 3 passed; 0 failed; 1 ignored; …`.
    pub(crate) fn read_cargo(&mut self, line: &str) {
        let Some(result) = line.trim_start().strip_prefix("test result: ") else {
            return;
        };
        let numbers = result.split_once(". ").map_or("", |(_, numbers)| numbers);
        for (number, word) in numbers.split("; ").filter_map(|part| part.split_once(' ')) {
            self.add(word, number);
        }
    }

    /// Adds what one line of TAP from `node --test` tells: it closes with `# pass 3` and its like.
    pub(crate) fn read_tap(&mut self, line: &str) {
        let Some((word, number)) = line
            .strip_prefix("# ")
            .and_then(|tail| tail.split_once(' '))
        else {
            return;
        };
        self.add(word, number);
    }

    fn add(&mut self, word: &str, number: &str) {
        let Ok(number) = number.trim().parse::<u64>() else {
            return;
        };
        match word {
            "passed" | "pass" => self.passed += number,
            // A cancelled test has not shown what it was written to show.
            "failed" | "fail" | "cancelled" => self.failed += number,
            "ignored" | "skipped" | "todo" => self.skipped += number,
            _ => {}
        }
    }
}

impl Sum for Counts {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::default(), |sum, next| Self {
            passed: sum.passed + next.passed,
            failed: sum.failed + next.failed,
            skipped: sum.skipped + next.skipped,
        })
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} passed, {} failed, {} skipped",
            self.passed, self.failed, self.skipped
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cargo_results_add_up_over_binaries() {
        let mut counts = Counts::default();
        for line in [
            "running 3 tests",
            "test passes ... ok",
            "test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out",
            "test result: FAILED. 2 passed; 4 failed; 0 ignored; 0 measured; 0 filtered out",
        ] {
            counts.read_cargo(line);
        }
        assert_eq!(
            counts,
            Counts {
                passed: 5,
                failed: 4,
                skipped: 1
            }
        );
    }

    #[test]
    fn a_cancelled_node_test_counts_as_failed() {
        let mut counts = Counts::default();
        for line in [
            "# tests 9",
            "# pass 4",
            "# fail 1",
            "# cancelled 2",
            "# skipped 1",
            "# todo 1",
        ] {
            counts.read_tap(line);
        }
        assert_eq!(
            counts,
            Counts {
                passed: 4,
                failed: 3,
                skipped: 2
            }
        );
    }

    #[test]
    fn a_test_that_prints_a_count_changes_none() {
        let mut counts = Counts::default();
        counts.read_cargo("12 passed; 0 failed");
        counts.read_tap("    # pass 12");
        counts.read_tap("# pass by");
        assert_eq!(counts, Counts::default());
    }
}
