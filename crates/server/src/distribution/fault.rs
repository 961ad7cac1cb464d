//! Error bodies: `{"errors":[{"code":…,"message":…}]}` (OCI Distribution Specification, *Error codes*), with the codes,
//! statuses and texts that Amazon ECR uses.

use http::StatusCode;
use serde_json::json;
use wharf_aws::ecr::Fault as EcrFault;
use wharf_node::distribution::Fault;
use wharf_node::{Error, Unavailable};

use super::route::RouteError;
use crate::hosts::host_name;
use crate::response::{self, Answer};

/// An error with a code of the specification.
pub(super) fn error(status: StatusCode, code: &str, message: &str) -> Answer {
    let body = json!({ "errors": [{ "code": code, "message": message }] }).to_string();
    let mut answer = response::full(status, "application/json", body);
    response::note_code(&mut answer, code);
    answer
}

/// What an operation failed with.
pub(super) fn answer(failure: Error<Fault>) -> Answer {
    match failure {
        Error::Invalid(text) => error(StatusCode::BAD_REQUEST, "UNSUPPORTED", &text),
        Error::Denied(denial) => error(StatusCode::FORBIDDEN, "DENIED", &denial.to_string()),
        Error::Throttled(wait) => {
            let mut answer = error(StatusCode::TOO_MANY_REQUESTS, "TOOMANYREQUESTS", "Rate exceeded");
            response::retry_after(&mut answer, wait);
            answer
        }
        Error::NoMemory(_) => crowded(),
        error @ Error::ReadOnly => self::error(StatusCode::FORBIDDEN, "DENIED", &error.to_string()),
        Error::Unavailable(unavailable) => self::unavailable(&unavailable),
        Error::Fault(fault) => own(&fault),
    }
}

/// A fault of the registry protocol alone.
fn own(fault: &Fault) -> Answer {
    let (status, code) = match fault {
        Fault::Ecr(fault) => return ecr(fault),
        Fault::ManifestUnknown => (StatusCode::NOT_FOUND, "MANIFEST_UNKNOWN"),
        Fault::BlobUnknown => (StatusCode::NOT_FOUND, "BLOB_UNKNOWN"),
        Fault::OutOfOrder { .. } => (StatusCode::RANGE_NOT_SATISFIABLE, "BLOB_UPLOAD_INVALID"),
        Fault::ChunkLength { .. } | Fault::LongChunk { .. } => (StatusCode::BAD_REQUEST, "SIZE_INVALID"),
        Fault::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, "SIZE_INVALID"),
        Fault::BodyBroken => (StatusCode::BAD_REQUEST, "BLOB_UPLOAD_INVALID"),
    };
    error(status, code, &fault.to_string())
}

/// The data plane's form of a fault that the API has too.
fn ecr(fault: &EcrFault) -> Answer {
    let (status, code) = match fault {
        EcrFault::RepositoryNotFound { .. } => (StatusCode::NOT_FOUND, "NAME_UNKNOWN"),
        EcrFault::ImageNotFound { .. } => (StatusCode::NOT_FOUND, "MANIFEST_UNKNOWN"),
        EcrFault::ImageTagAlreadyExists { .. } => (StatusCode::BAD_REQUEST, "TAG_INVALID"),
        EcrFault::ImageDigestDoesNotMatch { .. } => (StatusCode::BAD_REQUEST, "MANIFEST_INVALID"),
        EcrFault::LayersNotFound { .. } => (StatusCode::NOT_FOUND, "BLOB_UPLOAD_UNKNOWN"),
        EcrFault::ReferencedImagesNotFound { .. } => (StatusCode::NOT_FOUND, "MANIFEST_BLOB_UNKNOWN"),
        EcrFault::InvalidLayer { .. } | EcrFault::InvalidLayerPart { .. } => {
            (StatusCode::BAD_REQUEST, "BLOB_UPLOAD_INVALID")
        }
        EcrFault::UploadNotFound { .. } => (StatusCode::NOT_FOUND, "BLOB_UPLOAD_UNKNOWN"),
        EcrFault::LimitExceeded { .. } | EcrFault::Kms { .. } => (StatusCode::FORBIDDEN, "DENIED"),
        EcrFault::Server { .. } => (StatusCode::INTERNAL_SERVER_ERROR, "UNKNOWN"),
        _ => (StatusCode::METHOD_NOT_ALLOWED, "UNSUPPORTED"),
    };
    error(status, code, fault.message())
}

