//! `GET` and `HEAD` of `/v2/<name>/blobs/<digest>`. There is no `DELETE`: layers that no image names are collected.

use http::header::{
    ACCEPT_RANGES, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE, ETAG, IF_NONE_MATCH, IF_RANGE, LOCATION,
    RANGE,
};
use http::{HeaderMap, Method, StatusCode};
use wharf_blob::Download;
use wharf_node::distribution::{BlobInput, GetBlob, HeadBlob, LocateBlob};
use wharf_node::usage;
use wharf_node::usage::Meter;
use wharf_oci::digest::Digest;
use wharf_oci::name::RepositoryName;
use wharf_oci::range;

use super::{CONTENT_DIGEST, RegistryRequest, fault, perform};
use crate::body::Body;
use crate::request::{Downloads, RequestContext};
use crate::response::{self, Answer};

const BLOB: &str = "application/octet-stream";

pub(super) async fn answer(request: RegistryRequest<'_>, name: RepositoryName, digest: Digest) -> Answer {
    let node = &request.context.state.node;
    let meter = usage::meter(
        node,
        &request.call.region,
        &request.registry,
        &request.call.account,
    );
    let input = BlobInput {
        target: request.target(name),
        digest: digest.clone(),
    };
    match request.method {
        Method::HEAD => match perform::<HeadBlob>(request.context, &request.call, input).await {
            Ok(size) => head(size, Some(&digest), &request.headers),
            Err(error) => fault::answer(error),
        },
        Method::GET if request.context.state.downloads == Downloads::Redirect => {
            match perform::<LocateBlob>(request.context, &request.call, input).await {
                Ok(path) => redirect(&path),
                Err(error) => fault::answer(error),
            }
        }
        Method::GET => match perform::<GetBlob>(request.context, &request.call, input).await {
            Ok(download) => bytes(download, meter, Some(&digest), &request.headers, request.context),
            Err(error) => fault::answer(error),
        },
        _ => fault::method(),
    }
}

/// What a `GET` would say of a blob.
pub(crate) fn head(size: u64, digest: Option<&Digest>, headers: &HeaderMap) -> Answer {
    let tag = digest.map(|digest| format!("\"{digest}\""));
    let mut answer = response::empty(StatusCode::OK);
    if tag.is_some_and(|tag| held(headers, &tag)) {
        *answer.status_mut() = StatusCode::NOT_MODIFIED;
    } else {
        response::set(&mut answer, CONTENT_TYPE, BLOB);
        response::set(&mut answer, CONTENT_LENGTH, &size.to_string());
        response::set(&mut answer, ACCEPT_RANGES, "bytes");
    }
    describe(&mut answer, digest);
    answer
}

fn redirect(url: &str) -> Answer {
    let mut answer = response::empty(StatusCode::TEMPORARY_REDIRECT);
    response::set(&mut answer, LOCATION, url);
    answer
}

/// A blob, or the range of it that the client asks for; or the address where it has either. A blob under a URL of its own has
/// no digest to tell.
pub(crate) fn bytes(
    download: Download,
    mut meter: Meter,
    digest: Option<&Digest>,
    headers: &HeaderMap,
    context: &RequestContext<'_>,
) -> Answer {
    let tag = digest.map(|digest| format!("\"{digest}\""));
    if tag.as_ref().is_some_and(|tag| held(headers, tag)) {
        let mut answer = response::empty(StatusCode::NOT_MODIFIED);
        describe(&mut answer, digest);
        return answer;
    }
    let size = download.size();
    let header = |name| headers.get(name).and_then(|value| value.to_str().ok());
    // A range of another version is no range: blobs have one version, named by the tag.
    let same = header(IF_RANGE).is_none_or(|wanted| tag.as_deref() == Some(wanted));
    let asked = header(RANGE)
        .filter(|_| same)
        .map(|text| range::parse_range(text, size));
    let (part, of_whole) = match asked {
        Some(Err(unsatisfiable)) => {
            let text = format!("The range lies outside of the {size} bytes of the layer");
            let mut answer = fault::error(StatusCode::RANGE_NOT_SATISFIABLE, "RANGE_INVALID", &text);
            response::set(&mut answer, CONTENT_RANGE, &unsatisfiable.content_range());
            return answer;
        }
        Some(Ok(Some(part))) => {
            let of_whole = range::content_range(&part, size);
            (part, Some(of_whole))
        }
        Some(Ok(None)) | None => (0..size, None),
    };
    let length = part.end - part.start;
    let windows = context.peer.windows.as_ref();
    let is_read = match &download {
        Download::Bytes(object) => !object.is_in_memory(),
        Download::File(_) => windows.is_none(),
        Download::Redirect(_) => false,
    };
    let share = is_read.then(|| context.state.bounds.pieces.share());
    let stream = match download {
        Download::Bytes(object) => object.stream_within(part, share.clone()),
        Download::File(file) => file.stream(part, windows, share.clone()),
        Download::Redirect(elsewhere) => {
            // The client asks there for the same range; what it takes is counted here, where we hear of it.
            meter.add(length);
            return redirect(&elsewhere.url);
        }
    };
    let mut answer = response::empty(StatusCode::OK);
    if let Some(of_whole) = of_whole {
        *answer.status_mut() = StatusCode::PARTIAL_CONTENT;
        response::set(&mut answer, CONTENT_RANGE, &of_whole);
    }
    response::set(&mut answer, CONTENT_TYPE, BLOB);
    response::set(&mut answer, ACCEPT_RANGES, "bytes");
    // Over HTTP/2 the library says no length of an answer that ends with its head.
    response::set(&mut answer, CONTENT_LENGTH, &length.to_string());
    describe(&mut answer, digest);
    *answer.body_mut() = Body::Stream(stream, length, Some(meter), share);
    answer
}

fn describe(answer: &mut Answer, digest: Option<&Digest>) {
    if let Some(digest) = digest {
        response::set(answer, ETAG, &format!("\"{digest}\""));
        response::set(answer, CONTENT_DIGEST.clone(), digest.as_str());
    }
}

fn held(headers: &HeaderMap, tag: &str) -> bool {
    let values = headers.get_all(IF_NONE_MATCH).iter();
    values
        .filter_map(|value| value.to_str().ok())
        .any(|value| matches_tag(value, tag))
}

/// Whether `If-None-Match` names the entity tag (RFC 9110 §13.1.2; the comparison is weak).
pub(super) fn matches_tag(value: &str, tag: &str) -> bool {
    value.split(',').map(str::trim).any(|held| {
        let held = held.strip_prefix("W/").unwrap_or(held);
        held == "*" || held == tag || held == tag.trim_matches('"')
    })
}
