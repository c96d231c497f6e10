//! One line per request: what was decided and why, never a token or the value of a claim.

use edgeward_core::base64url;
use edgeward_core::digest;
use edgeward_core::json::Members;

use crate::answers::Problem;
use crate::config::LogSubject;
use crate::http::Answer;
use crate::identity::Credential;

/// What the line says. Everything in it is constant text, configuration, or the subject where the
/// configuration asks for it.
#[derive(Debug, Default)]
pub(crate) struct Entry {
    /// The pattern of the route that applied, or the gate's own endpoint.
    pub(crate) route: Option<String>,
    /// The method, once it is known to be one.
    pub(crate) method: Option<&'static str>,
    /// How the asker showed who they are.
    pub(crate) credential: Option<Credential>,
    /// The subject, before the configuration says how it is shown.
    pub(crate) subject: Option<String>,
    /// What was decided.
    pub(crate) decision: &'static str,
    /// The stable code of the reason, where there is one.
    pub(crate) reason: Option<&'static str>,
    /// Something that went wrong beside the decision: a refresh that failed, say.
    pub(crate) aside: Option<&'static str>,
    /// The status of the gate's own answer.
    pub(crate) status: Option<u16>,
}

impl Entry {
    /// The answer for a problem, which becomes the line's reason.
    pub(crate) fn refuse(&mut self, problem: &Problem) -> Answer {
        self.decision = "refuse";
        self.reason = Some(problem.code);
        problem.answer()
    }

    /// The line, a JSON object.
    pub(crate) fn line(self, subjects: LogSubject) -> String {
        let subject = self.subject.and_then(|subject| match subjects {
            LogSubject::None => None,
            LogSubject::Hash => {
                let digest = digest::sha256(subject.as_bytes());
                Some(base64url::encode(digest.get(..12).unwrap_or_default()))
            }
            LogSubject::Plain => Some(subject),
        });
        Members::object(|line| {
            let mut text = |name, value: Option<&str>| {
                if let Some(value) = value {
                    line.text(name, value);
                }
            };
            text("decision", Some(self.decision));
            text("reason", self.reason);
            text("aside", self.aside);
            text("route", self.route.as_deref());
            text("method", self.method);
            text("auth", self.credential.map(Credential::as_str));
            text("subject", subject.as_deref());
            if let Some(status) = self.status {
                line.number("status", status.into());
            }
        })
    }
}
