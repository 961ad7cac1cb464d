//! `ListImageReferrers`, which is also `GET /v2/<name>/referrers/<digest>`. Its IAM action is `ecr:BatchGetImage`.

use serde_json::{Map, Value, json};
use wharf_aws::AccountId;
use wharf_aws::ecr::{
    ArtifactStatus, ArtifactStatusFilter, Fault, ImageReferrer, ImageStatus, ListImageReferrersRequest,
    ListImageReferrersResponse,
};
use wharf_oci::digest::Digest;
use wharf_oci::name::RepositoryName;

use super::super::super::fault::invalid_digest;
use super::super::super::paging::Cursor;
use super::super::model::{Annotations, Referrer};
use super::super::store::{self, States};
use crate::ecr::{creation_template, repository};
use wharf_kernel::audit::{self, Parameters};
use wharf_kernel::operation::operation;
use wharf_kernel::{Access, Error};

/// Entries of a page when the API's caller does not say.
const DEFAULT_PAGE: usize = 20;

/// What is asked.
#[derive(Debug)]
pub struct ReferrersInput {
    /// The registry; absent for the caller's own.
    pub registry: Option<AccountId>,
    /// The repository.
    pub repository: RepositoryName,
    /// The subject; need not exist.
    pub subject: Digest,
    /// Only these artifact types; all when empty.
    pub artifact_types: Vec<String>,
    /// Only referrers in this state; all when absent.
    pub status: Option<ImageStatus>,
    /// Where an earlier page ended.
    pub next_token: Option<String>,
    /// Entries of a page, from 1.
    pub page_size: usize,
    /// What to answer when there is no such repository.
    pub when_missing: WhenMissing,
    /// Whether the answer has what the annotations say, and not their text.
    pub reads_annotations: bool,
}

/// What to answer when the repository is not there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhenMissing {
    /// `RepositoryNotFoundException`, as the API.
    Fault,
    /// No referrers, if a push would make the repository: clients ask before their first push, and take 404 for a registry without
    /// referrers.
    EmptyIfPushMakesIt,
}

/// A page of referrers.
#[derive(Debug)]
pub struct ReferrersPage {
    /// The images whose subject was asked for, by digest.
    pub referrers: Vec<Referrer>,
    /// The token of the next page.
    pub next_token: Option<String>,
}

impl TryFrom<ListImageReferrersRequest> for ReferrersInput {
    type Error = Fault;

    fn try_from(request: ListImageReferrersRequest) -> Result<ReferrersInput, Fault> {
        let filter = request.filter;
        let status = filter.as_ref().and_then(|filter| filter.artifact_status);
        Ok(ReferrersInput {
            registry: request.registry_id,
            repository: request.repository_name,
            subject: request
                .subject_id
                .image_digest
                .parse()
                .map_err(|_| invalid_digest("subjectId.imageDigest"))?,
            artifact_types: filter
                .and_then(|filter| filter.artifact_types)
                .unwrap_or_default(),
            status: match status {
                None | Some(ArtifactStatusFilter::Active) => Some(ImageStatus::Active),
                Some(ArtifactStatusFilter::Archived) => Some(ImageStatus::Archived),
                Some(ArtifactStatusFilter::Activating) => Some(ImageStatus::Activating),
                Some(ArtifactStatusFilter::Any) => None,
            },
            next_token: request.next_token,
            page_size: request
                .max_results
                .map_or(DEFAULT_PAGE, |size| usize::try_from(size).unwrap_or(1)),
            when_missing: WhenMissing::Fault,
            reads_annotations: true,
        })
    }
}

impl From<ReferrersPage> for ListImageReferrersResponse {
    fn from(page: ReferrersPage) -> ListImageReferrersResponse {
        let describe = |referrer: Referrer| ImageReferrer {
            digest: referrer.digest,
            media_type: referrer.media_type,
            artifact_type: referrer.artifact_type,
            size: i64::try_from(referrer.size).unwrap_or(i64::MAX),
            annotations: referrer.annotations.and_then(Annotations::read),
            artifact_status: referrer.status.as_str().parse::<ArtifactStatus>().ok(),
        };
        let referrers = Some(page.referrers.into_iter().map(describe).collect());
        ListImageReferrersResponse {
            referrers,
            next_token: page.next_token,
        }
    }
}

impl Parameters for ReferrersInput {
    fn parameters(&self) -> Map<String, Value> {
        audit::members(json!({
            "registryId": self.registry.map(|registry| registry.to_string()),
            "repositoryName": self.repository.as_str(),
            "subjectId": {"imageDigest": self.subject.as_str()},
        }))
    }
}

operation! {
    /// `ListImageReferrers`.
    ListImageReferrers(ReferrersInput) -> ReferrersPage,
    access(input, call) {
        let registry = call.registry(input.registry.as_ref());
        vec![Access::repository("BatchGetImage", &registry, &input.repository)]
    },
    run(context, input) {
        let registry = context.call.registry(input.registry.as_ref());
        let scope = context.scope(&registry);
        let cell = context.cell().await?;
        let repository = match repository::require(&cell, &registry, &input.repository).await {
            Err(Error::Fault(Fault::RepositoryNotFound { .. }))
                if input.when_missing == WhenMissing::EmptyIfPushMakesIt
                    && creation_template::create::for_push(&cell, &registry, &input.repository)
                        .await?
                        .is_some() =>
            {
                return Ok(ReferrersPage {
                    referrers: Vec::new(),
                    next_token: None,
                });
            }
            found => found?,
        };
        let subject = input.subject.as_str();
        let cursor = Cursor::of(&[
            "ListImageReferrers",
            &repository.id,
            subject,
            &input.artifact_types.join(","),
            input.status.map_or("", ImageStatus::as_str),
        ]);
        let [status, digest] = cursor.decode(context, input.next_token.as_deref())?;
        let states = input.status.map_or(States::ALL, States::only);
        let (size, memory) = (input.page_size, context.call.memory.clone());
        let (id, subject) = (repository.id.clone(), subject.to_owned());
        let (mut page, more) = cell
            .database
            .snapshot("ecr.image.referrers", move |view| {
                // What refers to an image is asked for by the digest of its other form, too.
                let stored = store::stored_as_in(view, &scope, &id, &subject)?;
                let subjects = std::iter::once(subject.as_str()).chain(stored.as_deref());
                let subjects: Vec<&str> = subjects.collect();
                let after = (states, [status.as_str(), digest.as_str()]);
                let room = |bytes| memory.charge(bytes).map_err(Error::<Fault>::from);
                store::referrers(view, &scope, (&id, &subjects), after, size, room)
            })
            .await?;
        let next_token = page
            .last()
            .filter(|_| more)
            .map(|last| cursor.encode(context, &[last.status.as_str(), &last.digest]));
        // Filtered after reading, so a page may be short and still have a next one.
        page.retain(|referrer| {
            let kind = referrer.artifact_type.as_deref().unwrap_or("");
            input.artifact_types.is_empty() || input.artifact_types.iter().any(|wanted| wanted == kind)
        });
        if input.reads_annotations {
            let annotations = page.iter().filter_map(|referrer| referrer.annotations.as_ref());
            let length = annotations.map(Annotations::length).sum();
            let read = || page.into_iter().map(Referrer::read).collect();
            page = context.node.apart.read(&context.call.account, "annotations", length, read).await;
        }
        Ok(ReferrersPage {
            referrers: page,
            next_token,
        })
    }
}
