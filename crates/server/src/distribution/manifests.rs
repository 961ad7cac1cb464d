//! `GET`, `HEAD`, `PUT` and `DELETE` of `/v2/<name>/manifests/<reference>`.

use std::future;

use futures_util::FutureExt as _;
use http::header::{ACCEPT, CONTENT_TYPE, ETAG, HeaderName, IF_NONE_MATCH, LOCATION};
use http::{Method, StatusCode};
use wharf_aws::ecr::{BatchDeleteImageRequest, ImageFailureCode, ImageIdentifier};
use wharf_node::distribution::Fault;
use wharf_node::distribution::{GetManifest, GetManifestInput};
use wharf_node::ecr::image::operations::{BatchDeleteImage, PutImage, PutImageInput, WhenExists};
use wharf_oci::digest::Digest;
use wharf_oci::manifest::Manifest;
use wharf_oci::media_type::Accept;
use wharf_oci::name::RepositoryName;
use wharf_oci::reference::Reference;
use wharf_oci::tag::Tag;

use super::{Answered, CONTENT_DIGEST, RegistryRequest, blobs, fault, perform};
use crate::body::{self, Body, CollectError};
use crate::response::{self, Answer};

static SUBJECT: HeaderName = HeaderName::from_static("oci-subject");
static TAGS: HeaderName = HeaderName::from_static("oci-tag");

/// The most tags that one push can name: they are moved in one transaction.
const MOST_TAGS: usize = 50;

pub(super) fn answer<'a>(
    request: RegistryRequest<'a>,
    name: RepositoryName,
    reference: &str,
) -> Answered<'a> {
    match (&request.method, reference.parse()) {
        (&Method::GET | &Method::HEAD, Ok(reference)) => get(request, name, reference).boxed(),
        (&Method::PUT, Ok(reference)) => put(request, name, reference).boxed(),
        (&Method::DELETE, Ok(reference)) => delete(request, name, reference).boxed(),
        (method, Err(_)) => future::ready(refused(method, reference)).boxed(),
        _ => future::ready(fault::method()).boxed(),
    }
}

/// The refusal of a reference that is not valid.
fn refused(method: &Method, reference: &str) -> Answer {
    match (method, reference.contains(':')) {
        (&Method::GET | &Method::HEAD | &Method::DELETE | &Method::PUT, true) => {
            fault::digest_invalid(reference)
        }
        (&Method::PUT, false) => fault::tag_invalid(reference),
        // It cannot exist.
        (&Method::GET | &Method::HEAD | &Method::DELETE, false) => fault::manifest_unknown(),
        _ => fault::method(),
    }
}

async fn get(request: RegistryRequest<'_>, name: RepositoryName, reference: Reference) -> Answer {
    let accept = request
        .headers
        .get_all(ACCEPT)
        .iter()
        .filter_map(|value| value.to_str().ok());
    let input = GetManifestInput {
        target: request.target(name),
        reference,
        accept: Accept::parse(accept),
        pull: request.method == Method::GET,
    };
    let manifest = match perform::<GetManifest>(request.context, &request.call, input).await {
        Ok(manifest) => manifest,
        Err(error) => return fault::answer(error),
    };
    let tag = format!("\"{}\"", manifest.digest);
    let unchanged = request
        .header(IF_NONE_MATCH)
        .is_some_and(|held| blobs::matches_tag(held, &tag));
    let mut answer = if unchanged {
        response::empty(StatusCode::NOT_MODIFIED)
    } else {
        let mut answer = response::empty(StatusCode::OK);
        response::set(&mut answer, CONTENT_TYPE, &manifest.media_type);
        *answer.body_mut() = Body::Full(manifest.bytes);
        answer
    };
    response::set(&mut answer, ETAG, &tag);
    response::set(&mut answer, CONTENT_DIGEST.clone(), &manifest.digest);
    answer
}

/// The tags that a push by digest names in its query (OCI Distribution Specification 1.2, *Pushing Manifests*), each once.
#[expect(
    clippy::result_large_err,
    reason = "the refusal is the answer itself, made once for a request"
)]
fn tags(request: &RegistryRequest<'_>) -> Result<Vec<Tag>, Answer> {
    let mut tags: Vec<Tag> = Vec::new();
    for text in request.parameters("tag") {
        let tag = text.parse::<Tag>().map_err(|_| fault::tag_invalid(&text))?;
        if !tags.contains(&tag) {
            tags.push(tag);
        }
        if tags.len() > MOST_TAGS {
            let message = format!("A push can name at most {MOST_TAGS} tags");
            return Err(fault::error(StatusCode::URI_TOO_LONG, "TAG_INVALID", &message));
        }
    }
    Ok(tags)
}

