//! The provider's documents: its metadata, and its keys as a JWK Set, with their public members and
//! nothing else.

use edgeward::{Error, Need, Next, Source};
use edgeward_core::alg::Alg;
use edgeward_core::json::Members;
use edgeward_core::jwk::{Jwk, KeyMaterial};

use crate::answer::{self, Json, joined, optional};
use crate::calls::{Answer, Call};
use edgeward_core::text::concat;

/// The provider's metadata, the whole document.
pub(crate) fn discovery(call: &Call<'_>) -> Answer {
    let metadata = call.metadata()?;
    Ok(Json(metadata.document().for_doubles()))
}

/// What whoever needs the metadata, or the `keys`, does next: 0 they are there, 1 fetch them, 2 look again
/// in a moment. `newerThan` is a generation of keys that is too old.
///
/// # Errors
/// There are none, and it is too early to fetch again.
pub(crate) fn next(call: &Call<'_>) -> Answer {
    let source = named(call);
    let need = match call.arguments.whole("newerThan") {
        // No generation is past the last one.
        Some(generation) => Need::NewerThan(u32::try_from(generation).unwrap_or(u32::MAX)),
        None => Need::Known,
    };
    Ok(Json::plain(match call.party.next(source, call.now, need) {
        Next::Use => "0",
        Next::Fetch => "1",
        Next::Wait => "2",
        Next::Closed => return Err(Error::Unavailable(source.endpoint()).into()),
    }))
}

/// The request for the metadata, or for the `keys`.
pub(crate) fn request(call: &Call<'_>) -> Answer {
    answer::request(call.party.document_request(named(call), call.now))
}

/// Takes in the answer to that request.
pub(crate) fn take(call: &Call<'_>) -> Answer {
    let source = named(call);
    let answer = answer::of(call, source.endpoint())?;
    call.party.take_answer(source, &answer, call.now)?;
    Ok(Json::plain("null"))
}

/// They could not be had; whether there is one to go on with.
pub(crate) fn failed(call: &Call<'_>) -> Answer {
    let source = named(call);
    call.party.failed(source, call.now);
    let is_usable = call.party.is_usable(source, call.now);
    Ok(Json::plain(if is_usable { "true" } else { "false" }))
}

/// What a synchronous call needs: whether `keys` must be provided first, and if not, whether there is
/// one that only a `verifier` of public keys can be asked about.
pub(crate) fn needs(call: &Call<'_>) -> Answer {
    let party = call.party;
    let needs_keys = party.needs_keys();
    if needs_keys && !party.is_ready(Source::Keys, call.now) && !call.is_provided {
        return Ok(Json::object(|it| it.flag("keys", true)));
    }
    let mut needs_verifier = false;
    if needs_keys {
        for key in party.keys(call.now)?.iter() {
            needs_verifier |= !matches!(key.material(), KeyMaterial::Hmac(_));
        }
    }
    Ok(Json::object(|it| it.flag("verifier", needs_verifier)))
}

/// The keys that can be used, as a JWK Set. A symmetric key has no public part, and is left out.
pub(crate) fn jwks(call: &Call<'_>) -> Answer {
    let keys = call.party.keys(call.now)?;
    let mut jwks = Vec::new();
    for key in keys.iter() {
        if let Some(jwk) = jwk(key) {
            jwks.push(jwk);
        }
    }
    Ok(Json(concat(&[r#"{"keys":["#, &joined(&jwks, ","), "]}"])))
}

fn named(call: &Call<'_>) -> Source {
    match call.arguments.flag("keys") {
        true => Source::Keys,
        false => Source::Metadata,
    }
}

fn jwk(key: &Jwk) -> Option<String> {
    let mut text = key.public_jwk()?;
    let more = Members::object(|it| {
        optional(it, "kid", key.kid());
        optional(it, "alg", key.alg().map(Alg::as_str));
        it.text("use", "sig");
    });
    // The members of both, in one object.
    text.pop();
    text.push(',');
    text.push_str(more.get(1..)?);
    Some(text)
}
