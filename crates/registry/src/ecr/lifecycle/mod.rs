//! What lifecycle policies do: which images of a repository expire or go to the archive, and when (Amazon ECR User Guide,
//! *Automate the cleanup of images by using lifecycle policies*). The policies themselves are in `lifecycle_policy`.
//!
//! `plan` is the decision, a function of its arguments. `job` carries plans out: it claims a policy that is due, looks at the
//! repository, and acts image by image, each only if it still is what it was when the plan was made. A preview is the same plan, kept as rows instead of carried out.
//!
//! Referrers are not looked at by rules: they follow their subject, a day after it is gone.

mod execution_event;
pub mod job;
pub mod plan;
pub mod preview;
pub(crate) mod store;
#[cfg(feature = "testing")]
pub mod testing;

pub(crate) use preview::store::SWEEPS;
pub use preview::{GetLifecyclePolicyPreview, StartLifecyclePolicyPreview};
pub(crate) use store::STATEMENTS;

use wharf_aws::ecr::ImageStatus;
use wharf_sql::{Database, Error, Scope};

use super::image::ImageRow;
use super::image::store::{self as images, States, Tagged};
use super::lifecycle_policy::document::StorageClass;
use plan::Candidate;

/// Images that one read takes from a repository.
const PAGE: usize = 1000;

/// The images of a repository that rules look at. Read page by page, so that pushes are not held up; what happened meanwhile
/// is noticed when a plan is carried out.
pub(crate) async fn candidates(
    database: &Database,
    scope: &Scope,
    repository: &str,
) -> Result<Vec<Candidate>, Error> {
    let mut candidates = Vec::new();
    let mut after = [String::new(), String::new()];
    loop {
        let (scope, repository, from) = (scope.clone(), repository.to_owned(), after.clone());
        let page = database
            .snapshot("ecr.lifecycle.candidates", move |view| {
                let from = [from[0].as_str(), from[1].as_str()];
                let shown = (Tagged::Any, States::ALL);
                images::describe_images(view, &scope, &repository, shown, from, PAGE)
            })
            .await?
            .0;
        let Some(last) = page.last() else {
            return Ok(candidates);
        };
        after = [last.status.as_str().to_owned(), last.digest.clone()];
        candidates.extend(page.into_iter().filter_map(candidate));
    }
}

/// An image as rules see it; none of a referrer, and none of one that is on its way out of the archive.
pub(crate) fn candidate(image: ImageRow) -> Option<Candidate> {
    let class = match image.status {
        ImageStatus::Active => StorageClass::Standard,
        ImageStatus::Archived => StorageClass::Archive,
        ImageStatus::Activating => return None,
    };
    image.subject.is_none().then_some(Candidate {
        digest: image.digest,
        tags: image.tags,
        pushed_at: image.pushed_at,
        pulled_at: image.pulled_at,
        activated_at: image.activated_at,
        archived_at: image.archived_at.filter(|_| class == StorageClass::Archive),
        class,
    })
}
