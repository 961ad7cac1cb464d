//! AWS JSON 1.1: `POST /` with `X-Amz-Target` (Amazon ECR API Reference, *Making API requests*; AWS Organizations API
//! Reference, *Making API requests*).
//!
//! The part that all services share. Each service has a table of its operations in a module of its own.

#[macro_use]
mod operations;

mod ecr;
mod organizations;

use std::pin::Pin;

use http::header::HeaderName;
use http::request::Parts;
use http::{Method, Request, StatusCode};
use hyper::body::Incoming;
use serde_json::{Map, Value};
use wharf_aws::ServiceFault;
use wharf_aws::json11::{self, CommonFault, DecodeFault};
use wharf_services::{Call, Error, Unavailable, perform};
use wharf_sigv4::AuthFault;

use crate::authenticate::signature::{self, SignatureFault};
use crate::body::{self, CollectError};
use crate::request::RequestContext;
use crate::response::{self, Answer};
use operations::{JsonFault, JsonOperation, Service};

static ERROR_TYPE: HeaderName = HeaderName::from_static("x-amzn-errortype");

/// The largest body: a manifest of 4 MiB whose every character is escaped.
const MAX_BODY: usize = 12 * 1024 * 1024;
/// `UploadLayerPart` carries 20 MiB in base64.
const MAX_PART_BODY: usize = 30 * 1024 * 1024;

/// Answers a request that names its operation in `X-Amz-Target`.
pub(crate) async fn answer(context: &RequestContext<'_>, request: Request<Incoming>) -> Answer {
    let (head, body) = request.into_parts();
    let target = head
        .headers
        .get("x-amz-target")
        .and_then(|target| target.to_str().ok())
        .unwrap_or_default();
    let (prefix, operation) = json11::target(target).unwrap_or(("", target));
    let service = Service::of_prefix(prefix);
    let served = service.is_some_and(|service| service.serves(operation));
    let (Some(service), true, true) = (service, served, head.method == Method::POST) else {
        let service = service.unwrap_or(Service::Ecr);
        let fault = CommonFault::UnknownOperation {
            operation: operation.to_owned(),
            version: service.model().api_version.to_owned(),
        };
        return common(service, &fault);
    };
    match authenticate(context, &head, body, service, operation).await {
        Ok((call, body)) => service.dispatch(context, &call, operation, &body).await,
        Err(answer) => answer,
    }
}

async fn authenticate(
    context: &RequestContext<'_>,
    head: &Parts,
    body: Incoming,
    service: Service,
    operation: &str,
) -> Result<(Call, bytes::Bytes), Answer> {
    let claimed = match signature::claim(context, head, &[service.model().signing_name]).await {
        Ok(claimed) => claimed,
        Err(SignatureFault::Refused(fault)) => return Err(refused(service, &fault)),
        Err(SignatureFault::Unavailable(error)) => {
            tracing::error!(request_id = %context.request_id, %error, "cannot look an access key up");
            return Err(common(service, &CommonFault::InternalFailure));
        }
    };
    let limit = if operation == "UploadLayerPart" {
        MAX_PART_BODY
    } else {
        MAX_BODY
    };
    let body = body::collect(body, limit).await.map_err(|error| match error {
        CollectError::TooLarge => common(service, &CommonFault::RequestTooLarge),
        CollectError::Broken => {
            let text = "The request body broke off".to_owned();
            common(service, &CommonFault::Serialization(text))
        }
    })?;
    let call = claimed
        .verify(context, head, &body)
        .map_err(|fault| refused(service, &fault))?;
    Ok((call, body))
}

/// [`run`] on the heap, made in a frame of its own: the states of all operations side by side are larger than a stack.
fn boxed<'a, O: JsonOperation + 'a>(
    context: &'a RequestContext<'_>,
    call: &'a Call,
    service: Service,
    body: &'a [u8],
) -> Pin<Box<dyn Future<Output = Answer> + Send + 'a>> {
    Box::pin(run::<O>(context, call, service, body))
}

/// Decodes, performs, encodes.
async fn run<O: JsonOperation>(
    context: &RequestContext<'_>,
    call: &Call,
    service: Service,
    body: &[u8],
) -> Answer {
    let request = match <O::Request as json11::FromJson>::from_json(body) {
        Ok(request) => request,
        Err(DecodeFault::Serialization(text)) => return common(service, &CommonFault::Serialization(text)),
        Err(DecodeFault::Constraint(violations)) => {
            return fault(service, &O::Fault::of_violations(&violations));
        }
    };
    let input = match O::input(request) {
        Ok(input) => input,
        Err(error) => return fault(service, &error),
    };
    match perform::<O>(&context.state.node, call, input).await {
        Ok(output) => response::full(
            StatusCode::OK,
            json11::CONTENT_TYPE,
            json11::encode(&O::response(output)),
        ),
        Err(Error::Fault(error)) => fault(service, &error),
        Err(Error::Denied(denial)) => {
            let mut answer = common(service, &CommonFault::AccessDenied(O::denial_text(&denial)));
            response::explain(&mut answer, &context.state.node, call, &denial);
            answer
        }
        Err(Error::Throttled(wait)) => {
            let mut answer = common(service, &CommonFault::Throttling);
            response::retry_after(&mut answer, wait);
            answer
        }
        Err(Error::Invalid(message)) => fault(service, &O::Fault::invalid(message)),
        Err(Error::Unavailable(error)) => fault(service, &O::Fault::server(server_text(&error).to_owned())),
    }
}

fn server_text(error: &Unavailable) -> &'static str {
    match error {
        Unavailable::Full => "The registry has no storage space left. Nothing was changed.",
        Unavailable::Internal(_) => "The request failed because of a server-side issue. Try again.",
    }
}

fn refused(service: Service, fault: &AuthFault) -> Answer {
    let body = json11::error_body(fault.json_code(), &fault.message(), Map::new());
    error(service, fault.http_status_json(), fault.json_code(), body)
}

fn common(service: Service, fault: &CommonFault) -> Answer {
    let body = json11::common_fault_body(fault);
    error(service, fault.json_status(), fault.json_code(), body)
}

fn fault(service: Service, fault: &dyn ServiceFault) -> Answer {
    error(
        service,
        fault.http_status(),
        fault.code(),
        json11::fault_body(fault),
    )
}

fn error(service: Service, status: u16, code: &str, mut body: Map<String, Value>) -> Answer {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    if let Some(message) = body.remove("message") {
        body.insert(service.message_member().to_owned(), message);
    }
    let mut answer = response::full(status, json11::CONTENT_TYPE, Value::from(body).to_string());
    response::set(&mut answer, ERROR_TYPE.clone(), code);
    answer
}
