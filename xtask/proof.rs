//! The proofs that take long, one command each: fuzzing, mutation testing, coverage, load.
//!
//! Each writes what it measured to `target/security/`, where `cargo xtask security` finds it.

pub(crate) mod coverage;
pub(crate) mod fuzz;
pub(crate) mod mutants;
pub(crate) mod soak;

use anyhow::{Result, ensure};
use serde_json::json;
use xshell::Shell;

/// Where the measured figures are written.
const FOLDER: &str = "target/security";

/// One figure beside its target.
pub(crate) struct Row {
    /// The subject, as the table of figures names it.
    row: &'static str,
    target: String,
    measured: String,
    met: bool,
}

/// Prints the rows, writes them to `target/security/NAME.json`, and fails if one falls short.
fn report(sh: &Shell, name: &str, rows: &[Row]) -> Result<()> {
    for Row {
        row,
        target,
        measured,
        met,
    } in rows
    {
        let verdict = if *met { "met   " } else { "MISSED" };
        println!("{verdict} {row}, {target}: {measured}");
    }
    let table: Vec<_> = rows
        .iter()
        .map(|it| json!({ "row": it.row, "target": it.target, "measured": it.measured, "met": it.met }))
        .collect();
    let text = serde_json::to_string_pretty(&table)?;
    sh.write_file(format!("{FOLDER}/{name}.json"), format!("{text}\n"))?;
    ensure!(
        rows.iter().all(|row| row.met),
        "a figure falls short of its target"
    );
    Ok(())
}

/// A count with commas, for people.
fn thousands(count: u64) -> String {
    let digits = count.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::thousands;

    #[test]
    fn a_count_has_a_comma_before_each_three_digits() {
        for (count, text) in [
            (0, "0"),
            (999, "999"),
            (1000, "1,000"),
            (1_234_567, "1,234,567"),
        ] {
            assert_eq!(thousands(count), text);
        }
    }
}
