//! Who is asking, and whether they may.

use std::cell::OnceCell;
use std::rc::Rc;

use edgeward::core::bearer::bearer_token;
use edgeward::core::challenge::Challenge;
use edgeward::core::claims::AccessTokenPolicy;
use edgeward::core::decision::Decision;
use edgeward::core::route::{Requirement, RoleCount};
use edgeward::core::url::{Http, Issuer};
use edgeward::core::user::User;
use edgeward::{Client, Error, Options};
use edgeward_web::WebHost;
use worker::{Env, Request, Response, Result};

type WorkerClient = Client<WebHost>;

thread_local! {
    /// The provider's keys live in the client, so one serves the whole isolate. It knows no user.
    static CLIENT: OnceCell<Rc<WorkerClient>> = const { OnceCell::new() };
}

/// Why a request does not pass.
pub(crate) enum Refusal {
    /// The bearer is at fault: 400, 401 or 403.
    Challenge(Challenge),
    /// The token could not be looked at, whatever it is: 503.
    Unavailable,
}

/// The user of the request's access token, who has one of these roles.
///
/// # Errors
/// The configuration is wrong.
pub(crate) async fn require_role(
    request: &Request,
    env: &Env,
    roles: &[&str],
) -> Result<std::result::Result<User, Refusal>> {
    let client = client(env)?;
    let roles = roles.iter().map(|&role| role.to_owned()).collect();
    let requirement = Requirement::signed_in()
        .with_roles(RoleCount::Any, roles)
        .map_err(wrong)?;
    let Some(authorization) = request.headers().get("authorization")? else {
        return Ok(Err(Refusal::Challenge(Challenge::NoCredentials)));
    };
    let Some(token) = bearer_token(&authorization) else {
        return Ok(Err(Refusal::Challenge(Challenge::InvalidRequest)));
    };
    let user = match client.validate_token(token).await {
        Ok(user) => user,
        Err(Error::Token(_)) => return Ok(Err(Refusal::Challenge(Challenge::InvalidToken))),
        Err(error) => {
            worker::console_error!("{error}");
            return Ok(Err(Refusal::Unavailable));
        }
    };
    Ok(match requirement.authorize(Some(&user)) {
        Decision::Allow => Ok(user),
        Decision::Challenge(challenge) => Err(Refusal::Challenge(challenge)),
        Decision::Forbid(forbidden) => Err(Refusal::Challenge(forbidden.challenge())),
    })
}

impl Refusal {
    /// The HTTP answer. Which rule a token breaks is nobody's business.
    ///
    /// # Errors
    /// None that a runtime has shown.
    pub(crate) fn into_response(self) -> Result<Response> {
        let Self::Challenge(challenge) = self else {
            return Response::error("Try again later\n", 503);
        };
        let response = Response::error("You may not\n", challenge.status())?;
        let headers = response.headers();
        headers.set("www-authenticate", &challenge.header_value(None))?;
        headers.set("cache-control", "no-store")?;
        Ok(response)
    }
}

fn client(env: &Env) -> Result<Rc<WorkerClient>> {
    CLIENT.with(|cell| {
        if let Some(client) = cell.get() {
            return Ok(Rc::clone(client));
        }
        let client = Client::new(WebHost::default(), options(env)?);
        Ok(Rc::clone(cell.get_or_init(|| Rc::new(client))))
    })
}

/// What `[vars]` of `wrangler.toml` say.
fn options(env: &Env) -> Result<Options> {
    // `DANGER_ALLOW_HTTP = "true"`, for development. Without it there is https only.
    let http = match env.var("DANGER_ALLOW_HTTP") {
        Ok(value) if value.to_string() == "true" => Http::DangerAllow,
        _ => Http::Refuse,
    };
    let issuer = Issuer::parse(&env.var("AUTHORITY")?.to_string(), http).map_err(wrong)?;
    let audience = env.var("AUDIENCE")?.to_string();
    let policy = AccessTokenPolicy::new(issuer.clone(), vec![audience]).map_err(wrong)?;
    Ok(Options {
        access_tokens: Some(policy),
        http,
        ..Options::new(issuer)
    })
}

fn wrong(error: impl std::error::Error) -> worker::Error {
    worker::Error::RustError(error.to_string())
}