pub(super) fn manifest_unknown() -> Answer {
    own(&Fault::ManifestUnknown)
}

/// An invalid digest, or one of an algorithm that is not served.
pub(super) fn digest_invalid(text: &str) -> Answer {
    let message = format!(
        "The digest '{}' is not sha256 or sha512 in lower-case hexadecimal",
        shown(text)
    );
    error(StatusCode::BAD_REQUEST, "DIGEST_INVALID", &message)
}

/// An invalid tag.
pub(super) fn tag_invalid(text: &str) -> Answer {
    let message = format!(
        "The tag '{}' must satisfy regular expression '[a-zA-Z0-9_][a-zA-Z0-9._-]{{0,127}}'",
        shown(text)
    );
    error(StatusCode::BAD_REQUEST, "TAG_INVALID", &message)
}

/// A method that the route does not have. Which ones it has is added to every 405.
pub(super) fn method() -> Answer {
    error(
        StatusCode::METHOD_NOT_ALLOWED,
        "UNSUPPORTED",
        "The operation is unsupported",
    )
}

pub(super) fn route(fault: &RouteError) -> Answer {
    match fault {
        RouteError::Unknown => error(StatusCode::NOT_FOUND, "UNSUPPORTED", "No such route under /v2/"),
        RouteError::Name(name) => {
            let message = format!(
                "Invalid parameter at 'repositoryName' failed to satisfy constraint: '{}' must have 2 to 256 \
                 characters and satisfy regular expression \
                 '[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*(\\/[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*)*'",
                shown(name)
            );
            error(StatusCode::BAD_REQUEST, "NAME_INVALID", &message)
        }
        RouteError::Digest(digest) => digest_invalid(digest),
    }
}

pub(super) fn unresolvable_host(host: &str) -> Answer {
    let message = format!(
        "Could not resolve registry id from host {}: use <account>.dkr.ecr.<region>.<zone>, or start the server with \
         --alias {1} for the default registry, --alias {1}=ACCOUNT/REGION for another",
        shown(host),
        host_name(&shown(host))
    );
    error(StatusCode::NOT_FOUND, "NAME_UNKNOWN", &message)
}

/// More at a time than one client may have: requests, or memory.
pub(super) fn crowded() -> Answer {
    let text = "Too many requests are under way. Try again later.";
    let mut answer = error(StatusCode::SERVICE_UNAVAILABLE, "TOOMANYREQUESTS", text);
    response::come_again(&mut answer);
    answer
}

pub(super) fn unavailable(error: &Unavailable) -> Answer {
    let status = match error {
        Unavailable::Full | Unavailable::ReadOnly => StatusCode::INSUFFICIENT_STORAGE,
        Unavailable::Outage(_) | Unavailable::Mismatch(_) | Unavailable::Closed(_) => {
            StatusCode::SERVICE_UNAVAILABLE
        }
        Unavailable::Damaged(_) | Unavailable::Unreadable(_) | Unavailable::Internal(_) => {
            StatusCode::INTERNAL_SERVER_ERROR
        }
    };
    let mut answer = self::error(status, "UNKNOWN", error.text());
    if error.may_pass() {
        response::come_again(&mut answer);
    }
    answer
}

/// Text from a client, shortened.
fn shown(text: &str) -> String {
    text.chars().take(300).collect()
}
