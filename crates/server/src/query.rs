//! AWS Query: a form in, XML out (STS API Reference, *Making API requests*; IAM API Reference, *Making query requests*).
//!
//! Which service is asked, who asks, what the form says, how answers and faults look. Which operations there are, the tables
//! of the services say.

use http::header::CONTENT_TYPE;
use http::request::Parts;
use http::{Method, Request, StatusCode};
use wharf_aws::Protocol;
use wharf_aws::query::{self, CommonFault, Form};
use wharf_node::Call;
use wharf_node::operation::{Dispatch, DispatchError, Service};
use wharf_node::sts::STS;
use wharf_sigv4::AuthFault;

use crate::authenticate::signature::{self, ReadFault, SignatureFault};
use crate::body::CollectError;
use crate::request::RequestContext;
use crate::request_body::RequestBody;
use crate::response::{self, Answer};
use crate::unserved;

const MAX_BODY: usize = 1024 * 1024;
/// Of an unsigned request: a web identity token of 20,000 characters, a session policy, all of it escaped.
const MAX_UNSIGNED_BODY: usize = 96 * 1024;

/// What clients never sign, and is not served: that it has no signature is not what is wrong with it (STS API Reference,
/// *AssumeRoleWithSAML*).
const NEVER_SIGNED: &[&str] = &["AssumeRoleWithSAML"];

/// Whether a request is of this protocol: a form is posted, or the query string names an action.
pub(crate) fn is_query(request: &Request<RequestBody>) -> bool {
    let form = request
        .headers()
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    let posts_form = form.is_some_and(|value| value.starts_with("application/x-www-form-urlencoded"));
    let names_action = request
        .uri()
        .query()
        .is_some_and(|query| query.split('&').any(|pair| pair.starts_with("Action=")));
    request.uri().path() == "/" && ((request.method() == Method::POST && posts_form) || names_action)
}

/// Answers a Query request.
pub(crate) async fn answer(context: &RequestContext<'_>, request: Request<RequestBody>) -> Answer {
    let (head, incoming) = request.into_parts();
    // Before anything is believed or recorded: such a client has a good key, and calls the wrong place.
    if let Some(other) = unserved::signed_for(&head).filter(|service| !unserved::is_served(service)) {
        return not_served(context, &other);
    }
    let names: Vec<&str> = services().map(|service| service.model.signing_name).collect();
    let claimed = match signature::claim(context, &head, &names).await {
        Ok(claimed) => claimed,
        Err(SignatureFault::Refused(AuthFault::Missing)) => return unsigned(context, &head, incoming).await,
        Err(SignatureFault::Refused(fault)) => return refused(context, &STS, &fault),
        Err(SignatureFault::Unavailable(error)) => {
            tracing::error!(request_id = %context.request_id, %error, "cannot look an access key up");
            return common(context, &STS, &error.common());
        }
    };
    let signed = |service: &&Service| service.model.signing_name == claimed.service();
    let service = services().find(signed).unwrap_or(&STS);
    let (call, body) = match claimed.read(context, &head, incoming, MAX_BODY).await {
        Ok(read) => read,
        Err(ReadFault::Refused(fault)) => return refused(context, service, &fault),
        Err(ReadFault::Unread(error)) => return unread(context, service, &error),
    };
    let apart = &context.state.node.apart;
    let (length, form) = (body.bytes.len(), || read(&head, &body.bytes));
    match apart.read(&call.account, "form", length, form).await {
        Ok(form) => dispatch(context, service, &call, &form).await,
        Err(fault) => common(context, service, &fault),
    }
}

/// Answers a request that carries no signature: a few operations need none.
async fn unsigned(context: &RequestContext<'_>, head: &Parts, incoming: RequestBody) -> Answer {
    let body = match context
        .collect_unverified(incoming, MAX_UNSIGNED_BODY, None)
        .await
    {
        Ok(body) => body,
        // Too long for what needs no signature.
        Err(CollectError::TooLarge) => return refused(context, &STS, &AuthFault::Missing),
        Err(error) => return unread(context, &STS, &error),
    };
    let form = read(head, &body.bytes).ok();
    let action = form.as_ref().and_then(Form::action);
    match (form.as_ref(), unsigned_operation(action.unwrap_or_default())) {
        (Some(form), Some(service)) => {
            let call = context.unsigned_call(&head.headers);
            dispatch(context, service, &call, form).await
        }
        (Some(form), None) if NEVER_SIGNED.contains(&action.unwrap_or_default()) => {
            unknown(context, &STS, form, action.unwrap_or_default())
        }
        _ => refused(context, &STS, &AuthFault::Missing),
    }
}

