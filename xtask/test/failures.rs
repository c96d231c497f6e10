//! Which tests failed and why, read from what the runners print: said again at the end, since thousands of
//! lines stand between a failure and the count of it.

/// The test that a line of `cargo test` says has failed: `test route::walks ... FAILED`.
pub(crate) fn read_cargo(line: &str) -> Option<String> {
    let name = line.strip_prefix("test ")?.strip_suffix(" ... FAILED")?;
    Some(name.to_owned())
}

/// The tests that failed by themselves, with the first line of the error, from TAP of `node --test`. A file
/// is one of them where it ran out of time or ended early: the tests that it never came to have no line.
pub(crate) fn read_tap(tap: &str) -> Vec<String> {
    let mut failures = Vec::new();
    let mut lines = tap.lines().map(str::trim);
    while let Some(line) = lines.next() {
        failures.extend(left_behind(line).map(str::to_owned));
        let Some(name) = line.strip_prefix("not ok ").and_then(after_number) else {
            continue;
        };
        let mut is_own = true;
        let mut error = "";
        // The block of YAML below it.
        while let Some(line) = lines.next().filter(|line| *line != "...") {
            if line == "failureType: 'subtestsFailed'" {
                is_own = false;
            } else if let Some(text) = line.strip_prefix("error: ") {
                error = match text {
                    "|-" => lines.next().unwrap_or_default(),
                    _ => text.trim_matches('\''),
                };
            }
        }
        if is_own {
            failures.push(format!("{name}: {error:.300}"));
        }
    }
    failures
}

/// What a test left behind went wrong after its end: only its file has failed, and this line says why. What
/// a test itself prints stands in lines like it.
fn left_behind(line: &str) -> Option<&str> {
    let said = line.strip_prefix("# Error: ")?;
    said.contains(" generated asynchronous activity after the test ended")
        .then_some(said)
}

/// `12 - of many people` without its number.
fn after_number(numbered: &str) -> Option<&str> {
    Some(numbered.split_once(" - ")?.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_crate_test_is_named() {
        let failed = "test route::walks ... FAILED";
        assert_eq!(read_cargo(failed), Some("route::walks".to_owned()));
        assert_eq!(read_cargo("test route::walks ... ok"), None);
        assert_eq!(read_cargo("test result: FAILED. 1 passed; 1 failed"), None);
    }

    #[test]
    fn failed_node_tests_are_named_with_their_errors_and_their_parents_are_not() {
        let tap = "\
ok 1 - passes
  ---
  duration_ms: 1
  ...
not ok 2 - compares - with care
  ---
  failureType: 'testCodeFailure'
  error: |-
    numbers
    are not
  code: 'ERR_ASSERTION'
  ...
    not ok 1 - below
      ---
      failureType: 'testCodeFailure'
      error: 'too late'
      ...
not ok 3 - above
  ---
  failureType: 'subtestsFailed'
  error: '1 subtest failed'
  ...
not ok 4 - /some/file.test.mjs
  ---
  failureType: 'testTimeoutFailure'
  error: 'test timed out after 300000ms'
  ...
# Error: one that a test has printed
# Error: Test \"below\" generated asynchronous activity after the test ended.
";
        assert_eq!(
            read_tap(tap),
            [
                "compares - with care: numbers",
                "below: too late",
                "/some/file.test.mjs: test timed out after 300000ms",
                "Test \"below\" generated asynchronous activity after the test ended.",
            ]
        );
    }
}
