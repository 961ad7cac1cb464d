//! `GET /v2/<name>/referrers/<digest>`.

use http::header::HeaderName;
use http::{Method, StatusCode};
use serde_json::{Map, Value, json};
use wharf_aws::ecr::ImageStatus;
use wharf_node::distribution::Fault;
use wharf_node::ecr::image::Referrer;
use wharf_node::ecr::image::operations::{ListImageReferrers, ReferrersInput, WhenMissing};
use wharf_oci::digest::Digest;
use wharf_oci::media_type::OCI_INDEX;
use wharf_oci::name::RepositoryName;

use super::{RegistryRequest, fault, page, perform};
use crate::response::{self, Answer};

/// Entries of a page of which the client says no size: many clients read only the first.
const PAGE: usize = 500;

static FILTERS_APPLIED: HeaderName = HeaderName::from_static("oci-filters-applied");

pub(super) async fn answer(request: RegistryRequest<'_>, name: RepositoryName, subject: Digest) -> Answer {
    if request.method != Method::GET {
        return fault::method();
    }
    // An empty type is that of no artifact: who asks so asks for all.
    let filter = request
        .parameter("artifactType")
        .filter(|filter| !filter.is_empty());
    let n = match page::size(&request, PAGE) {
        0 => PAGE,
        n => n,
    };
    let path = format!("/v2/{name}/referrers/{subject}");
    let input = ReferrersInput {
        registry: Some(request.registry),
        repository: name,
        subject,
        artifact_types: filter.iter().cloned().collect(),
        status: Some(ImageStatus::Active),
        next_token: request.parameter("last"),
        page_size: n,
        when_missing: WhenMissing::EmptyIfPushMakesIt,
    };
    let page = match perform::<ListImageReferrers>(request.context, &request.call, input).await {
        Ok(page) => page,
        Err(error) => return fault::answer(error.map_fault(Fault::Ecr)),
    };
    let manifests: Vec<Value> = page.referrers.into_iter().map(descriptor).collect();
    let body = json!({ "schemaVersion": 2, "mediaType": OCI_INDEX, "manifests": manifests }).to_string();
    let mut answer = response::full(StatusCode::OK, OCI_INDEX, body);
    if filter.is_some() {
        response::set(&mut answer, FILTERS_APPLIED.clone(), "artifactType");
    }
    if let Some(token) = page.next_token {
        let filter = filter
            .map(|filter| format!("&artifactType={}", encode(&filter)))
            .unwrap_or_default();
        page::link(&mut answer, &path, (n, &token), &filter);
    }
    answer
}

fn descriptor(referrer: Referrer) -> Value {
    let mut descriptor = Map::new();
    descriptor.insert("mediaType".to_owned(), referrer.media_type.into());
    descriptor.insert("digest".to_owned(), referrer.digest.into());
    descriptor.insert("size".to_owned(), referrer.size.into());
    if let Some(kind) = referrer.artifact_type {
        descriptor.insert("artifactType".to_owned(), kind.into());
    }
    let annotations = referrer
        .annotations
        .and_then(|text| serde_json::from_str::<Value>(&text).ok());
    if let Some(annotations) = annotations {
        descriptor.insert("annotations".to_owned(), annotations);
    }
    descriptor.into()
}

/// Percent-encodes what is not unreserved (RFC 3986 §2.3).
fn encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}
