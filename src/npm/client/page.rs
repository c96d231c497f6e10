//! What a page asks for its session beside tokens: which addresses are its own.

use edgeward_core::text::{concat, said};
use edgeward_core::url::{Http, HttpsUrl, InvalidUrl};

use crate::answer::Json;
use crate::argument::redirect_uri;
use crate::calls::{Answer, Call};
use crate::error::{Class, Failure};
use crate::relying_party::client_id;

/// Checks `origin`, `redirectUris` and `apiOrigins`, and gives what the session goes by: the `owner` of
/// its texts, its own `origin`, the `apiOrigins` as browsers write them, and whether access tokens are
/// for an audience that the options name.
///
/// # Errors
/// The first that is none, with its option's name.
pub(crate) fn settings(call: &Call<'_>) -> Answer {
    let (party, arguments) = (call.party, &call.arguments);
    let own = arguments.required("origin", redirect_uri)?;
    for (option, uri) in &arguments.pairs("redirectUris") {
        let uri = redirect_uri(uri).map_err(|error| refused(option, &said(&error)))?;
        if uri.origin() != own.origin() {
            let reason = concat(&["must be an address of ", own.origin()]);
            return Err(refused(option, &reason));
        }
    }
    let mut api_origins = Vec::new();
    for text in &arguments.texts("apiOrigins").unwrap_or_default() {
        api_origins.push(api_origin(text, party.options().http)?);
    }
    let issuer = party.options().issuer.as_str();
    let owner = concat(&[issuer, " ", client_id(party)?]);
    Ok(Json::object(|it| {
        it.text("owner", &owner);
        it.text("origin", own.origin());
        it.texts("apiOrigins", api_origins.iter().map(String::as_str));
        it.flag("hasAudience", party.options().access_tokens.is_some());
    }))
}

/// Where a person goes on to: the path of `target` below `origin`, `/` where a stranger wrote something
/// else.
pub(crate) fn return_target(call: &Call<'_>) -> Answer {
    let text = call.arguments.text("target").unwrap_or_default();
    let origin = call.arguments.text("origin").unwrap_or_default();
    let target = text.strip_prefix(origin).unwrap_or(text);
    let is_own = target.starts_with("/") && target.len() <= TARGET && stays(target.as_bytes());
    Ok(if is_own { target } else { "/" }.into())
}

/// Longest target, in bytes: the page keeps it until the person comes back.
const TARGET: usize = 1024;

/// Whether nothing that a page may do with the text leads to another site: to go there as it is, or to its
/// path alone, resolved, decoded or tidied. What could is refused rather than mended.
fn stays(target: &[u8]) -> bool {
    let mut is_path = true;
    let mut rest = target;
    while let [byte, next @ ..] = rest {
        is_path &= !matches!(byte, b'?' | b'#');
        let leads_away = match (byte, next) {
            // Two slashes begin a host, and dot segments end where these may be.
            (b'/', [b'/' | b'.', ..]) => is_path,
            // A slash, a dot, a control character, a backslash, once decoded; and what is encoded twice.
            (
                b'%',
                [b'0' | b'1', ..] | [b'2', b'E' | b'F' | b'e' | b'f', ..] | [b'5', b'C' | b'c', ..],
            ) => is_path,
            (b'%', [b'2', b'5', digit, ..]) => is_path && digit.is_ascii_hexdigit(),
            // Browsers take a backslash for a slash, and leave white space out.
            _ => *byte == b'\\' || !byte.is_ascii_graphic(),
        };
        if leads_away {
            return false;
        }
        rest = next;
    }
    true
}

fn api_origin(text: &str, http: Http) -> Result<String, Failure> {
    let refused = |reason: &str| refused("apiOrigins", reason);
    let url = HttpsUrl::parse(text, http).map_err(|error| match error {
        InvalidUrl::Scheme => refused(
            "a token must not go over plain http: write https, or set `dangerAllowHttp: true` for \
              development",
        ),
        error => refused(&said(&error)),
    })?;
    if !matches!(url.path(), "" | "/") || url.query().is_some() {
        return Err(refused(
            "must be an origin, without a path: `https://api.example.com`",
        ));
    }
    Ok(url.origin().into())
}

fn refused(option: &str, reason: &str) -> Failure {
    Failure::named(Class::Config, "config_invalid", option, reason)
}

#[cfg(test)]
mod tests {
    use super::stays;

    #[test]
    fn places_of_the_page_stay() {
        for target in [
            "/",
            "/inbox?new#3",
            "/a/b/",
            "/caf%C3%A9/a%20b/100%25",
            "/~ada/x;y=1,2/[z]",
            "/a?next=//b.example/../%2f#/./c",
        ] {
            assert!(stays(target.as_bytes()), "{target}");
        }
    }

    #[test]
    fn what_leads_away_when_it_is_resolved_decoded_or_tidied_does_not() {
        for target in [
            "//evil.example",
            "/x//evil.example",
            "/.//evil.example",
            "/x/..//evil.example",
            "/.",
            "/\\evil.example",
            "/a?\\evil.example",
            "/\t/evil.example",
            "/a?b\n",
            "/ /evil.example",
            "/\u{2215}evil.example",
            "/%09/evil.example",
            "/%1f/evil.example",
            "/%2fevil.example",
            "/%2Fevil.example",
            "/%5cevil.example",
            "/%5Cevil.example",
            "/%2e%2e/x",
            "/%2E/x",
            "/%252fevil.example",
        ] {
            assert!(!stays(target.as_bytes()), "{target}");
        }
    }
}
