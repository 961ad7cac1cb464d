//! AWS JSON 1.1: `POST /` with `X-Amz-Target` (Amazon ECR API Reference, *Making API requests*; AWS Organizations API
//! Reference, *Making API requests*).
//!
//! The tables of the services say which operations there are.

use http::header::HeaderName;
use http::request::Parts;
use http::{HeaderMap, Method, Request, StatusCode};
use serde_json::{Map, Value};
use wharf_aws::json11::{self, CommonFault};
use wharf_aws::{Protocol, ServiceFault};
use wharf_node::Call;
use wharf_node::ecr::ECR;
use wharf_node::operation::{Dispatch, DispatchError, Row, Service};
use wharf_sigv4::AuthFault;

use crate::authenticate::operator::{self, OperatorFault};
use crate::authenticate::signature::{self, ReadFault, SignatureFault};
use crate::body::{self, CollectError, Collected};
use crate::request::RequestContext;
use crate::request_body::RequestBody;
use crate::response::{self, Answer};
use crate::unserved;

static ERROR_TYPE: HeaderName = HeaderName::from_static("x-amzn-errortype");

/// The largest body: a manifest of 4 MiB whose every character is escaped.
const MAX_BODY: usize = 12 * 1024 * 1024;

/// Answers a request that names its operation in `X-Amz-Target`.
pub(crate) async fn answer(context: &RequestContext<'_>, request: Request<RequestBody>) -> Answer {
    let (head, body) = request.into_parts();
    let target = head
        .headers
        .get("x-amz-target")
        .and_then(|target| target.to_str().ok())
        .unwrap_or_default();
    let (prefix, operation) = json11::target(target).unwrap_or(("", target));
    let service = of_prefix(prefix);
    let row = service.and_then(|service| wharf_node::row(service, operation));
    let dispatch = row.and_then(|row| match row.dispatch {
        Dispatch::Json11(dispatch) if head.method == Method::POST => Some((row, dispatch)),
        _ => None,
    });
    let Some((row, dispatch)) = dispatch else {
        return unknown(&head, service, (prefix, operation));
    };
    context.noted.operation(row.name);
    let (call, body) = match authenticate(context, &head, body, row).await {
        Ok(authenticated) => authenticated,
        Err(answer) => return answer,
    };
    let node = &context.state.node;
    let answer = match dispatch(node, &call, &body.bytes).await {
        Ok(body) => response::full(StatusCode::OK, json11::CONTENT_TYPE, body),
        Err(DispatchError::Common(error)) => common(row.service, &error),
        Err(DispatchError::Fault(error)) => fault(row.service, &*error),
        Err(DispatchError::Denied { denial, text }) => {
            let mut answer = common(row.service, &CommonFault::AccessDenied(text));
            response::explain(&mut answer, node, &call, &denial);
            answer
        }
        Err(DispatchError::Throttled(wait)) => {
            let mut answer = common(row.service, &CommonFault::Throttling);
            response::retry_after(&mut answer, wait);
            answer
        }
    };
    context.settled(answer, || common(row.service, &CommonFault::SlowDown))
}

/// The refusal of a target that means no operation: of none that its service has, or of a service that is not served.
fn unknown(head: &Parts, service: Option<&'static Service>, (prefix, operation): (&str, &str)) -> Answer {
    let signed = unserved::signed_for(head);
    let is_ours = service.is_some() || signed.as_deref().is_some_and(unserved::is_served);
    let name = signed.as_deref().unwrap_or(prefix);
    if !is_ours && !name.is_empty() {
        return common(&ECR, &unserved::fault(Some(name)));
    }
    let service = service.unwrap_or(&ECR);
    let fault = CommonFault::UnknownOperation {
        operation: operation.to_owned(),
        version: service.model.api_version.to_owned(),
    };
    common(service, &fault)
}

