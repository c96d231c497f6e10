//! The session as bytes.

use super::{Session, SessionId, SourcedRoles};
use crate::wire::{Reader, Writer};
use edgeward_core::authorization::Scope;
use edgeward_core::secret::Secret;

/// Version of the record. A session of another version is none: the person signs in again.
const VERSION: u8 = 1;

impl Session {
    pub(super) fn record(&self) -> Vec<u8> {
        let mut writer = Writer::new(VERSION);
        writer.bytes(self.id.as_bytes());
        writer.text(&self.issuer);
        writer.text(&self.subject);
        writer.optional(self.email.as_deref());
        writer.number(u64::from(self.email_verified));
        writer.optional(self.name.as_deref());
        writer.optional(self.given_name.as_deref());
        writer.optional(self.family_name.as_deref());
        writer.optional(self.tenant_id.as_deref());
        for from in [&self.id_token_roles, &self.access_token_roles] {
            writer.list(&from.roles);
            writer.list(&from.custom_roles);
        }
        writer.optional(self.scope.as_ref().map(Scope::as_str));
        writer.number(self.created_at);
        writer.number(self.ends_at);
        writer.number(self.tokens_expire_at);
        for token in [&self.refresh_token, &self.id_token, &self.access_token] {
            writer.optional(token.as_ref().map(Secret::expose));
        }
        writer.finish()
    }

    pub(super) fn parse(record: &[u8]) -> Option<Self> {
        let mut reader = Reader::new(record, VERSION)?;
        let session = Self {
            id: SessionId(reader.array()?),
            issuer: reader.text()?,
            subject: reader.text()?,
            email: reader.optional()?,
            email_verified: parse_flag(reader.number()?)?,
            name: reader.optional()?,
            given_name: reader.optional()?,
            family_name: reader.optional()?,
            tenant_id: reader.optional()?,
            id_token_roles: parse_roles(&mut reader)?,
            access_token_roles: parse_roles(&mut reader)?,
            scope: match reader.optional()? {
                None => None,
                Some(scope) => Some(Scope::parse(&scope).ok()?),
            },
            created_at: reader.number()?,
            ends_at: reader.number()?,
            tokens_expire_at: reader.number()?,
            refresh_token: reader.optional()?.map(Secret::new),
            id_token: reader.optional()?.map(Secret::new),
            access_token: reader.optional()?.map(Secret::new),
        };
        reader.end()?;
        Some(session)
    }
}

fn parse_flag(number: u64) -> Option<bool> {
    match number {
        0 => Some(false),
        1 => Some(true),
        _ => None,
    }
}

fn parse_roles(reader: &mut Reader<'_>) -> Option<SourcedRoles> {
    Some(SourcedRoles {
        roles: reader.list()?,
        custom_roles: reader.list()?,
    })
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A session in which no two members are alike.
    pub(in crate::session) fn session() -> Session {
        Session {
            id: SessionId::from_random([5; 16]),
            issuer: "https://id.example".into(),
            subject: "subject".into(),
            email: Some("ada@example.org".into()),
            email_verified: true,
            name: Some("Ada Lovelace".into()),
            given_name: Some("Ada".into()),
            family_name: Some("Lovelace".into()),
            tenant_id: Some("tenant".into()),
            id_token_roles: SourcedRoles {
                roles: vec!["admin".into()],
                custom_roles: vec!["billing".into()],
            },
            access_token_roles: SourcedRoles {
                roles: vec!["editor".into(), "reader".into()],
                custom_roles: vec![],
            },
            scope: Some(Scope::parse("openid profile").unwrap()),
            created_at: 1_700_000_000,
            ends_at: 1_700_028_800,
            tokens_expire_at: 1_700_000_300,
            refresh_token: Some("refresh-token".into()),
            id_token: Some("id-token".into()),
            access_token: Some("access-token".into()),
        }
    }

    fn bare() -> Session {
        Session {
            email: None,
            email_verified: false,
            name: None,
            given_name: None,
            family_name: None,
            tenant_id: None,
            id_token_roles: SourcedRoles::default(),
            access_token_roles: SourcedRoles::default(),
            scope: None,
            refresh_token: None,
            id_token: None,
            access_token: None,
            ..session()
        }
    }

    // Debug shows nothing, so `assert_eq` would not either.
    #[test]
    fn a_session_survives_whole_and_bare() {
        assert!(Session::parse(&session().record()) == Some(session()));
        assert!(Session::parse(&bare().record()) == Some(bare()));
        assert!(session() != bare());
    }

    #[test]
    fn a_bare_session_is_small() {
        assert!(bare().record().len() < 80, "{}", bare().record().len());
    }

    #[test]
    fn an_empty_claim_is_not_a_missing_one() {
        let mut session = session();
        session.email = Some(String::new());
        assert_eq!(
            Session::parse(&session.record()).unwrap().email.as_deref(),
            Some("")
        );
    }

    #[test]
    fn a_record_of_an_unknown_version_is_none() {
        for version in [0, 2, 255] {
            let mut record = session().record();
            record[0] = version;
            assert!(Session::parse(&record).is_none(), "{version}");
        }
    }

    #[test]
    fn a_record_cut_anywhere_or_lengthened_is_none() {
        let mut record = session().record();
        for length in 0..record.len() {
            assert!(Session::parse(&record[..length]).is_none(), "{length}");
        }
        record.push(0);
        assert!(Session::parse(&record).is_none());
    }

    #[test]
    fn a_flag_is_zero_or_one() {
        assert_eq!([0, 1, 2].map(parse_flag), [Some(false), Some(true), None]);
    }

    proptest! {
        #[test]
        fn parsing_anything_never_panics(mut bytes: Vec<u8>) {
            let _ = Session::parse(&bytes);
            bytes.insert(0, VERSION);
            let _ = Session::parse(&bytes);
        }

        #[test]
        fn any_claims_survive(name: Option<String>, roles: Vec<String>, subject: String, at: u64) {
            let mut session = session();
            session.name = name;
            session.id_token_roles.custom_roles = roles;
            session.subject = subject;
            session.ends_at = at;
            prop_assert!(Session::parse(&session.record()) == Some(session));
        }
    }
}
