//! AWS requests of services that are not served, and of no protocol that is: `aws s3 ls` at our endpoint is a `GET /` signed for S3.
//!
//! Said as an error of an AWS service, because the answer to a person in a browser is none that such a client can read: it takes a
//! 200 that is no XML for a failure of the service, and tries again. The front ends of other protocols say it in theirs. Nothing is
//! authenticated here, and nothing told but names: a key that is good elsewhere is no refused one.

use http::header::{AUTHORIZATION, HeaderName};
use http::request::Parts;
use http::{HeaderMap, Method, Request, StatusCode, Uri};
use wharf_aws::{CommonFault, query};
use wharf_sigv4::RequestParts;

use crate::request::RequestContext;
use crate::response::{self, Answer};

static ERROR_TYPE: HeaderName = HeaderName::from_static("x-amzn-errortype");
/// How signatures of AWS begin, and what tells one in a query string.
const SCHEME: &str = "AWS4-";
const PRESIGNED: &str = "X-Amz-Algorithm=AWS4-";
/// Characters of a service's name that an answer repeats.
const MOST_OF_NAME: usize = 64;

/// The refusal of a request that is signed for AWS.
pub(crate) fn answer<B>(context: &RequestContext<'_>, request: &Request<B>) -> Option<Answer> {
    let authorization = request.headers().get(AUTHORIZATION);
    let is_signed = authorization.is_some_and(|value| value.as_bytes().starts_with(SCHEME.as_bytes()));
    let query = request.uri().query();
    if !is_signed && !query.is_some_and(|query| query.contains(PRESIGNED)) {
        return None;
    }
    let (code, text) = match read(request.method(), request.uri(), request.headers()) {
        Some(service) if is_served(&service) => {
            let text = format!("The request is signed for {service}, but is of no protocol of it");
            ("UnknownOperationException", text)
        }
        service => {
            let fault = fault(service.as_deref());
            (fault.query_code(), fault.to_string())
        }
    };
    let status = StatusCode::BAD_REQUEST;
    let body = query::error_body("", status.as_u16(), code, &text, &context.request_id);
    let mut answer = response::full(status, query::CONTENT_TYPE, body);
    response::set(&mut answer, ERROR_TYPE.clone(), code);
    Some(answer)
}

/// What is said of a service that is not served.
pub(crate) fn fault(service: Option<&str>) -> CommonFault {
    let mut served: Vec<&str> = served().collect();
    served.sort_unstable();
    served.dedup();
    let service = service.map_or("This service".to_owned(), |service| {
        let name: String = service.chars().take(MOST_OF_NAME).collect();
        format!("The service {name}")
    });
    CommonFault::UnknownService(format!(
        "{service} is not served here, only {}",
        served.join(", ")
    ))
}

/// The service that a request is signed for, if that can be read.
pub(crate) fn signed_for(head: &Parts) -> Option<String> {
    read(&head.method, &head.uri, &head.headers)
}

/// Whether signatures for a service are accepted.
pub(crate) fn is_served(service: &str) -> bool {
    served().any(|served| served == service)
}

fn served() -> impl Iterator<Item = &'static str> {
    wharf_node::services().map(|service| service.model.signing_name)
}

/// The service of the signature's scope.
fn read(method: &Method, uri: &Uri, headers: &HeaderMap) -> Option<String> {
    let headers: Vec<(&str, &[u8])> = headers
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_bytes()))
        .collect();
    let parts = RequestParts {
        method: method.as_str(),
        path: uri.path(),
        query: uri.query(),
        headers: &headers,
    };
    let presented = wharf_sigv4::parse(&parts).ok()??;
    Some(presented.scope().service.clone())
}
