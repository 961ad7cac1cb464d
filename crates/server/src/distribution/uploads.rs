//! `/v2/<name>/blobs/uploads/…`: start, mount, append, finish, ask, give up.

use http::header::{CONTENT_LENGTH, CONTENT_RANGE, HeaderName, LOCATION, RANGE};
use http::{Method, StatusCode};
use std::ops::RangeInclusive;
use wharf_node::Error;
use wharf_node::distribution::{
    AppendUpload, AppendUploadInput, CancelUpload, Fault, FinishUpload, FinishUploadInput, GetUpload, Mount,
    PushBlob, PushBlobInput, StartUpload, StartUploadInput, Started, UploadInput,
};
use wharf_oci::digest::Digest;
use wharf_oci::name::RepositoryName;
use wharf_oci::range::parse_content_range;

use super::{CONTENT_DIGEST, RegistryRequest, fault, perform};
use crate::body;
use crate::response::{self, Answer};

static UPLOAD_UUID: HeaderName = HeaderName::from_static("docker-upload-uuid");

/// `POST …/uploads/`: an empty upload, a mount, or a whole blob.
pub(super) async fn start(mut request: RegistryRequest<'_>, name: RepositoryName) -> Answer {
    if request.method != Method::POST {
        return fault::method();
    }
    let target = request.target(name.clone());
    if let Some(text) = request.parameter("digest") {
        let Ok(digest) = text.parse::<Digest>() else {
            return fault::digest_invalid(&text);
        };
        let input = PushBlobInput {
            target,
            digest,
            body: body::stream(request.take_body()),
        };
        return match perform::<PushBlob>(request.context, &request.call, input).await {
            Ok(digest) => created(&name, &digest),
            Err(error) => fault::answer(error),
        };
    }
    // A mount that cannot be is an upload, never an error.
    let mount = match (request.parameter("mount"), request.parameter("from")) {
        (Some(digest), Some(from)) => match (digest.parse(), from.parse()) {
            (Ok(digest), Ok(from)) => Some(Mount { digest, from }),
            _ => None,
        },
        _ => None,
    };
    let input = StartUploadInput { target, mount };
    match perform::<StartUpload>(request.context, &request.call, input).await {
        Ok(Started::Upload(id)) => progress(StatusCode::ACCEPTED, &name, &id, 0),
        Ok(Started::Mounted(digest)) => created(&name, &digest),
        Err(error) => fault::answer(error),
    }
}

/// Requests to one upload.
pub(super) async fn answer(request: RegistryRequest<'_>, name: RepositoryName, id: String) -> Answer {
    match request.method {
        Method::PATCH => append(request, name, id).await,
        Method::PUT => finish(request, name, id).await,
        Method::GET | Method::HEAD => {
            let input = UploadInput {
                target: request.target(name.clone()),
                id: id.clone(),
            };
            match perform::<GetUpload>(request.context, &request.call, input).await {
                Ok(length) => progress(StatusCode::NO_CONTENT, &name, &id, length),
                Err(error) => fault::answer(error),
            }
        }
        Method::DELETE => {
            let input = UploadInput {
                target: request.target(name),
                id,
            };
            match perform::<CancelUpload>(request.context, &request.call, input).await {
                Ok(()) => response::empty(StatusCode::NO_CONTENT),
                Err(error) => fault::answer(error),
            }
        }
        _ => fault::method(),
    }
}

async fn append(mut request: RegistryRequest<'_>, name: RepositoryName, id: String) -> Answer {
    let range = match announced(&request) {
        Ok(range) => range,
        Err(answer) => return answer,
    };
    let body = body::stream(request.take_body());
    let input = AppendUploadInput {
        target: request.target(name.clone()),
        id: id.clone(),
        range,
        body,
    };
    match perform::<AppendUpload>(request.context, &request.call, input).await {
        Ok(length) => progress(StatusCode::ACCEPTED, &name, &id, length),
        Err(error) => failed(&name, &id, error),
    }
}

async fn finish(mut request: RegistryRequest<'_>, name: RepositoryName, id: String) -> Answer {
    let text = request.parameter("digest").unwrap_or_default();
    let Ok(digest) = text.parse::<Digest>() else {
        return fault::digest_invalid(&text);
    };
    let range = match announced(&request) {
        Ok(range) => range,
        Err(answer) => return answer,
    };
    let body = request.take_body();
    let body = (!http_body::Body::is_end_stream(&body)).then(|| body::stream(body));
    let input = FinishUploadInput {
        target: request.target(name.clone()),
        id: id.clone(),
        digest,
        range,
        body,
    };
    match perform::<FinishUpload>(request.context, &request.call, input).await {
        Ok(digest) => created(&name, &digest),
        Err(error) => failed(&name, &id, error),
    }
}

/// The bytes that the client says the body is. What contradicts itself is refused before the body is read.
#[expect(
    clippy::result_large_err,
    reason = "the refusal is the answer itself, made once for a request"
)]
fn announced(request: &RegistryRequest<'_>) -> Result<Option<RangeInclusive<u64>>, Answer> {
    let Some(text) = request.header(CONTENT_RANGE) else {
        return Ok(None);
    };
    let Some(range) = parse_content_range(text) else {
        let message = "Content-Range must be <first byte>-<last byte>";
        return Err(fault::error(
            StatusCode::RANGE_NOT_SATISFIABLE,
            "BLOB_UPLOAD_INVALID",
            message,
        ));
    };
    let length = request
        .header(CONTENT_LENGTH)
        .and_then(|length| length.parse::<u64>().ok());
    let announced = (range.end() - range.start()).saturating_add(1);
    match length {
        Some(received) if received != announced => {
            Err(fault::answer(Fault::ChunkLength { announced, received }.into()))
        }
        _ => Ok(Some(range)),
    }
}

/// The state of an upload that goes on: where, and how far.
fn progress(status: StatusCode, name: &RepositoryName, id: &str, length: u64) -> Answer {
    let mut answer = response::empty(status);
    describe(&mut answer, name, id, length);
    answer
}

fn describe(answer: &mut Answer, name: &RepositoryName, id: &str, length: u64) {
    response::set(answer, LOCATION, &format!("/v2/{name}/blobs/uploads/{id}"));
    response::set(answer, RANGE, &format!("0-{}", length.saturating_sub(1)));
    response::set(answer, UPLOAD_UUID.clone(), id);
}

fn failed(name: &RepositoryName, id: &str, error: Error<Fault>) -> Answer {
    let expected = match &error {
        Error::Fault(Fault::OutOfOrder { expected, .. }) => Some(*expected),
        _ => None,
    };
    let mut answer = fault::answer(error);
    if let Some(length) = expected {
        describe(&mut answer, name, id, length);
    }
    answer
}

fn created(name: &RepositoryName, digest: &Digest) -> Answer {
    let mut answer = response::empty(StatusCode::CREATED);
    response::set(&mut answer, LOCATION, &format!("/v2/{name}/blobs/{digest}"));
    response::set(&mut answer, CONTENT_DIGEST.clone(), digest.as_str());
    answer
}
