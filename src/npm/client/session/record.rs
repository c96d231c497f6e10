//! A session as it is: who, since when, and the tokens. As a text it goes to the other tabs, and into
//! the tab's own storage where that was asked for.

use edgeward_core::base64url;
use edgeward_core::json::Object;
use edgeward_core::secret::Secret;
use edgeward_core::user::{RoleMapping, User};

use super::members::{Members, list, of_kind};
use crate::user;

/// What the text is called among those that tabs send each other.
pub(super) const KIND: &str = "session";

/// A session.
#[derive(Clone, Debug)]
pub(super) struct Record {
    /// Tells it from other sessions, of the same person too.
    pub(super) id: String,
    /// How often it was renewed.
    pub(super) sequence: u64,
    /// When the person signed in, in milliseconds: of two sessions the later one counts.
    pub(super) signed_in_at: u64,
    /// The claims of the ID Token, and those of the userinfo endpoint where it has no name.
    pub(super) claims: Object,
    /// The roles that the access token names beyond them.
    pub(super) roles: Vec<String>,
    pub(super) custom_roles: Vec<String>,
    pub(super) access_token: Secret,
    pub(super) refresh_token: Option<Secret>,
    pub(super) id_token: Secret,
    /// When the access token expires, in seconds.
    pub(super) expires_at: u64,
    /// When it should be renewed, in seconds.
    pub(super) renew_at: u64,
    /// It expired and could not be renewed; whoever asks next tries again. This tab's own affair.
    pub(super) has_lapsed: bool,
}

impl Record {
    /// A name for a new session.
    pub(super) fn new_id(random: [u8; 16]) -> String {
        base64url::encode(&random)
    }

    /// The session as a text.
    pub(super) fn to_text(&self, owner: &str) -> String {
        let mut object = of_kind(KIND);
        object.insert("owner", owner);
        object.insert("id", self.id.as_str());
        object.insert("sequence", self.sequence);
        object.insert("signedInAt", self.signed_in_at);
        object.insert("claims", self.claims.clone());
        object.insert("roles", list(&self.roles));
        object.insert("customRoles", list(&self.custom_roles));
        object.insert("accessToken", self.access_token.expose());
        if let Some(token) = &self.refresh_token {
            object.insert("refreshToken", token.expose());
        }
        object.insert("idToken", self.id_token.expose());
        object.insert("expiresAt", self.expires_at);
        object.insert("renewAt", self.renew_at);
        object.to_string()
    }

    /// The session of a text of this kind, unless it is another one's or broken.
    pub(super) fn parse(mut members: Members, owner: &str, mapping: &RoleMapping) -> Option<Self> {
        (members.text("owner")? == owner).then_some(())?;
        let record = Self {
            id: members.text("id")?,
            sequence: members.number("sequence")?,
            signed_in_at: members.number("signedInAt")?,
            claims: members.object("claims")?,
            roles: members.texts("roles")?,
            custom_roles: members.texts("customRoles")?,
            access_token: members.secret("accessToken")?,
            refresh_token: match members.has("refreshToken") {
                true => Some(members.secret("refreshToken")?),
                false => None,
            },
            id_token: members.secret("idToken")?,
            expires_at: members.number("expiresAt")?,
            renew_at: members.number("renewAt")?,
            has_lapsed: false,
        };
        members.end()?;
        // Nobody is who has no subject.
        record.user(mapping)?;
        Some(record)
    }

    /// The next state of the session, so far with another refresh token and nothing else.
    pub(super) fn next(&self, refresh_token: &Secret) -> Self {
        Self {
            sequence: self.sequence.saturating_add(1),
            refresh_token: Some(refresh_token.clone()),
            ..self.clone()
        }
    }

    /// Whether it takes the place of `other`: a newer state of the same session, or a later session.
    pub(super) fn replaces(&self, other: &Self) -> bool {
        if self.id == other.id {
            return self.sequence > other.sequence;
        }
        (self.signed_in_at, &self.id) > (other.signed_in_at, &other.id)
    }

    /// What other tabs know this state of the session by.
    pub(super) fn stamp(&self) -> String {
        format!("{}.{}", self.id, self.sequence)
    }

