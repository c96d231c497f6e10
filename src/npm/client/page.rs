//! What a page asks for its session beside tokens: which addresses are its own.

use edgeward_core::return_target::ReturnTarget;
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
    let path = text.strip_prefix(origin).unwrap_or(text);
    let target = ReturnTarget::parse(path).unwrap_or_default();
    Ok(target.as_str().into())
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