/// The service that a target's prefix means.
fn of_prefix(prefix: &str) -> Option<&'static Service> {
    wharf_node::services().find(
        |service| matches!(service.model.protocol, Protocol::Json11 { target_prefix } if target_prefix == prefix),
    )
}

async fn authenticate(
    context: &RequestContext<'_>,
    head: &Parts,
    body: RequestBody,
    row: &Row,
) -> Result<(Call, Collected), Answer> {
    let service = row.service;
    let limit = row.body_limit.unwrap_or(MAX_BODY);
    if context.peer.operator.is_some() && service.for_operators {
        let call = operator::call(context, &head.headers).await;
        let call = call.map_err(|fault| refused_operator(service, &fault))?;
        context.noted.principal(&call);
        let body = body::collect(body, limit, None).await;
        return Ok((call, body.map_err(|error| unread(service, &error))?));
    }
    let claimed = match signature::claim(context, head, &[service.model.signing_name]).await {
        Ok(claimed) => claimed,
        Err(SignatureFault::Refused(fault)) => return Err(refused(service, &fault)),
        Err(SignatureFault::Unavailable(error)) => {
            tracing::error!(request_id = %context.request_id, %error, "cannot look an access key up");
            return Err(common(service, &error.common()));
        }
    };
    let read = claimed.read(context, head, body, limit).await;
    read.map_err(|fault| match fault {
        ReadFault::Refused(fault) => refused(service, &fault),
        ReadFault::Unread(error) => unread(service, &error),
    })
}

fn unread(service: &Service, error: &CollectError) -> Answer {
    match error {
        CollectError::TooLarge => common(service, &CommonFault::RequestTooLarge),
        CollectError::Broken => {
            let text = "The request body broke off".to_owned();
            common(service, &CommonFault::Serialization(text))
        }
        CollectError::NoMemory => common(service, &CommonFault::SlowDown),
        CollectError::Crowded => unavailable(service),
    }
}

/// The refusal of a client that has as much under way as it may.
pub(crate) fn crowded(headers: &HeaderMap) -> Answer {
    let target = headers
        .get("x-amz-target")
        .and_then(|target| target.to_str().ok());
    let (prefix, _) = target.and_then(json11::target).unwrap_or_default();
    unavailable(of_prefix(prefix).unwrap_or(&ECR))
}

fn unavailable(service: &Service) -> Answer {
    common(service, &CommonFault::ServiceUnavailable)
}

fn refused_operator(service: &Service, fault: &OperatorFault) -> Answer {
    match fault {
        OperatorFault::Unavailable(error) => {
            tracing::error!(%error, "cannot look an account up");
            common(service, &error.common())
        }
        OperatorFault::Account(fault) => self::fault(service, fault),
        other => common(service, &CommonFault::AccessDenied(other.to_string())),
    }
}

fn refused(service: &Service, fault: &AuthFault) -> Answer {
    let body = json11::error_body(fault.json_code(), &fault.message(), Map::new());
    error(service, fault.http_status_json(), fault.json_code(), body)
}

fn common(service: &Service, fault: &CommonFault) -> Answer {
    let body = json11::common_fault_body(fault);
    let mut answer = error(service, fault.json_status(), fault.json_code(), body);
    if fault.json_status() == 503 {
        response::come_again(&mut answer);
    }
    answer
}

fn fault(service: &Service, fault: &dyn ServiceFault) -> Answer {
    error(
        service,
        fault.http_status(),
        fault.code(),
        json11::fault_body(fault),
    )
}

fn error(service: &Service, status: u16, code: &str, mut body: Map<String, Value>) -> Answer {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    if let Some(message) = body.remove("message") {
        body.insert(service.message_member.to_owned(), message);
    }
    let mut answer = response::full(status, json11::CONTENT_TYPE, Value::from(body).to_string());
    response::set(&mut answer, ERROR_TYPE.clone(), code);
    response::note_code(&mut answer, code);
    answer
}
