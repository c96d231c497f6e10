//! The front channel: the authorization request, and what comes back to the redirect URI
//! (RFC 6749 §4.1, OIDC Core §3.1, RFC 9207).

mod binding;
mod request;
mod response;
mod scope;

pub use binding::{InvalidBinding, Nonce, State};
pub use request::{AuthorizationRequest, Prompt, ReservedParameter, ResponseMode};
pub use response::{AuthorizationCode, AuthorizationResponse, ExpectedCallback};
pub use scope::{InvalidScope, Scope};
