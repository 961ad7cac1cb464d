//! What is given up for a new upload where a registry has as many under way as it may: those that failed pushes left behind would keep
//! clients out for a day.

use std::time::Duration;

use wharf_aws::ecr::Fault;
use wharf_aws::{AccountId, Timestamp};

use super::{Upload, give_up as end, store};
use crate::ecr::encryption;
use wharf_kernel::{Cell, Error, Unavailable};

/// An upload that has had no byte for so long was abandoned: a client that goes on with one does so within minutes, and a build that
/// pauses longer begins its layer anew.
const IDLE: Duration = Duration::from_secs(60 * 60);
/// How many uploads are looked at, in the order of their repositories: a refusal costs no more however large the quota is. A registry whose
/// first so many go on has others, which end after a day.
const LOOKED_AT: i64 = 500;

/// What came of it.
pub(super) enum Idle {
    /// One was given up.
    GivenUp,
    /// None may be before this time; none is known where there is no upload.
    NoneBefore(Option<Timestamp>),
}

/// Gives up the upload of a registry that has had no byte for the longest time, if that is long enough.
pub(super) async fn give_up(cell: &Cell, registry: &AccountId, now: Timestamp) -> Result<Idle, Error<Fault>> {
    let Some((upload, since)) = longest(cell, registry).await? else {
        return Ok(Idle::NoneBefore(None));
    };
    let until = since.plus(IDLE);
    if until > now {
        return Ok(Idle::NoneBefore(Some(until)));
    }
    end(cell, registry, &upload).await?;
    tracing::info!(
        region = %cell.region, account = %registry, upload = %upload.id, %since,
        "an upload without a byte for an hour is given up for a new one"
    );
    Ok(Idle::GivenUp)
}

/// The upload that has had no byte for the longest time, and since when.
async fn longest(cell: &Cell, registry: &AccountId) -> Result<Option<(Upload, Timestamp)>, Unavailable> {
    let mut longest: Option<(Upload, Timestamp)> = None;
    for (upload, created_at) in store::of_registry(&cell.database, &cell.scope(registry), LOOKED_AT).await? {
        let bytes = encryption::closed_bytes(cell, &upload.data_key).await?;
        let staged = bytes.uploads.find(&upload.id).await?;
        // A row whose bytes are gone is as old as its upload.
        let since = staged.map_or(created_at, |staged| {
            Timestamp::from_micros(staged.modified_micros)
        });
        if longest.as_ref().is_none_or(|(_, other)| since < *other) {
            longest = Some((upload, since));
        }
    }
    Ok(longest)
}
