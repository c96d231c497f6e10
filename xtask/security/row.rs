//! One figure, and the table of all.

use serde_json::Value;
use xshell::Shell;

/// What was measured beside what it must be.
pub(super) struct Row {
    /// What it is about.
    pub(super) row: String,
    /// What it must be.
    pub(super) target: String,
    /// What it is.
    pub(super) measured: String,
    /// Whether that is enough.
    pub(super) met: bool,
}

impl Row {
    /// The figures in a file; where there is none, one that says what would have measured them.
    pub(super) fn read(sh: &Shell, file: &str, what: &str, by: &str) -> Vec<Self> {
        let text = sh.read_file(file).unwrap_or_default();
        let rows: Option<Vec<Self>> = serde_json::from_str::<Vec<Value>>(&text)
            .ok()
            .and_then(|values| values.iter().map(Self::parse).collect());
        match rows {
            Some(rows) if !rows.is_empty() => rows,
            _ => vec![Self::not_measured(what, &format!("what {by} measures"))],
        }
    }

    /// Nobody knows, which is not enough.
    pub(super) fn not_measured(what: &str, target: &str) -> Self {
        Self {
            row: what.to_owned(),
            target: target.to_owned(),
            measured: "NOT MEASURED".to_owned(),
            met: false,
        }
    }

    fn parse(value: &Value) -> Option<Self> {
        let text = |name: &str| Some(value.get(name)?.as_str()?.to_owned());
        Some(Self {
            row: text("row")?,
            target: text("target")?,
            measured: text("measured")?,
            met: value.get("met")?.as_bool()?,
        })
    }
}

/// Prints them as a table of Markdown, which a terminal shows as well.
pub(super) fn print(rows: &[Row]) {
    println!("| | Subject | Target | Measured |");
    println!("|---|---|---|---|");
    for Row {
        row,
        target,
        measured,
        met,
    } in rows
    {
        let verdict = if *met { "met" } else { "SHORT" };
        println!("| {verdict} | {row} | {target} | {measured} |");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_missing_empty_or_broken_is_not_measured() {
        let sh = Shell::new().unwrap();
        let dir = sh.create_temp_dir().unwrap();
        let file = dir.path().join("figures.json");
        let read = || Row::read(&sh, file.to_str().unwrap(), "Load", "`soak`");
        for text in [
            None,
            Some(""),
            Some("[]"),
            Some("{}"),
            Some(r#"[{"row":"Load"}]"#),
        ] {
            if let Some(text) = text {
                sh.write_file(&file, text).unwrap();
            }
            let rows = read();
            assert_eq!(rows.len(), 1);
            assert!(
                !rows[0].met && rows[0].measured == "NOT MEASURED",
                "{text:?}"
            );
        }
        let good = r#"[{"row":"Load","target":"0","measured":"0","met":true}]"#;
        sh.write_file(&file, good).unwrap();
        assert!(read()[0].met);
    }
}