    /// The person, as TypeScript's `User`.
    pub(super) fn user(&self, mapping: &RoleMapping) -> Option<Object> {
        let person = User::from_sealed_claims(self.claims.clone(), mapping).ok()?;
        let mut object = user::object(&person);
        for (name, own, more) in [
            ("roles", person.roles(), &self.roles),
            ("customRoles", person.custom_roles(), &self.custom_roles),
        ] {
            let new = more.iter().filter(|role| !own.contains(role));
            let all: Vec<String> = own.iter().chain(new).cloned().collect();
            object.insert(name, list(&all));
        }
        Some(object)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use edgeward_core::json;
    use edgeward_core::provider::Provider;

    const OWNER: &str = "https://id.example app";

    fn mapping() -> RoleMapping {
        RoleMapping::of(Provider::default(), "app")
    }

    fn record() -> Record {
        Record {
            id: "b".into(),
            sequence: 3,
            signed_in_at: 1_700_000_000_123,
            claims: json::parse_object(
                br#"{"sub":"ada","roles":["admin"],"n":12345678901234567890}"#,
            )
            .unwrap(),
            roles: vec!["admin".into(), "editor".into()],
            custom_roles: vec![],
            access_token: "at".into(),
            refresh_token: Some("rt".into()),
            id_token: "it".into(),
            expires_at: 1_700_000_600,
            renew_at: 1_700_000_540,
            has_lapsed: false,
        }
    }

    fn parse(text: &str) -> Option<Record> {
        Record::parse(Members::parse_kind(text, KIND)?, OWNER, &mapping())
    }

    #[test]
    fn a_session_survives_with_and_without_a_refresh_token() {
        let text = record().to_text(OWNER);
        assert_eq!(parse(&text).unwrap().to_text(OWNER), text);
        let bare = Record {
            refresh_token: None,
            ..record()
        };
        let text = bare.to_text(OWNER);
        assert_eq!(parse(&text).unwrap().to_text(OWNER), text);
    }

    #[test]
    fn a_foreign_or_broken_session_is_none() {
        let good = record().to_text(OWNER);
        for (from, to) in [
            ("\"v\":1", "\"v\":2"),
            (OWNER, "https://id.example other"),
            ("\"sub\":\"ada\"", "\"sub\":\"\""),
            ("\"sub\"", "\"bus\""),
            ("\"sequence\":3", "\"sequence\":-3"),
            ("\"at\"", "null"),
            ("\"rt\"", "7"),
            ("\"renewAt\"", "\"x\":1,\"renewAt\""),
            ("\"renewAt\"", "\"id\":\"c\",\"renewAt\""),
            ("\"editor\"", "7"),
        ] {
            let broken = good.replace(from, to);
            assert_ne!(broken, good, "{from}");
            assert!(parse(&broken).is_none(), "{to}");
        }
        for length in 0..good.len() {
            assert!(
                parse(good.get(..length).unwrap_or_default()).is_none(),
                "{length}"
            );
        }
    }

    #[test]
    fn the_newer_state_and_the_later_session_count() {
        let one = record();
        let renewed = Record {
            sequence: 4,
            ..record()
        };
        let later = Record {
            id: "a".into(),
            signed_in_at: one.signed_in_at + 1,
            sequence: 0,
            ..record()
        };
        let twin = Record {
            id: "c".into(),
            sequence: 0,
            ..record()
        };
        assert!(renewed.replaces(&one) && !one.replaces(&renewed) && !one.replaces(&one));
        assert!(later.replaces(&renewed) && !renewed.replaces(&later));
        assert!(twin.replaces(&one) && !one.replaces(&twin));
    }

    #[test]
    fn a_person_has_the_roles_of_both_tokens_once() {
        let user = record().user(&mapping()).unwrap();
        assert_eq!(
            user.get("roles").unwrap().to_string(),
            r#"["admin","editor"]"#
        );
        assert_eq!(user.get("userId").unwrap().as_str(), Some("ada"));
    }

    #[test]
    fn debug_shows_no_token() {
        let text = format!("{:?}", record());
        for token in ["\"at\"", "\"rt\"", "\"it\""] {
            assert!(!text.contains(token), "{text}");
        }
    }
}
