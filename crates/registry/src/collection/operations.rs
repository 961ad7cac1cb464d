//! Collect now, and say what keeps bytes.

use std::time::Duration;

use wharf_aws::wharf::*;
use wharf_job::StepError;

use super::step::kept_before;
use super::{Collect, Counted, FOREVER, Finding, Position, Stepped, Unserved, step, why};
use crate::ecr::deleted_image;
use crate::store_identity;
use wharf_kernel::operation::operation;
use wharf_kernel::page::of_region;
use wharf_kernel::{Access, Cell, Error, Node, Purpose, Unavailable};

/// What the positions of collections are sealed for.
const COLLECTION: &[&str] = &["CollectBytes"];

fn shown(finding: Finding) -> CollectionFinding {
    let of = |what, digest| CollectionFinding {
        what,
        account_id: None,
        repository_name: None,
        digest,
        size_in_bytes: None,
        removed: None,
        goes_at: None,
    };
    let later = |what, digest, size: u64, goes_at| CollectionFinding {
        size_in_bytes: i64::try_from(size).ok(),
        goes_at: Some(goes_at),
        ..of(what, digest)
    };
    let image = |what, account: String, repository, digest| CollectionFinding {
        account_id: account.parse().ok(),
        repository_name: Some(repository),
        ..of(what, digest)
    };
    match finding {
        Finding::OrphanedLayer {
            account,
            repository,
            digest,
            size,
            removed,
        } => CollectionFinding {
            account_id: account.parse().ok(),
            repository_name: repository,
            size_in_bytes: Some(size),
            removed: Some(removed),
            ..of(FindingType::OrphanedLayer, digest)
        },
        Finding::UnreferencedBlob { digest, size } => CollectionFinding {
            size_in_bytes: i64::try_from(size).ok(),
            ..of(FindingType::UnreferencedBlob, digest)
        },
        Finding::Removed { digest, size } => CollectionFinding {
            size_in_bytes: i64::try_from(size).ok(),
            ..of(FindingType::Removed, digest)
        },
        Finding::TakenBack { digest } => of(FindingType::TakenBack, digest),
        Finding::WaitingBlob {
            digest,
            size,
            goes_at,
        } => later(FindingType::WaitingBlob, digest, size, goes_at),
        Finding::UnrecordedBlob {
            digest,
            size,
            goes_at,
        } => later(FindingType::UnrecordedBlob, digest, size, goes_at),
        Finding::GivenUpImage { account, digest } => CollectionFinding {
            account_id: account.parse().ok(),
            ..of(FindingType::GivenUpImage, digest)
        },
        Finding::LostReferences {
            account,
            repository,
            digest,
        } => image(FindingType::LostReferences, account, repository, digest),
        Finding::UnreadManifest {
            account,
            repository,
            digest,
        } => image(FindingType::UnreadManifest, account, repository, digest),
    }
}

