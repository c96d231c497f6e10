//! One exchange with the provider: a request, and an answer that is what it must be.

use edgeward_core::secret::Secret;
use edgeward_core::url::HttpsUrl;

use crate::error::{Endpoint, Error};
use crate::media_type::is_json;
use crate::pending::{Pending, pending};
use crate::{Client, Host, HttpRequest, HttpResponse, Method, Transport};

impl<H: Host> Client<H> {
    /// GETs a JSON document: status 200 and a JSON media type, or nothing.
    pub(crate) async fn get_json(
        &self,
        endpoint: Endpoint,
        url: &HttpsUrl,
        max_bytes: usize,
        authorization: Option<Secret>,
    ) -> Result<HttpResponse, Error> {
        let response = self
            .exchange(endpoint, Method::Get, url, max_bytes, authorization)
            .await?;
        if response.status != 200 {
            return Err(Error::Status(endpoint, response.status));
        }
        require_json(endpoint, &response)?;
        Ok(response)
    }

    /// The provider's answer, whatever its status.
    pub(crate) fn exchange<'a>(
        &'a self,
        endpoint: Endpoint,
        method: Method,
        url: &'a HttpsUrl,
        max_bytes: usize,
        authorization: Option<Secret>,
    ) -> Pending<'a, HttpResponse> {
        pending(async move {
            let request = HttpRequest {
                method,
                url,
                accept: "application/json",
                authorization,
                max_bytes,
                timeout: self.options.timeout,
            };
            let response = self.host.transport().send(&request).await;
            response.map_err(|error| Error::Transport(endpoint, error))
        })
    }
}

/// An answer that says that it is JSON.
pub(crate) fn require_json(endpoint: Endpoint, response: &HttpResponse) -> Result<(), Error> {
    if is_json(response.content_type.as_deref()) {
        Ok(())
    } else {
        Err(Error::MediaType(endpoint))
    }
}
