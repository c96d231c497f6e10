//! An answer of the gate's own as a response of the Fetch API.

use edgeward_gate::http::Answer;
use worker::Result;

/// The response: without a body where the request was HEAD.
///
/// # Errors
/// None that an answer of the gate can cause.
pub(crate) fn response(answer: &Answer, method: &str) -> Result<web_sys::Response> {
    let headers = web_sys::Headers::new()?;
    for (name, value) in &answer.headers {
        headers.append(name, value)?;
    }
    let init = web_sys::ResponseInit::new();
    init.set_status(answer.status);
    init.set_headers(&headers);
    let body = (method != "HEAD" && !answer.body.is_empty()).then_some(answer.body.as_str());
    Ok(web_sys::Response::new_with_opt_str_and_init(body, &init)?)
}