operation! {
    /// Does a step of a collection in the Region, and says what it found and from where the next one goes on. Without a position
    /// that was the last one.
    CollectBytes(CollectBytesRequest) -> CollectBytesResponse,
    access(_, _) { vec![Access::node("CollectBytes")] },
    run(context, input) {
        let (node, cell) = (context.node, context.cell().await?);
        let binding = of_region(context, COLLECTION);
        let opened = input.position.as_deref().map(|position| {
            let plain = node.sealer.open_text(Purpose::NextToken, &binding, position)?;
            std::str::from_utf8(&plain).ok()?.parse().ok()
        });
        let from: Position = match opened {
            Some(position) => position.ok_or_else(|| Error::Invalid("Invalid position".to_owned()))?,
            None => Position::default(),
        };
        let hours = u64::try_from(input.grace_hours).unwrap_or(0);
        let grace = Duration::from_secs(hours * 60 * 60);
        let plain = Collect::after(grace, input.dry_run.unwrap_or(false));
        let force = input.force.unwrap_or(false);
        let how = Collect {
            force,
            unrecorded: match force || input.take_unrecorded.unwrap_or(false) {
                true => Duration::ZERO,
                // Where there is no grace, this alone goes by age.
                false if grace.is_zero() && !node.clock.is_even() => FOREVER,
                false => plain.unrecorded,
            },
            restorable: input.take_restorable.unwrap_or(false),
            ..plain
        };
        let may_take_pushes = how.force || input.take_pushes.unwrap_or(false);
        if takes_pushes(node, how) && !may_take_pushes {
            let message = PUSHES_AT_RISK.to_owned();
            return Err(Error::Fault(Fault::PushesAtRisk { message }));
        }
        if !(how.dry_run || how.grace.is_zero() || node.clock.is_even()) {
            let message = format!("{CLOCK_IN_DOUBT} Nothing more is removed in {}.", cell.region);
            return Err(Error::Fault(Fault::ClockInDoubt { message }));
        }
        // A step that is forced ends what it was restored for.
        let restored_at = store_identity::notice(&cell, node.clock.now()).await?.restored_at;
        let mut findings = Vec::new();
        let mut report = |finding: &Finding| {
            let mut shown = shown(finding.clone());
            if how.unrecorded == FOREVER && shown.what == FindingType::UnrecordedBlob {
                shown.goes_at = None;
            }
            findings.push(shown);
        };
        let stepped = step(None, node, &cell, how, from, &mut report).await;
        let position = match stepped.map_err(unavailable)? {
            Stepped::Done => None,
            Stepped::To(position) => {
                let position = position.to_string();
                Some(node.sealer.seal_text(Purpose::NextToken, &binding, position.as_bytes()))
            }
            Stepped::Stopped(counted) => {
                let message = stopped(&cell, counted);
                return Err(Error::Fault(Fault::CollectionStopped { message }));
            }
            Stepped::Busy => {
                let message = format!("Another collection of {} is under way.", cell.region);
                return Err(Error::Fault(Fault::CollectionRunning { message }));
            }
        };
        let now = node.clock.now();
        let kept_before = kept_before(&cell, how, now).await?;
        let restorable_images = match position {
            None => Some(deleted_image::count(&cell, now).await?),
            Some(_) => None,
        };
        Ok(CollectBytesResponse { findings, kept_before, restored_at, restorable_images, position })
    }
}

operation! {
    /// What keeps the bytes of a digest in the Region: repositories that hold it as a layer, each with an image that names it there.
    ListLayerHolders(ListLayerHoldersRequest) -> ListLayerHoldersResponse,
    access(_, _) { vec![Access::node("ListLayerHolders")] },
    run(context, input) {
        let shown = |holder: super::Holder| LayerHolder {
            account_id: holder.account.parse().ok(),
            repository_name: holder.repository,
            image_digest: holder.image,
            deleted: holder.deleted,
        };
        let holders = why(&*context.cell().await?, &input.layer_digest).await?;
        Ok(ListLayerHoldersResponse { holders: holders.into_iter().map(shown).collect() })
    }
}

/// What a collection without grace does to pushes.
const PUSHES_AT_RISK: &str = "Without grace a collection takes layers whose push was answered with success and whose manifest has \
    not come yet: a client that pushes at the moment fails, and has to send them again.";

/// Why nothing is old enough.
const CLOCK_IN_DOUBT: &str = "The clock is not believed, so what is old cannot be told. It was set, the machine slept, or it was far off \
    at the start: once it went on evenly for an hour below a server, it is believed.";

/// Whether a collection takes layers that are being pushed: those that no image names *yet*.
fn takes_pushes(node: &Node, how: Collect) -> bool {
    how.grace.is_zero() && !how.dry_run && node.extensions.find::<Unserved>().is_none()
}

/// Why nothing was removed, and what to do.
pub(super) fn stopped(cell: &Cell, counted: Counted) -> String {
    format!(
        "Nothing was removed in {}: of {} blobs {} would go that its database never had as layers, which is too many. It may be an \
         old copy of the database, or that of other bytes: then put the right one back. Or pushes failed at the database, and the \
         node was killed before it could note their bytes: then they may go",
        cell.region, counted.blobs, counted.unrecorded
    )
}

fn unavailable(error: StepError) -> Unavailable {
    match error {
        StepError::Full => Unavailable::Full,
        StepError::Outage(reason) => Unavailable::Outage(reason),
        error => Unavailable::Internal(error.to_string()),
    }
}
