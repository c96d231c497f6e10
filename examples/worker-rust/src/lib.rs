//! A Worker that takes access tokens: everybody may ask `/`, whoever has one of two roles `/desk`.

mod access;

use worker::{Context, Env, Request, Response, Result, event};

/// Answers a request.
#[event(fetch)]
async fn fetch(request: Request, env: Env, _context: Context) -> Result<Response> {
    match request.path().as_str() {
        "/" => Response::ok("Hello stranger\n"),
        "/desk" => desk(&request, &env).await,
        _ => Response::error("No such page\n", 404),
    }
}

async fn desk(request: &Request, env: &Env) -> Result<Response> {
    match access::require_role(request, env, &["admin", "editor"]).await? {
        Ok(user) => Response::ok(format!("Hello {}\n", user.user_id())),
        Err(refusal) => refusal.into_response(),
    }
}
