//! AWS JSON 1.1: `POST /` with `X-Amz-Target` (Amazon ECR API Reference, *Making API requests*).

mod operations;

use http::header::HeaderName;
use http::request::Parts;
use http::{Method, Request, StatusCode};
use hyper::body::Incoming;
use serde_json::{Map, Value};
use wharf_aws::ecr::Fault;
use wharf_aws::json11::{self, CommonFault, DecodeFault};
use wharf_aws::{Protocol, ecr};
use wharf_services::{Call, Error, Unavailable, perform};
use wharf_sigv4::AuthFault;

use crate::authenticate::signature::{self, SignatureFault};
use crate::body::{self, CollectError};
use crate::pipeline::Incomer;
use crate::response::{self, Answer};
use operations::JsonOperation;

static ERROR_TYPE: HeaderName = HeaderName::from_static("x-amzn-errortype");

/// The largest body: a manifest of 4 MiB whose every character is escaped.
const MAX_BODY: usize = 12 * 1024 * 1024;
/// `UploadLayerPart` carries 20 MiB in base64.
const MAX_PART_BODY: usize = 30 * 1024 * 1024;

/// Answers a request that names its operation in `X-Amz-Target`.
pub(crate) async fn answer(incomer: &Incomer<'_>, request: Request<Incoming>) -> Answer {
    let (head, body) = request.into_parts();
    let target = head
        .headers
        .get("x-amz-target")
        .and_then(|target| target.to_str().ok())
        .unwrap_or_default();
    let served = json11::target(target)
        .filter(|(prefix, _)| is_ecr(prefix))
        .and_then(|(_, operation)| operations::SERVED.iter().find(|name| **name == operation));
    let Some(operation) = served.filter(|_| head.method == Method::POST) else {
        let (_, operation) = json11::target(target).unwrap_or(("", target));
        return common(&CommonFault::UnknownOperation {
            operation: operation.to_owned(),
            version: ecr::SERVICE.api_version.to_owned(),
        });
    };
    match authenticate(incomer, &head, body, operation).await {
        Ok((call, body)) => operations::dispatch(incomer, &call, operation, &body).await,
        Err(answer) => answer,
    }
}

fn is_ecr(prefix: &str) -> bool {
    matches!(ecr::SERVICE.protocol, Protocol::Json11 { target_prefix } if target_prefix == prefix)
}

async fn authenticate(
    incomer: &Incomer<'_>,
    head: &Parts,
    body: Incoming,
    operation: &str,
) -> Result<(Call, bytes::Bytes), Answer> {
    let claimed = match signature::claim(incomer, head, &[ecr::SERVICE.signing_name]).await {
        Ok(claimed) => claimed,
        Err(SignatureFault::Refused(fault)) => return Err(refused(&fault)),
        Err(SignatureFault::Unavailable(error)) => {
            tracing::error!(request_id = %incomer.request_id, %error, "cannot look an access key up");
            return Err(common(&CommonFault::InternalFailure));
        }
    };
    let limit = if operation == "UploadLayerPart" {
        MAX_PART_BODY
    } else {
        MAX_BODY
    };
    let body = body::collect(body, limit).await.map_err(|error| match error {
        CollectError::TooLarge => common(&CommonFault::RequestTooLarge),
        CollectError::Broken => common(&CommonFault::Serialization(
            "The request body broke off".to_owned(),
        )),
    })?;
    let call = claimed
        .verify(incomer, head, &body)
        .map_err(|fault| refused(&fault))?;
    Ok((call, body))
}

/// Decodes, performs, encodes.
async fn run<O: JsonOperation>(incomer: &Incomer<'_>, call: &Call, body: &[u8]) -> Answer {
    let request = match <O::Request as json11::FromJson>::from_json(body) {
        Ok(request) => request,
        Err(DecodeFault::Serialization(text)) => return common(&CommonFault::Serialization(text)),
        Err(DecodeFault::Constraint(violations)) => return fault(&Fault::from_violations(&violations)),
    };
    let input = match O::input(request) {
        Ok(input) => input,
        Err(error) => return fault(&error),
    };
    match perform::<O>(&incomer.state.node, call, input).await {
        Ok(output) => response::full(
            StatusCode::OK,
            json11::CONTENT_TYPE,
            json11::encode(&O::response(output)),
        ),
        Err(Error::Fault(error)) => fault(&error),
        Err(Error::Denied(denial)) => {
            let mut answer = common(&CommonFault::AccessDenied(O::denial_text(&denial)));
            response::explain(&mut answer, &incomer.state.node, call, &denial);
            answer
        }
        Err(Error::Invalid(message)) => fault(&Fault::InvalidParameter { message }),
        Err(Error::Unavailable(error)) => fault(&Fault::Server {
            message: server_text(&error).to_owned(),
        }),
    }
}

fn server_text(error: &Unavailable) -> &'static str {
    match error {
        Unavailable::Full => "The registry has no storage space left. Nothing was changed.",
        Unavailable::Internal(_) => "The request failed because of a server-side issue. Try again.",
    }
}

fn refused(fault: &AuthFault) -> Answer {
    let body = json11::error_body(fault.json_code(), &fault.message(), Map::new());
    error(fault.http_status_json(), fault.json_code(), body)
}

fn common(fault: &CommonFault) -> Answer {
    error(
        fault.json_status(),
        fault.json_code(),
        json11::common_fault_body(fault),
    )
}

fn fault(fault: &Fault) -> Answer {
    error(fault.http_status(), fault.code(), json11::fault_body(fault))
}

fn error(status: u16, code: &'static str, body: Map<String, Value>) -> Answer {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut answer = response::full(status, json11::CONTENT_TYPE, Value::from(body).to_string());
    response::set(&mut answer, ERROR_TYPE.clone(), code);
    answer
}
