//! AWS Query: a form in, XML out (STS API Reference, *Making API requests*; IAM API Reference, *Making query requests*).
//!
//! The part that all services share: which service is asked, who asks, what the form says, how answers and faults look.
//! Each service has a table of its operations in a module of its own.

#[macro_use]
mod operations;

mod iam;
mod sts;

use bytes::Bytes;
use std::pin::Pin;

use http::header::CONTENT_TYPE;
use http::request::Parts;
use http::{Method, Request, StatusCode};
use hyper::body::Incoming;
use wharf_aws::query::{self, CommonFault, Form, FromForm};
use wharf_aws::{Encode, Protocol, ServiceFault, ServiceModel};
use wharf_services::{Call, Error, Operation, perform};
use wharf_sigv4::AuthFault;

use crate::authenticate::signature::{self, SignatureFault};
use crate::body::{self, CollectError};
use crate::request::RequestContext;
use crate::response::{self, Answer};
use operations::Service;

const MAX_BODY: usize = 1024 * 1024;
/// Of a request that nobody signed: a web identity token of 20,000 characters, a session policy, all of it escaped.
const MAX_UNSIGNED_BODY: usize = 96 * 1024;

/// Whether a request is of this protocol: a form is posted, or the query string names an action.
pub(crate) fn is_query(request: &Request<Incoming>) -> bool {
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
pub(crate) async fn answer(context: &RequestContext<'_>, request: Request<Incoming>) -> Answer {
    let (head, incoming) = request.into_parts();
    let names: Vec<&str> = Service::ALL
        .iter()
        .map(|service| service.model().signing_name)
        .collect();
    let claimed = match signature::claim(context, &head, &names).await {
        Ok(claimed) => claimed,
        Err(SignatureFault::Refused(AuthFault::Missing)) => return unsigned(context, &head, incoming).await,
        Err(SignatureFault::Refused(fault)) => return refused(context, Service::Sts, &fault),
        Err(SignatureFault::Unavailable(error)) => {
            tracing::error!(request_id = %context.request_id, %error, "cannot look an access key up");
            return common(context, Service::Sts.model(), &CommonFault::InternalFailure);
        }
    };
    let service = Service::signed_for(claimed.service());
    let body = match body::collect(incoming, MAX_BODY).await {
        Ok(body) => body,
        Err(error) => return unread(context, service, &error),
    };
    let call = match claimed.verify(context, &head, &body) {
        Ok(call) => call,
        Err(fault) => return refused(context, service, &fault),
    };
    match read(&head, body) {
        Ok(form) => dispatch(context, service, &call, &form).await,
        Err(fault) => common(context, service.model(), &fault),
    }
}

/// Answers a request that carries no signature: a few operations need none.
async fn unsigned(context: &RequestContext<'_>, head: &Parts, incoming: Incoming) -> Answer {
    let body = match body::collect(incoming, MAX_UNSIGNED_BODY).await {
        Ok(body) => body,
        // Too long for what needs no signature.
        Err(CollectError::TooLarge) => return refused(context, Service::Sts, &AuthFault::Missing),
        Err(error) => return unread(context, Service::Sts, &error),
    };
    let form = read(head, body).ok();
    let action = form.as_ref().and_then(Form::action);
    match (form.as_ref(), Service::unsigned(action.unwrap_or_default())) {
        (Some(form), Some(service)) => {
            let call = context.unsigned_call(&head.headers);
            dispatch(context, service, &call, form).await
        }
        _ => refused(context, Service::Sts, &AuthFault::Missing),
    }
}

fn read(head: &Parts, body: Bytes) -> Result<Form, CommonFault> {
    let text = if head.method == Method::POST {
        body
    } else {
        Bytes::copy_from_slice(head.uri.query().unwrap_or_default().as_bytes())
    };
    Form::parse(&text).map_err(|error| CommonFault::Serialization(error.to_string()))
}

async fn dispatch(context: &RequestContext<'_>, service: Service, call: &Call, form: &Form) -> Answer {
    let Some(action) = form.action() else {
        return common(context, service.model(), &CommonFault::MissingAction);
    };
    match service.dispatch(context, call, action, form).await {
        Some(answer) => answer,
        None => {
            let version = form.version().unwrap_or(service.model().api_version);
            let fault = CommonFault::UnknownOperation {
                operation: action.to_owned(),
                version: version.to_owned(),
            };
            common(context, service.model(), &fault)
        }
    }
}

/// [`run`] on the heap, made in a frame of its own: the states of all operations side by side are larger than a stack.
fn boxed<'a, O>(
    context: &'a RequestContext<'_>,
    call: &'a Call,
    service: &'a ServiceModel,
    wrapper: Option<&'a str>,
    form: &'a Form,
) -> Pin<Box<dyn Future<Output = Answer> + Send + 'a>>
where
    O: Operation<Input: FromForm, Output: Encode, Fault: ServiceFault> + 'a,
{
    Box::pin(run::<O>(context, call, service, wrapper, form))
}

