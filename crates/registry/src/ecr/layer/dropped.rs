//! Bytes of pushes that became no layer: noted in the database, so that collection knows that they came by a push, and not with
//! another database.
//!
//! A note waits in memory while the database fails. A process that is killed forgets it; then the bytes count as never recorded, for
//! which they are kept longer, not shorter.

use std::collections::BTreeSet;

use parking_lot::Mutex;
use wharf_kernel::{Cell, Extension};
use wharf_oci::digest::Digest;
use wharf_sql::Error;

use super::store;

/// Notes that wait at most; further bytes count as never recorded.
const MOST: usize = 10_000;
/// Notes that one transaction writes at most: pushes wait for it.
const STEP: usize = 500;

/// A data key and a digest.
type Name = (String, String);

/// The notes of a Region that wait.
#[derive(Default)]
struct Waiting(Mutex<BTreeSet<Name>>);

impl Extension for Waiting {}

/// Notes bytes that became no layer; they are noted at the next [`write_down`].
pub(crate) fn remember(cell: &Cell, digest: &Digest, data_key: &str) {
    let waiting = cell.extensions.get::<Waiting>();
    let mut waiting = waiting.0.lock();
    if waiting.len() < MOST {
        waiting.insert((data_key.to_owned(), digest.to_string()));
    }
}

/// Writes down what waits.
///
/// # Errors
/// The database fails: it is done next time.
pub async fn write_down(cell: &Cell) -> Result<(), Error> {
    let waiting = cell.extensions.get::<Waiting>();
    loop {
        let step: Vec<Name> = waiting.0.lock().iter().take(STEP).cloned().collect();
        if step.is_empty() {
            return Ok(());
        }
        let (region, names) = (cell.region.clone(), step.clone());
        cell.database
            .transaction("ecr.layer.note_dropped", move |transaction| {
                names.iter().try_for_each(|(data_key, digest)| {
                    store::note_dropped(transaction, (&region, data_key), digest)
                })
            })
            .await?;
        let mut waiting = waiting.0.lock();
        for name in &step {
            waiting.remove(name);
        }
    }
}
