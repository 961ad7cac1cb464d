//! Small ways to make answers.

use std::time::Duration;

use bytes::Bytes;
use http::header::{ALLOW, CONTENT_LENGTH, CONTENT_TYPE, HeaderName, HeaderValue, RETRY_AFTER};
use http::{Method, Response, StatusCode};
use http_body::Body as _;
use wharf_node::sts::authorization_message;
use wharf_node::{Call, Node};
use wharf_policy::Denial;

use crate::body::Body;

/// An answer under way.
pub(crate) type Answer = Response<Body>;

/// An answer with a body in memory.
pub(crate) fn full(status: StatusCode, content_type: &'static str, body: impl Into<Bytes>) -> Answer {
    let mut response = Response::new(Body::Full(body.into()));
    *response.status_mut() = status;
    response
        .headers_mut()
        .insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    response
}

/// An answer without a body.
pub(crate) fn empty(status: StatusCode) -> Answer {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    response
}

/// The code of an error, for the log.
#[derive(Clone, Debug)]
pub(crate) struct ErrorCode(pub(crate) String);

/// Notes the code of an error that an answer says.
pub(crate) fn note_code(response: &mut Answer, code: &str) {
    response.extensions_mut().insert(ErrorCode(code.to_owned()));
}

/// A plain text for people.
pub(crate) fn text(status: StatusCode, body: impl Into<Bytes>) -> Answer {
    full(status, "text/plain; charset=utf-8", body)
}

/// The refusal of a method that does not only read, where nothing else is served.
pub(crate) fn refuse_unless_read(method: &Method) -> Option<Answer> {
    let is_read = method == Method::GET || method == Method::HEAD;
    (!is_read).then(|| {
        let mut answer = text(StatusCode::METHOD_NOT_ALLOWED, "only GET and HEAD\n");
        set(&mut answer, ALLOW, "GET, HEAD");
        answer
    })
}

static AUTHORIZATION_MESSAGE: HeaderName = HeaderName::from_static("x-wharf-authorization-message");

/// Adds what `DecodeAuthorizationMessage` decodes to the answer to a call that the policies do not allow. In a header,
/// because the services that we serve do not mention it in their texts.
pub(crate) fn explain(response: &mut Answer, node: &Node, call: &Call, denial: &Denial) {
    let message = authorization_message::encode(node, call, denial);
    set(response, AUTHORIZATION_MESSAGE.clone(), &message);
}

/// Drops the body and keeps its length: the answer to HEAD. Over HTTP/2 the library would send the body.
pub(crate) fn keep_head(response: &mut Answer) {
    let body = std::mem::replace(response.body_mut(), Body::empty());
    if let Some(length) = body.size_hint().exact().filter(|length| *length > 0) {
        set(response, CONTENT_LENGTH, &length.to_string());
    }
}

/// Says when the client may retry.
pub(crate) fn retry_after(response: &mut Answer, wait: Duration) {
    let seconds = wait.as_secs().saturating_add(1);
    set(response, RETRY_AFTER, &seconds.to_string());
}

/// Says when to come again to a service that lacks something at the moment: its database, or places. By then most of what is under
/// way has ended.
pub(crate) fn come_again(response: &mut Answer) {
    retry_after(response, Duration::from_secs(4));
}

/// Sets a header; a value that is not one is left out (ours are made of checked names and digests).
pub(crate) fn set(response: &mut Answer, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
}