/// Decodes, performs, encodes. The wrapper is the model's name for the element around the result.
async fn run<O>(
    context: &RequestContext<'_>,
    call: &Call,
    service: &ServiceModel,
    wrapper: Option<&str>,
    form: &Form,
) -> Answer
where
    O: Operation<Input: FromForm, Output: Encode, Fault: ServiceFault>,
{
    let input = match O::Input::from_form(form) {
        Ok(input) => input,
        Err(fault) => return common(context, service, &fault.into()),
    };
    match perform::<O>(&context.state.node, call, input).await {
        Ok(output) => {
            let id = &context.request_id;
            let body = query::encode(namespace(service), O::NAME, wrapper, &output, id);
            response::full(StatusCode::OK, query::CONTENT_TYPE, body)
        }
        Err(Error::Fault(fault)) => {
            let body = query::fault_body(namespace(service), &fault, &context.request_id);
            xml(fault.http_status(), body)
        }
        Err(Error::Invalid(text)) => {
            let (status, code) = (400, "ValidationError");
            xml(
                status,
                query::error_body(namespace(service), status, code, &text, &context.request_id),
            )
        }
        Err(Error::Denied(denial)) => {
            let fault = CommonFault::AccessDenied(O::denial_text(&denial));
            let mut answer = common(context, service, &fault);
            response::explain(&mut answer, &context.state.node, call, &denial);
            answer
        }
        Err(Error::Throttled(wait)) => {
            let mut answer = common(context, service, &CommonFault::Throttling);
            response::retry_after(&mut answer, wait);
            answer
        }
        Err(Error::Unavailable(_)) => common(context, service, &CommonFault::InternalFailure),
    }
}

fn namespace(service: &ServiceModel) -> &'static str {
    match service.protocol {
        Protocol::Query { namespace } => namespace,
        Protocol::Json11 { .. } => "",
    }
}

fn refused(context: &RequestContext<'_>, service: Service, fault: &AuthFault) -> Answer {
    if *fault == AuthFault::Missing {
        // Query has words of its own for it.
        return common(context, service.model(), &CommonFault::MissingAuthenticationToken);
    }
    let status = fault.http_status_query();
    let namespace = namespace(service.model());
    let (code, text) = (fault.query_code(), fault.message());
    xml(
        status,
        query::error_body(namespace, status, code, &text, &context.request_id),
    )
}

fn unread(context: &RequestContext<'_>, service: Service, error: &CollectError) -> Answer {
    let fault = match error {
        CollectError::TooLarge => CommonFault::RequestTooLarge,
        CollectError::Broken => CommonFault::Serialization("The request body broke off".to_owned()),
    };
    common(context, service.model(), &fault)
}

fn common(context: &RequestContext<'_>, service: &ServiceModel, fault: &CommonFault) -> Answer {
    let body = query::common_fault_body(namespace(service), fault, &context.request_id);
    xml(fault.query_status(), body)
}

fn xml(status: u16, body: Vec<u8>) -> Answer {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_REQUEST);
    response::full(status, query::CONTENT_TYPE, body)
}
