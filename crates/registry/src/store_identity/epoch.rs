//! How far the rows have come: a number that rises while bytes come, in the rows first, and in the store then.

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

/// Notes that bytes came, or that it may not be written down yet that they did.
pub fn note(cell: &Cell) {
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
