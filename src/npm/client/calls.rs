//! The calls of a relying party, by the names that TypeScript calls them by.
//!
//! One export for all of them, and one place where their work waits: each has a body of its own and
//! nothing more. What is asked for with every request has exports of its own.

use edgeward::Client;
use edgeward_core::json::Value;

use crate::argument::Arguments;
use crate::error::Failure;
use crate::host::NpmHost;
use crate::{authorization, callback, keys, synchronous, tokens};

/// Answers the call `name`.
pub(crate) async fn answer(
    client: &Client<NpmHost>,
    name: &str,
    arguments: &Arguments,
) -> Result<Value, Failure> {
    match name {
        "authorizeUrl" => authorization::authorize_url(client, arguments).await,
        "authorizeUrlWithPkce" => authorization::authorize_url_with_pkce(client, arguments).await,
        "discovery" => keys::discovery(client).await,
        "endSessionUrl" => authorization::end_session_url(client, arguments).await,
        "exchangeCode" => tokens::exchange_code(client, arguments).await,
        "handleCallback" => callback::handle_callback(client, arguments).await,
        "jwks" => keys::jwks(client).await,
        "prepareSync" => synchronous::prepare_sync(client).await,
        "refreshMetadata" => keys::refresh_metadata(client).await,
        "refreshToken" => tokens::refresh_token(client, arguments).await,
        "revokeToken" => tokens::revoke_token(client, arguments).await,
        "userinfo" => tokens::userinfo(client, arguments).await,
        "validateIdToken" => tokens::validate_id_token(client, arguments).await,
        _ => Err(Failure::argument("name", &"is no call")),
    }
}
