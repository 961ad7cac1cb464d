//! `GET /v2/<name>/referrers/<digest>`.

use std::collections::BTreeMap;

use http::header::HeaderName;
use http::{Method, StatusCode};
use serde_json::value::{RawValue, to_raw_value};
use wharf_aws::ecr::ImageStatus;
use wharf_node::distribution::Fault;
use wharf_node::ecr::image::operations::{ListImageReferrers, ReferrersInput, WhenMissing};
use wharf_node::ecr::image::{Annotations, Referrer};
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
        reads_annotations: false,
    };
    let page = match perform::<ListImageReferrers>(request.context, &request.call, input).await {
        Ok(page) => page,
        Err(error) => return fault::answer(error.map_fault(Fault::Ecr)),
    };
    let (referrers, node) = (page.referrers, &request.context.state.node);
    let length = referrers.iter().map(weight).sum::<usize>();
    if request.call.memory.charge(2 * length).is_err() {
        return fault::crowded();
    }
    let write = || index(referrers, length);
    let body = node
        .apart
        .write(&request.call.account, "answer", length, write)
        .await;
    let mut answer = response::full(StatusCode::OK, OCI_INDEX, body);
    if filter.is_some() {
        response::set(&mut answer, FILTERS_APPLIED.clone(), "artifactType");
    }
    if let Some(token) = page.next_token {
        let filter = filter
            .map(|filter| format!("&artifactType={}", page::encode(&filter)))
            .unwrap_or_default();
        page::link(&mut answer, &request, &path, (n, &token), &filter);
    }
    answer
}

/// About how many bytes a referrer has in the list.
fn weight(referrer: &Referrer) -> usize {
    let annotations = referrer.annotations.as_ref().map_or(0, Annotations::length);
    let kind = referrer.artifact_type.as_ref().map_or(0, String::len);
    annotations + kind + referrer.media_type.len() + referrer.digest.len() + 100
}

/// The list, which will have about that length. Annotations are copied as they are stored.
fn index(referrers: Vec<Referrer>, length: usize) -> Vec<u8> {
    let mut text = Vec::with_capacity(length + 100);
    text.extend_from_slice(b"{\"manifests\":[");
    for (place, referrer) in referrers.into_iter().enumerate() {
        if place > 0 {
            text.push(b',');
        }
        let written = serde_json::to_writer(&mut text, &descriptor(referrer));
        written.expect("INVARIANT: memory takes what is written, and each member has its text");
    }
    text.extend_from_slice(format!("],\"mediaType\":\"{OCI_INDEX}\",\"schemaVersion\":2}}").as_bytes());
    text
}

fn descriptor(referrer: Referrer) -> BTreeMap<&'static str, Box<RawValue>> {
    let text = |text: &str| to_raw_value(text).ok();
    let annotations = referrer.annotations.and_then(Annotations::into_text);
    let members = [
        ("mediaType", text(&referrer.media_type)),
        ("digest", text(&referrer.digest)),
        ("size", to_raw_value(&referrer.size).ok()),
        ("artifactType", referrer.artifact_type.as_deref().and_then(text)),
        (
            "annotations",
            annotations.and_then(|text| RawValue::from_string(text).ok()),
        ),
    ];
    let members = members.into_iter();
    members.filter_map(|(name, value)| Some((name, value?))).collect()
}