fn read(head: &Parts, body: &[u8]) -> Result<Form, CommonFault> {
    let text = match head.method {
        Method::POST => body,
        _ => head.uri.query().unwrap_or_default().as_bytes(),
    };
    Form::parse(text).map_err(|error| CommonFault::Serialization(error.to_string()))
}

async fn dispatch(context: &RequestContext<'_>, service: &Service, call: &Call, form: &Form) -> Answer {
    let Some(action) = form.action() else {
        return common(context, service, &CommonFault::MissingAction);
    };
    let row = wharf_node::row(service, action);
    let Some((name, Dispatch::Query(dispatch))) = row.map(|row| (row.name, row.dispatch)) else {
        return unknown(context, service, form, action);
    };
    context.noted.operation(name);
    let node = &context.state.node;
    let answer = match dispatch(node, call, form).await {
        Ok(body) => response::full(StatusCode::OK, query::CONTENT_TYPE, body),
        Err(DispatchError::Common(fault)) => common(context, service, &fault),
        Err(DispatchError::Fault(fault)) => {
            let body = query::fault_body(service.namespace(), &*fault, &context.request_id);
            xml(fault.http_status(), fault.code(), body)
        }
        Err(DispatchError::Denied { denial, text }) => {
            let mut answer = common(context, service, &CommonFault::AccessDenied(text));
            response::explain(&mut answer, node, call, &denial);
            answer
        }
        Err(DispatchError::Throttled(wait)) => {
            let mut answer = common(context, service, &CommonFault::Throttling);
            response::retry_after(&mut answer, wait);
            answer
        }
    };
    context.settled(answer, || common(context, service, &CommonFault::SlowDown))
}

fn not_served(context: &RequestContext<'_>, service: &str) -> Answer {
    let fault = unserved::fault(Some(service));
    let body = match service {
        "ec2" => query::ec2_fault_body(&fault, &context.request_id),
        _ => query::common_fault_body("", &fault, &context.request_id),
    };
    xml(fault.query_status(), fault.query_code(), body)
}

fn unknown(context: &RequestContext<'_>, service: &Service, form: &Form, action: &str) -> Answer {
    let fault = CommonFault::UnknownOperation {
        operation: action.to_owned(),
        version: form.version().unwrap_or(service.model.api_version).to_owned(),
    };
    common(context, service, &fault)
}

/// The services that speak Query.
fn services() -> impl Iterator<Item = &'static Service> {
    wharf_node::services().filter(|service| matches!(service.model.protocol, Protocol::Query { .. }))
}

/// The service of an operation that needs no signature.
fn unsigned_operation(action: &str) -> Option<&'static Service> {
    services().find(|service| wharf_node::row(service, action).is_some_and(|row| !row.signed))
}

fn refused(context: &RequestContext<'_>, service: &Service, fault: &AuthFault) -> Answer {
    if *fault == AuthFault::Missing {
        // Query has words of its own for it.
        return common(context, service, &CommonFault::MissingAuthenticationToken);
    }
    let status = fault.http_status_query();
    let namespace = service.namespace();
    let (code, text) = (fault.query_code(), fault.message());
    xml(
        status,
        code,
        query::error_body(namespace, status, code, &text, &context.request_id),
    )
}

fn unread(context: &RequestContext<'_>, service: &Service, error: &CollectError) -> Answer {
    let fault = match error {
        CollectError::TooLarge => CommonFault::RequestTooLarge,
        CollectError::Broken => CommonFault::Serialization("The request body broke off".to_owned()),
        CollectError::NoMemory => CommonFault::SlowDown,
        CollectError::Crowded => return unavailable(context, service),
    };
    common(context, service, &fault)
}

/// The refusal of a client that has as much under way as it may.
pub(crate) fn crowded(context: &RequestContext<'_>) -> Answer {
    unavailable(context, &STS)
}

fn unavailable(context: &RequestContext<'_>, service: &Service) -> Answer {
    common(context, service, &CommonFault::ServiceUnavailable)
}

fn common(context: &RequestContext<'_>, service: &Service, fault: &CommonFault) -> Answer {
    let body = query::common_fault_body(service.namespace(), fault, &context.request_id);
    let mut answer = xml(fault.query_status(), fault.query_code(), body);
    if fault.query_status() == 503 {
        response::come_again(&mut answer);
    }
    answer
}

fn xml(status: u16, code: &str, body: Vec<u8>) -> Answer {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_REQUEST);
    let mut answer = response::full(status, query::CONTENT_TYPE, body);
    response::note_code(&mut answer, code);
    answer
}
