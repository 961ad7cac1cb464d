//! `/v2/<name>/blobs/uploads/…`: start, mount, append, finish, ask, give up.

use http::header::{CONTENT_LENGTH, CONTENT_RANGE, HeaderName, LOCATION, RANGE};
use http::{Method, StatusCode};
use std::ops::RangeInclusive;
use wharf_oci::digest::Digest;
use wharf_oci::name::RepositoryName;
use wharf_oci::range::parse_content_range;
use wharf_services::distribution::{
    AppendUpload, AppendUploadInput, CancelUpload, Fault, FinishUpload, FinishUploadInput, GetUpload, Mount,
    PushBlob, PushBlobInput, StartUpload, StartUploadInput, Started, UploadInput,
};
use wharf_services::{Error, perform};

use super::{CONTENT_DIGEST, Visit, fault};
use crate::body;
use crate::response::{self, Answer};

static UPLOAD_UUID: HeaderName = HeaderName::from_static("docker-upload-uuid");

/// `POST …/uploads/`: an empty upload, a mount, or a whole blob.
pub(super) async fn start(mut visit: Visit<'_>, name: RepositoryName) -> Answer {
    if visit.method != Method::POST {
        return fault::method();
    }
    let target = visit.target(name.clone());
    if let Some(text) = visit.parameter("digest") {
        let Ok(digest) = text.parse::<Digest>() else {
            return fault::digest_invalid(&text);
        };
        let input = PushBlobInput {
            target,
            digest,
            body: body::stream(visit.take_body()),
        };
        return match perform::<PushBlob>(&visit.incomer.state.node, &visit.call, input).await {
            Ok(digest) => created(&visit.call.endpoint.url(&blob_path(&name, &digest)), &digest),
            Err(error) => fault::answer(error),
        };
    }
    // A mount that cannot be is an upload, never an error.
    let mount = match (visit.parameter("mount"), visit.parameter("from")) {
        (Some(digest), Some(from)) => match (digest.parse(), from.parse()) {
            (Ok(digest), Ok(from)) => Some(Mount { digest, from }),
            _ => None,
        },
        _ => None,
    };
    let input = StartUploadInput { target, mount };
    match perform::<StartUpload>(&visit.incomer.state.node, &visit.call, input).await {
        Ok(Started::Upload(id)) => progress(StatusCode::ACCEPTED, &visit, &name, &id, 0),
        Ok(Started::Mounted(digest)) => created(&visit.url(&blob_path(&name, &digest)), &digest),
        Err(error) => fault::answer(error),
    }
}

/// Requests to one upload.
pub(super) async fn answer(visit: Visit<'_>, name: RepositoryName, id: String) -> Answer {
    match visit.method {
        Method::PATCH => append(visit, name, id).await,
        Method::PUT => finish(visit, name, id).await,
        Method::GET | Method::HEAD => {
            let input = UploadInput {
                target: visit.target(name.clone()),
                id: id.clone(),
            };
            match perform::<GetUpload>(&visit.incomer.state.node, &visit.call, input).await {
                Ok(length) => progress(StatusCode::NO_CONTENT, &visit, &name, &id, length),
                Err(error) => fault::answer(error),
            }
        }
        Method::DELETE => {
            let input = UploadInput {
                target: visit.target(name),
                id,
            };
            match perform::<CancelUpload>(&visit.incomer.state.node, &visit.call, input).await {
                Ok(()) => response::empty(StatusCode::NO_CONTENT),
                Err(error) => fault::answer(error),
            }
        }
        _ => fault::method(),
    }
}

async fn append(mut visit: Visit<'_>, name: RepositoryName, id: String) -> Answer {
    let range = match announced(&visit) {
        Ok(range) => range,
        Err(answer) => return answer,
    };
    let body = body::stream(visit.take_body());
    let input = AppendUploadInput {
        target: visit.target(name.clone()),
        id: id.clone(),
        range,
        body,
    };
    match perform::<AppendUpload>(&visit.incomer.state.node, &visit.call, input).await {
        Ok(length) => progress(StatusCode::ACCEPTED, &visit, &name, &id, length),
        Err(error) => failed(&visit, &name, &id, error),
    }
}

async fn finish(mut visit: Visit<'_>, name: RepositoryName, id: String) -> Answer {
    let text = visit.parameter("digest").unwrap_or_default();
    let Ok(digest) = text.parse::<Digest>() else {
        return fault::digest_invalid(&text);
    };
    let range = match announced(&visit) {
        Ok(range) => range,
        Err(answer) => return answer,
    };
    let body = visit.take_body();
    let body = (!http_body::Body::is_end_stream(&body)).then(|| body::stream(body));
    let input = FinishUploadInput {
        target: visit.target(name.clone()),
        id: id.clone(),
        digest,
        range,
        body,
    };
    match perform::<FinishUpload>(&visit.incomer.state.node, &visit.call, input).await {
        Ok(digest) => created(&visit.url(&blob_path(&name, &digest)), &digest),
        Err(error) => failed(&visit, &name, &id, error),
    }
}

/// The bytes that the client says the body is. What contradicts itself is refused before the body is read.
#[expect(
    clippy::result_large_err,
    reason = "the refusal is the answer itself, made once for a request"
)]
fn announced(visit: &Visit<'_>) -> Result<Option<RangeInclusive<u64>>, Answer> {
    let Some(text) = visit.header(CONTENT_RANGE) else {
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
    let length = visit
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
fn progress(status: StatusCode, visit: &Visit<'_>, name: &RepositoryName, id: &str, length: u64) -> Answer {
    let mut answer = response::empty(status);
    describe(&mut answer, visit, name, id, length);
    answer
}

fn describe(answer: &mut Answer, visit: &Visit<'_>, name: &RepositoryName, id: &str, length: u64) {
    response::set(
        answer,
        LOCATION,
        &visit.url(&format!("/v2/{name}/blobs/uploads/{id}")),
    );
    response::set(answer, RANGE, &format!("0-{}", length.saturating_sub(1)));
    response::set(answer, UPLOAD_UUID.clone(), id);
}

fn failed(visit: &Visit<'_>, name: &RepositoryName, id: &str, error: Error<Fault>) -> Answer {
    let expected = match &error {
        Error::Fault(Fault::OutOfOrder { expected, .. }) => Some(*expected),
        _ => None,
    };
    let mut answer = fault::answer(error);
    if let Some(length) = expected {
        describe(&mut answer, visit, name, id, length);
    }
    answer
}

fn blob_path(name: &RepositoryName, digest: &Digest) -> String {
    format!("/v2/{name}/blobs/{digest}")
}

fn created(url: &str, digest: &Digest) -> Answer {
    let mut answer = response::empty(StatusCode::CREATED);
    response::set(&mut answer, LOCATION, url);
    response::set(&mut answer, CONTENT_DIGEST.clone(), digest.as_str());
    answer
}
