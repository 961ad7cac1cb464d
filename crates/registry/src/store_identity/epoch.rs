//! How far the rows have come: a number that rises while bytes come, in the rows first, and in the store then.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use wharf_blob::StoreIdentity;
use wharf_kernel::{Cell, Clock, Unavailable};

use super::{Attached, notice, said, store};

/// The epoch rises at most so often, in microseconds.
const RISES: i64 = 3 * 1_000_000;
/// With a node's look every two seconds (`maintenance::tell_stores`) it rises so soon after bytes came. A copy of the rows that is older is
/// told from them then.
pub(super) const BETWEEN: Duration = Duration::from_secs(5);

/// Notes that bytes came.
pub(crate) fn note(cell: &Cell) {
    if let Some(attached) = cell.extensions.find::<Attached>() {
        attached.came.store(true, Ordering::Relaxed);
    }
}

/// Raises the epoch when bytes came since; at most once in three seconds, but for the last time.
///
/// # Errors
/// One of them fails: it is done next time.
pub async fn write_down(cell: &Cell, clock: &Clock, is_last: bool) -> Result<(), Unavailable> {
    let attached = cell.extensions.get::<Attached>();
    let is_due = clock
        .now()
        .micros()
        .saturating_sub(attached.raised_at.load(Ordering::Relaxed))
        .abs()
        >= RISES;
    if !(is_due || is_last) || !attached.came.swap(false, Ordering::Relaxed) {
        return Ok(());
    }
    raise(cell, clock)
        .await
        .inspect_err(|_| attached.came.store(true, Ordering::Relaxed))
}

/// [`write_down`] for who does so now and then, of a disk that may hang: while it is under way it is not begun again, and it is waited for
/// as long as `patience`.
///
/// # Errors
/// One of them fails, or does not answer: it is done next time.
pub async fn tell(
    cell: &Arc<Cell>,
    clock: &Clock,
    (patience, is_last): (Duration, bool),
) -> Result<(), Unavailable> {
    let attached = cell.extensions.get::<Attached>();
    let (of, clock) = (Arc::clone(cell), clock.clone());
    let told = async move { write_down(&of, &clock, is_last).await };
    let told = attached.told.take((patience, is_last), told).await;
    told.unwrap_or_else(|| {
        let why = "its disk, or its database, does not answer";
        Err(Unavailable::Outage(why.to_owned()))
    })
}

async fn raise(cell: &Cell, clock: &Clock) -> Result<(), Unavailable> {
    let (attached, now) = (cell.extensions.get::<Attached>(), clock.now().micros());
    let Some(id) = attached.id.lock().clone() else {
        return Ok(());
    };
    notice(cell, clock.now()).await?;
    let epoch = store::raise(cell, &id).await?;
    let epoch = epoch
        .ok_or_else(|| Unavailable::Internal("the database belongs to another store by now".to_owned()))?;
    loop {
        let known = said(cell).await?;
        if known.id != id {
            return Err(Unavailable::Internal(
                "the store is another one by now".to_owned(),
            ));
        }
        let next = StoreIdentity {
            id: known.id.clone(),
            epoch,
            // A clock that was set back makes nothing older that came before.
            raised_at_micros: known.raised_at_micros.max(now),
        };
        // Another node may have raised it further.
        if known.epoch >= epoch || cell.bytes.identify(Some(&known), &next).await? {
            attached.raised_at.store(now, Ordering::Relaxed);
            return Ok(());
        }
    }
}
