//! One exchange with the provider: a request, and an answer that is what it must be.

use edgeward_core::url::HttpsUrl;

use crate::error::{Endpoint, Error};
use crate::media_type::is_json;
use crate::pending::{Pending, pending};
use crate::{Client, Host, HttpRequest, HttpResponse, Method, Transport};

impl<H: Host> Client<H> {
    /// The provider's answer, whatever its status.
    pub(crate) fn exchange(
        &self,
        endpoint: Endpoint,
        request: HttpRequest,
    ) -> Pending<'_, HttpResponse> {
        pending(async move {
            let response = self.host.transport().send(&request).await;
            response.map_err(|error| Error::Transport(endpoint, error))
        })
    }
}

/// The request for a JSON document.
pub(crate) const fn get(url: HttpsUrl, max_bytes: usize, timeout: u32) -> HttpRequest {
    HttpRequest {
        method: Method::Get,
        url,
        accept: "application/json",
        authorization: None,
        max_bytes,
        timeout,
    }
}

/// An answer with status 200 that says that it is JSON.
pub(crate) fn require_json(endpoint: Endpoint, response: &HttpResponse) -> Result<(), Error> {
    if response.status != 200 {
        Err(Error::Status(endpoint, response.status))
    } else if is_json(response.content_type.as_deref()) {
        Ok(())
    } else {
        Err(Error::MediaType(endpoint))
    }
}
