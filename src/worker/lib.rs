//! edgeward as a Cloudflare Worker.

use worker::{Context, Env, Request, Response, Result, event};

/// Answers every request with 200.
///
/// # Errors
///
/// Never; the signature is the host's.
#[event(fetch)]
async fn fetch(_request: Request, _env: Env, _context: Context) -> Result<Response> {
    Response::ok("edgeward")
}
