//! AWS requests of no protocol that is served: `aws s3 ls` at our endpoint is a `GET /` signed for S3.
//!
//! Said as an error of an AWS service, because the answer to a person in a browser is none that such a client can read: it takes a
//! 200 that is no XML for a failure of the service, and tries again. Nothing is authenticated here, and nothing told but names.

use http::header::{AUTHORIZATION, HeaderName};
use http::{Request, StatusCode};
use wharf_aws::query;
use wharf_sigv4::RequestParts;

use crate::request::RequestContext;
use crate::response::{self, Answer};

static ERROR_TYPE: HeaderName = HeaderName::from_static("x-amzn-errortype");
/// How signatures of AWS begin, and what tells one in a query string.
const SCHEME: &str = "AWS4-";
const PRESIGNED: &str = "X-Amz-Algorithm=AWS4-";

/// The refusal of a request that is signed for AWS.
pub(crate) fn answer<B>(context: &RequestContext<'_>, request: &Request<B>) -> Option<Answer> {
    let authorization = request.headers().get(AUTHORIZATION);
    let is_signed = authorization.is_some_and(|value| value.as_bytes().starts_with(SCHEME.as_bytes()));
    let query = request.uri().query();
    if !is_signed && !query.is_some_and(|query| query.contains(PRESIGNED)) {
        return None;
    }
    let service = signed_for(request);
    let mut served: Vec<&str> = wharf_node::services()
        .map(|service| service.model.signing_name)
        .collect();
    served.sort_unstable();
    served.dedup();
    let (code, text) = match service {
        Some(service) if served.contains(&service.as_str()) => {
            let text = format!("The request is signed for {service}, but is of no protocol of it");
            ("UnknownOperationException", text)
        }
        service => {
            let text = format!(
                "{} is not served here, only {}",
                service.map_or("This service".to_owned(), |service| format!(
                    "The service {service}"
                )),
                served.join(", ")
            );
            ("UnknownService", text)
        }
    };
    let status = StatusCode::BAD_REQUEST;
    let body = query::error_body("", status.as_u16(), code, &text, &context.request_id);
    let mut answer = response::full(status, query::CONTENT_TYPE, body);
    response::set(&mut answer, ERROR_TYPE.clone(), code);
    Some(answer)
}

/// The service of the signature's scope, if it can be read.
fn signed_for<B>(request: &Request<B>) -> Option<String> {
    let headers: Vec<(&str, &[u8])> = request
        .headers()
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_bytes()))
        .collect();
    let parts = RequestParts {
        method: request.method().as_str(),
        path: request.uri().path(),
        query: request.uri().query(),
        headers: &headers,
    };
    let presented = wharf_sigv4::parse(&parts).ok()??;
    let service: String = presented.scope().service.chars().take(64).collect();
    Some(service)
}
