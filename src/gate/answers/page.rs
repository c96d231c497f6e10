//! The pages that people see: one template, no external assets, a strict policy.

use crate::http::Answer;

const TEMPLATE: &str = include_str!("page.html");
const STYLE: &str = include_str!("page.css");
/// The digest of `page.css`; a test computes it anew.
const STYLE_DIGEST: &str = "6PC4ibbYDtFmKDlht5IhYEFl5z4Ym/GpFWwJOmG0a/0=";

/// A small page. Every text is escaped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page<'a> {
    /// The HTTP status code.
    pub status: u16,
    /// The heading, also the document's title.
    pub title: &'a str,
    /// What happened, and what to do about it.
    pub text: &'a str,
    /// A stable code for whoever is asked for help.
    pub code: Option<&'a str>,
    /// What can be done next.
    pub next: Next<'a>,
}

/// The one thing that a page offers to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next<'a> {
    /// Nothing.
    Nothing,
    /// Follow a link of the gate's own: label and path.
    Link(&'a str, &'a str),
    /// Post an empty form to a path of the gate's own: label, path, and the origin besides the
    /// gate's that the answer may redirect to (`form-action` covers redirects).
    Post(&'a str, &'a str, Option<&'a str>),
}

impl Page<'_> {
    /// The answer: HTML with a policy that lets the page load and run nothing.
    #[must_use]
    pub fn answer(&self) -> Answer {
        let form_action = match self.next {
            Next::Post(_, _, Some(origin)) => format!("'self' {origin}"),
            Next::Post(..) => "'self'".into(),
            Next::Nothing | Next::Link(..) => "'none'".into(),
        };
        let policy = format!(
            "default-src 'none'; style-src 'sha256-{STYLE_DIGEST}'; form-action {form_action}; \
             base-uri 'none'; frame-ancestors 'none'"
        );
        Answer::new(self.status)
            .with("content-security-policy", policy)
            .with_body("text/html; charset=utf-8", self.html())
    }

    fn html(&self) -> String {
        let next = match self.next {
            Next::Nothing => String::new(),
            Next::Link(label, path) => {
                format!(
                    r#"<p><a class="button" href="{}">{}</a></p>"#,
                    escape(path),
                    escape(label)
                )
            }
            Next::Post(label, path, _) => format!(
                r#"<form method="post" action="{}"><button class="button">{}</button></form>"#,
                escape(path),
                escape(label)
            ),
        };
        let code = self.code.map_or_else(String::new, |code| {
            format!(r#"<p class="code">Code: <code>{}</code></p>"#, escape(code))
        });
        TEMPLATE
            .replace("{{style}}", STYLE)
            .replace("{{title}}", &escape(self.title))
            .replace("{{text}}", &escape(self.text))
            .replace("{{next}}", &next)
            .replace("{{code}}", &code)
    }
}

fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            '{' => escaped.push_str("&#123;"),
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;
    use edgeward_core::{base64url, digest};

    #[test]
    fn the_policy_names_the_digest_of_the_style_sheet() {
        let digest = base64url::encode(&digest::sha256(STYLE.as_bytes()));
        let digest = digest.replace('-', "+").replace('_', "/") + "=";
        assert_eq!(STYLE_DIGEST, digest);
    }

    #[test]
    fn texts_cannot_become_markup_nor_a_slot_of_the_template() {
        let hostile = "<script>\"'&{{next}}";
        let page = Page {
            status: 403,
            title: hostile,
            text: hostile,
            code: Some(hostile),
            next: Next::Link(hostile, hostile),
        };
        let html = page.html();
        assert!(!html.contains("<script>") && !html.contains("{{"), "{html}");
        assert_eq!(
            html.matches("&lt;script&gt;&quot;&#39;&amp;&#123;&#123;next}}")
                .count(),
            6
        );
    }
}
