//! AWS Query: a form in, XML out (STS API Reference, *Making API requests*). Today: STS.

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{Method, Request, StatusCode};
use hyper::body::Incoming;
use wharf_aws::query::{self, CommonFault, Form, FromForm};
use wharf_aws::{Protocol, sts};
use wharf_services::sts::GetCallerIdentity;
use wharf_services::{Error, Operation, perform};
use wharf_sigv4::AuthFault;

use crate::authenticate::signature::{self, SignatureFault};
use crate::body;
use crate::pipeline::Incomer;
use crate::response::{self, Answer};

const MAX_BODY: usize = 1024 * 1024;

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
pub(crate) async fn answer(incomer: &Incomer<'_>, request: Request<Incoming>) -> Answer {
    let (head, incoming) = request.into_parts();
    let claimed = match signature::claim(incomer, &head, sts::SERVICE.signing_name).await {
        Ok(claimed) => claimed,
        Err(SignatureFault::Refused(fault)) => return refused(incomer, &fault),
        Err(SignatureFault::Unavailable(error)) => {
            tracing::error!(request_id = %incomer.request_id, %error, "cannot look an access key up");
            return common(incomer, &CommonFault::InternalFailure);
        }
    };
    let Ok(body) = body::collect(incoming, MAX_BODY).await else {
        return common(incomer, &CommonFault::RequestTooLarge);
    };
    let call = match claimed.verify(incomer, &head, &body) {
        Ok(call) => call,
        Err(fault) => return refused(incomer, &fault),
    };
    let text = if head.method == Method::POST {
        body
    } else {
        Bytes::copy_from_slice(head.uri.query().unwrap_or_default().as_bytes())
    };
    let form = match Form::parse(&text) {
        Ok(form) => form,
        Err(error) => return common(incomer, &CommonFault::Serialization(error.to_string())),
    };
    match form.action() {
        None => common(incomer, &CommonFault::MissingAction),
        Some(GetCallerIdentity::NAME) => {
            let input = match sts::GetCallerIdentityRequest::from_form(&form) {
                Ok(input) => input,
                Err(fault) => return common(incomer, &fault.into()),
            };
            match perform::<GetCallerIdentity>(&incomer.state.node, &call, input).await {
                Ok(output) => {
                    let wrapper =
                        sts::operation(GetCallerIdentity::NAME).and_then(|model| model.result_wrapper);
                    let body = query::encode(
                        namespace(),
                        GetCallerIdentity::NAME,
                        wrapper,
                        &output,
                        &incomer.request_id,
                    );
                    response::full(StatusCode::OK, query::CONTENT_TYPE, body)
                }
                Err(Error::Denied(denial)) => common(incomer, &CommonFault::AccessDenied(denial.to_string())),
                Err(Error::Unavailable(_)) => common(incomer, &CommonFault::InternalFailure),
                Err(Error::Fault(never)) => match never {},
            }
        }
        Some(action) => common(
            incomer,
            &CommonFault::UnknownOperation {
                operation: action.to_owned(),
                version: form.version().unwrap_or(sts::SERVICE.api_version).to_owned(),
            },
        ),
    }
}

fn namespace() -> &'static str {
    match sts::SERVICE.protocol {
        Protocol::Query { namespace } => namespace,
        Protocol::Json11 { .. } => "",
    }
}

fn refused(incomer: &Incomer<'_>, fault: &AuthFault) -> Answer {
    if *fault == AuthFault::Missing {
        // Query has words of its own for it.
        return common(incomer, &CommonFault::MissingAuthenticationToken);
    }
    let status = fault.http_status_query();
    let body = query::error_body(
        namespace(),
        status,
        fault.query_code(),
        &fault.message(),
        &incomer.request_id,
    );
    response::full(
        StatusCode::from_u16(status).unwrap_or(StatusCode::FORBIDDEN),
        query::CONTENT_TYPE,
        body,
    )
}

fn common(incomer: &Incomer<'_>, fault: &CommonFault) -> Answer {
    let status = StatusCode::from_u16(fault.query_status()).unwrap_or(StatusCode::BAD_REQUEST);
    let body = query::common_fault_body(namespace(), fault, &incomer.request_id);
    response::full(status, query::CONTENT_TYPE, body)
}
