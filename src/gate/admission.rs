//! A request that may pass, as the origin gets it.

use edgeward_core::route::Access;

use crate::config::GateConfig;
use crate::cookie::{SetCookie, forwarded_cookie_header};
use crate::http::{Forward, Request};
use crate::identity::{self, Credential};
use crate::target::Target;
use crate::walk::Principal;

/// Somebody, or nobody, whom a route lets through.
#[derive(Debug)]
pub(crate) struct Admitted<'a> {
    /// What the route asks.
    pub(crate) access: &'a Access,
    /// Who it is.
    pub(crate) principal: Option<Principal>,
    /// Cookies for the way back.
    pub(crate) cookies: Vec<SetCookie>,
}

impl Admitted<'_> {
    /// The request that goes on: the path that was matched, nothing that only the gate may say, and
    /// what the gate says. On a public route nobody is made known.
    pub(crate) fn forward(
        self,
        request: &Request,
        target: &Target<'_>,
        config: &GateConfig,
        allow_origin: Option<String>,
    ) -> Forward {
        let is_public = matches!(self.access, Access::Public);
        let requires = matches!(self.access, Access::Requires(_));
        let principal = self.principal.filter(|_| !is_public);
        let private = requires || principal.is_some();
        // An optional route answers nobody and somebody differently.
        let mut vary = Vec::new();
        if !is_public {
            vary.extend(["Cookie", "Authorization"]);
        }
        if !config.cors_origins.is_empty() {
            vary.push("Origin");
        }

        let mut remove = identity::removed(request);
        let scheme = target.origin().split(':').next().unwrap_or("https");
        let mut set = vec![
            ("x-forwarded-host", target.host.as_str().to_owned()),
            ("x-forwarded-proto", scheme.to_owned()),
        ];
        // HTTP/2 may split the field (RFC 9113 §8.2.3): it is one header to the origin.
        let sent = request.headers.all("cookie").collect::<Vec<_>>().join("; ");
        match forwarded_cookie_header(&sent) {
            Some(kept) if kept != sent => set.push(("cookie", kept)),
            None if !sent.is_empty() => remove.push("cookie".into()),
            Some(_) | None => {}
        }
        // Whatever stands in `Authorization` was a good bearer token, or the request would not pass.
        if !config.forward_authorization {
            remove.push("authorization".into());
        }
        if let Some(principal) = principal {
            let issuer = config.provider.issuer.as_str();
            set.extend(identity::headers(&principal.user, issuer, principal.by));
            let token = principal
                .access_token
                .filter(|_| principal.by == Credential::Session);
            if let Some(token) = token {
                set.push(("authorization", format!("Bearer {}", token.expose())));
            }
        }
        Forward {
            path_and_query: target.path_and_query(),
            remove,
            set,
            cookies: self.cookies,
            private,
            vary,
            allow_origin,
        }
    }
}
