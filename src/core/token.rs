//! The back channel: requests to the token and the revocation endpoint and their answers
//! (RFC 6749 §4.1.3, §5, §6, RFC 7009).

mod assertion;
mod auth_method;
mod client_auth;
mod request;
mod response;

pub use assertion::{ClientAssertion, ClientAssertionInput, SymmetricAssertion};
pub use auth_method::{ClientAuthMethod, ClientCredential, NoClientAuth};
pub use client_auth::ClientAuth;
pub use request::{AuthenticatedRequest, TokenRequest, TokenTypeHint};
pub use response::{TokenResponse, refusal};
