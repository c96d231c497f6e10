//! A request as the gate reads it.

use edgeward_gate::http::{Body, BodyError, Headers, Request};
use wasm_bindgen::JsValue;

/// A request from its text, UTF-8: the method, the URL, then the header fields, names and values in
/// turn. None of them holds a line feed (RFC 9110 §5.5), so one stands between them; `lines` is how many
/// there are.
///
/// # Errors
/// Another number of lines, which no host makes: a field that could hold a line feed could hide others
/// from the gate.
pub fn parse(text: &[u8], lines: usize) -> Result<Request, JsValue> {
    let request = str::from_utf8(text).ok().and_then(|it| read(it, lines));
    request.ok_or_else(|| MALFORMED.into())
}

/// As the gate's module throws every error: what the package makes of it, as JSON.
const MALFORMED: &str = r#"{"class":"TypeError","message":"`request` has a line feed in its method, its address or a header field"}"#;

fn read(text: &str, count: usize) -> Option<Request> {
    let mut lines = text.split('\n');
    let (method, url) = (lines.next()?.to_owned(), lines.next()?.to_owned());
    let fields = count.checked_sub(2).filter(|it| it.is_multiple_of(2))? / 2;
    let mut headers = Headers::with_capacity(fields, text.len());
    for _ in 0..fields {
        headers.append(lines.next()?, lines.next()?);
    }
    lines.next().is_none().then_some(Request {
        method,
        url,
        headers,
    })
}

/// The body of a request or anything else that has a stream in `body`.
#[derive(Debug)]
pub struct MessageBody(pub JsValue);

impl Body for MessageBody {
    async fn read(&mut self, limit: usize) -> Result<Vec<u8>, BodyError> {
        edgeward_web::read_body(&self.0, limit)
            .await
            .map_err(|_| BodyError)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_a_request() {
        let request = read("GET\nhttps://h/\nAccept\n*/*\nx-empty\n", 6).unwrap();
        assert_eq!(
            (request.method.as_str(), request.url.as_str()),
            ("GET", "https://h/")
        );
        let fields: Vec<_> = request.headers.iter().collect();
        assert_eq!(fields, [("accept", "*/*"), ("x-empty", "")]);
        assert!(read("GET\nhttps://h/", 2).is_some());
    }

    #[test]
    fn another_number_of_lines_is_no_request() {
        for (lines, count) in [
            ("GET\nhttps://h/\na\nb\nc\nd", 4),
            ("GET\nhttps://h/\na\nb", 6),
            ("GET\nhttps://h/\na", 3),
            ("GET", 1),
            ("", 0),
        ] {
            assert!(read(lines, count).is_none(), "{lines:?}");
        }
    }
}
