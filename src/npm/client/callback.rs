//! The redirection endpoint: from the address that the provider sent the person back to, to the code.

use edgeward_core::authorization::{AuthorizationResponse, ExpectedCallback, Nonce, State};
use edgeward_core::error::CallbackError;
use edgeward_core::form::FormFields;
use edgeward_core::pkce::CodeVerifier;

use crate::argument::redirect_uri;
use crate::calls::{Answer, Call};
use crate::error::Failure;

/// The code of `response`, the query or the posted form, if it is this sign-in's, from this issuer, and
/// no refusal. What the sign-in kept is checked with it: `state`, `nonce`, `codeVerifier`,
/// `redirectUri`. With `isUnknown`, nothing was kept.
pub(crate) fn code(call: &Call<'_>) -> Answer {
    let arguments = &call.arguments;
    if arguments.flag("isUnknown") {
        // Nobody in this tab began it, or it was used already, or it took too long.
        return Err(CallbackError::StateMismatch.into());
    }
    let state = arguments.required("state", State::parse)?;
    arguments.required("nonce", Nonce::parse)?;
    arguments.required("codeVerifier", CodeVerifier::parse)?;
    arguments.required("redirectUri", redirect_uri)?;
    let response = arguments.text("response").unwrap_or_default();
    let fields = FormFields::parse(response.as_bytes()).map_err(CallbackError::from)?;
    let response = AuthorizationResponse::parse(&fields).map_err(edgeward::Error::from)?;
    let metadata = call.metadata()?;
    let code = response.validate(&ExpectedCallback {
        state: &state,
        issuer: &call.party.options().issuer,
        iss_parameter_required: metadata.iss_parameter_supported(),
    });
    Ok(code.map_err(Failure::from)?.expose().into())
}