/// The digest that the manifest must have: of the path, of the query, or of both if they are one.
#[expect(
    clippy::result_large_err,
    reason = "the refusal is the answer itself, made once for a request"
)]
fn expected(request: &RegistryRequest<'_>, reference: &Reference) -> Result<Option<Digest>, Answer> {
    let Some(text) = request.parameter("digest") else {
        return Ok(reference.digest().cloned());
    };
    let said = text.parse::<Digest>().map_err(|_| fault::digest_invalid(&text))?;
    match reference.digest() {
        Some(digest) if *digest != said => {
            let message = format!("The path names '{digest}', and the parameter digest '{said}'");
            Err(fault::error(StatusCode::BAD_REQUEST, "DIGEST_INVALID", &message))
        }
        _ => Ok(Some(said)),
    }
}

async fn put(mut request: RegistryRequest<'_>, name: RepositoryName, reference: Reference) -> Answer {
    let digest = match expected(&request, &reference) {
        Ok(digest) => digest,
        Err(answer) => return answer,
    };
    let tags = match reference.tag() {
        Some(tag) => Ok(vec![tag.clone()]),
        None => tags(&request),
    };
    let tags = match tags {
        Ok(tags) => tags,
        Err(answer) => return answer,
    };
    let place = format!("/v2/{name}/manifests/");
    let media_type = request.header(CONTENT_TYPE).map(str::to_owned);
    let body = request.take_body();
    let RegistryRequest {
        context,
        call,
        registry,
        ..
    } = request;
    let share = context.verified(&call);
    let manifest = match body::collect(body, Manifest::MAX_BYTES, Some(share)).await {
        Ok(manifest) => manifest,
        Err(CollectError::TooLarge) => {
            let message = format!("A manifest can have at most {} bytes", Manifest::MAX_BYTES);
            return fault::error(StatusCode::PAYLOAD_TOO_LARGE, "SIZE_INVALID", &message);
        }
        Err(CollectError::NoMemory | CollectError::Crowded) => return fault::crowded(),
        Err(CollectError::Broken) => {
            return fault::error(
                StatusCode::BAD_REQUEST,
                "MANIFEST_INVALID",
                "The request body broke off",
            );
        }
    };
    let input = PutImageInput {
        registry: Some(registry),
        repository: name,
        manifest: manifest.bytes.clone(),
        media_type,
        tags,
        digest,
        when_exists: WhenExists::Accept,
        type_by_shape: true,
    };
    match perform::<PutImage>(context, &call, input).await {
        Ok(output) => {
            let mut answer = response::empty(StatusCode::CREATED);
            let digest = output.stored.digest.as_str();
            response::set(&mut answer, LOCATION, &format!("{place}{digest}"));
            response::set(&mut answer, CONTENT_DIGEST.clone(), digest);
            if reference.digest().is_some() && !output.tags.is_empty() {
                let tags: Vec<&str> = output.tags.iter().map(Tag::as_str).collect();
                response::set(&mut answer, TAGS.clone(), &tags.join(", "));
            }
            if let Some(subject) = &output.stored.subject {
                response::set(&mut answer, SUBJECT.clone(), subject.as_str());
            }
            answer
        }
        Err(error) => fault::answer(error.map_fault(Fault::Ecr)),
    }
}

async fn delete(request: RegistryRequest<'_>, name: RepositoryName, reference: Reference) -> Answer {
    let id = ImageIdentifier {
        image_digest: reference.digest().map(ToString::to_string),
        image_tag: reference.tag().map(ToString::to_string),
    };
    let input = BatchDeleteImageRequest {
        registry_id: Some(request.registry),
        repository_name: name,
        image_ids: vec![id],
    };
    let output = match perform::<BatchDeleteImage>(request.context, &request.call, input).await {
        Ok(output) => output,
        Err(error) => return fault::answer(error.map_fault(Fault::Ecr)),
    };
    let Some(failure) = output.failures.unwrap_or_default().into_iter().next() else {
        return response::empty(StatusCode::ACCEPTED);
    };
    let reason = failure.failure_reason.unwrap_or_default();
    match failure.failure_code {
        Some(ImageFailureCode::ImageReferencedByManifestList) => {
            fault::error(StatusCode::METHOD_NOT_ALLOWED, "UNSUPPORTED", &reason)
        }
        _ => fault::error(StatusCode::NOT_FOUND, "MANIFEST_UNKNOWN", &reason),
    }
}
