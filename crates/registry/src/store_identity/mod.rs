//! Which bytes belong to a Region's rows.
//!
//! Rows and bytes are in two places, and either may be another's, or missing, or restored to an earlier time. Collection would
//! then remove what it takes for unreferenced. So a Region's rows and its store say the same id, since both are there (`attach`),
//! and where they do not, the Region is not opened. The store also says how far the rows had come: an *epoch* that rises while
//! bytes come. Rows that are behind it were restored: they serve, and what came before is kept until an operator settles it.
//!
//! An id is told to the store first, and to the rows then; an epoch the other way round. So a crash between the two leaves a
//! store that is not known yet, or one that is behind, never one that looks like another's or like a restored one's.
//!
//! `collection` counts blobs that the rows never had as a layer, and stops when they are too many (`stop`).

mod adopt;
mod epoch;
mod error;
mod here;
pub mod operations;
mod plan;
pub(crate) mod store;
mod turn;

use std::any::Any;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};

use parking_lot::Mutex;
use wharf_aws::Timestamp;
use wharf_blob::StoreIdentity;
use wharf_kernel::{Cell, Clock, Entropy, Extension, OpenCell, Unavailable};
use wharf_sql::Database;

pub use adopt::adopt;
pub(crate) use epoch::note;
pub use epoch::{tell, write_down};
pub use error::AttachError;
pub(crate) use here::{Here, here, require, require_before_bytes};
pub use here::{is_here, watch, why_gone};
pub use plan::Mismatch;
pub(crate) use plan::are_too_many;
use plan::{Bytes, Rows, Verdict};
pub(crate) use store::STATEMENTS;
use turn::Turn;

/// Blobs that are looked at where nothing says which store it is.
const SAMPLE: usize = 100;
/// What the rows say of their store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Its id.
    pub id: String,
    /// How far the rows have come.
    pub epoch: i64,
    /// When they were found to be behind the store, until an operator settles it.
    pub restored_at: Option<Timestamp>,
    /// Since when collection is stopped.
    pub stopped_at: Option<Timestamp>,
    /// How many blobs the rows had never had as a layer then.
    pub unrecorded: i64,
    /// Of so many.
    pub counted: i64,
    /// The identity plane whose accounts own what is in the Region, where it is known.
    pub accounts: Option<String>,
}

/// What a process remembers of it.
#[derive(Debug, Default)]
struct Attached {
    id: Mutex<Option<String>>,
    /// Whether bytes came since the epoch rose.
    came: AtomicBool,
    raised_at: AtomicI64,
    /// As the rows said last.
    is_stopped: AtomicBool,
    /// Why the store was not there when it was looked for last.
    gone: Mutex<Option<String>>,
    /// The look at it that is under way, and whether the disk has answered that.
    watched: Turn,
    has_disk_answered: AtomicBool,
    /// What it is told at the moment.
    told: Turn,
}

impl Extension for Attached {}

/// What it takes to attach a Region later, which could not be written down when it was opened.
struct Later(Option<String>, Clock, Entropy);

impl Extension for Later {}

/// How a Region is opened whose rows and bytes may not belong together; the composition root knows.
pub struct Unattached(pub OpenCell);

impl Extension for Unattached {}

/// A Region that was never made, on a node that may make none: it is looked at as it is, and has nothing.
#[derive(Default)]
pub struct Unmade(Mutex<Option<Box<dyn Any + Send + Sync>>>);

impl Extension for Unmade {}

impl Unmade {
    /// One that needs a place as long as it is open.
    pub fn at(place: impl Any + Send + Sync) -> Unmade {
        Unmade(Mutex::new(Some(Box::new(place))))
    }

    /// Gives the place back, once the Region's database is closed.
    pub fn leave(&self) {
        drop(self.0.lock().take());
    }
}

/// Which store the rows of a Region belong to, before it is opened; none where they are new.
///
/// # Errors
/// The database fails.
pub async fn store_of(database: &Database, region: &str) -> Result<Option<String>, Unavailable> {
    Ok(store::read_in(database, region).await?.map(|rows| rows.id))
}

/// The Regions of a database that have a store: each was opened once, also where that failed.
///
/// # Errors
/// The database fails.
pub async fn regions(database: &Database) -> Result<Vec<String>, Unavailable> {
    Ok(store::regions(database).await?)
}

/// Makes sure that a Region's rows and bytes belong together, and to the accounts of an identity plane (`accounts`, as far as it has
/// some); they do from now on when they are new, or when nothing says that they do not.
///
/// # Errors
/// They do not, or one of them fails.
pub async fn attach(
    cell: &Cell,
    accounts: Option<String>,
    (clock, entropy): (&Clock, &Entropy),
) -> Result<(), AttachError> {
    match attach_now(cell, accounts.as_deref(), (clock, entropy)).await {
        // It is written down when there is space: a collection does so first, and removes nothing before.
        Err(AttachError::Unavailable(why)) if why.takes_nothing() => {
            tracing::warn!(region = %cell.region, %why, "that the bytes belong to the database cannot be written down yet");
            cell.extensions
                .set(Later(accounts, clock.clone(), entropy.clone()));
            Ok(())
        }
        attached => attached,
    }
}

async fn attach_now(
    cell: &Cell,
    accounts: Option<&str>,
    (clock, entropy): (&Clock, &Entropy),
) -> Result<(), AttachError> {
    let (rows, bytes) = look(cell).await?;
    let verdict = plan::decide(&rows, &bytes)?;
    plan::have_accounts(rows.accounts.as_deref(), accounts)?;
    let id = belong(cell, verdict, bytes.identity, (clock, entropy)).await?;
    refresh(cell).await?;
    if let (None, Some(accounts)) = (&rows.accounts, accounts) {
        store::belong(cell, accounts).await.map_err(Unavailable::from)?;
    }
    let attached = cell.extensions.get::<Attached>();
    // It rises once for every process that has the Region.
    attached.came.store(true, Ordering::Relaxed);
    // Last: before, it is attached once more by the next who needs it.
    *attached.id.lock() = Some(id);
    Ok(())
}

/// Writes down that rows and bytes belong together, as it was decided; the id of the store.
async fn belong(
    cell: &Cell,
    verdict: Verdict,
    said: Option<StoreIdentity>,
    (clock, entropy): (&Clock, &Entropy),
) -> Result<String, AttachError> {
    match verdict {
        Verdict::Joined => Ok(said.map(|identity| identity.id).unwrap_or_default()),
        Verdict::Join => join(cell, said, entropy).await,
        Verdict::Restored(identity) => {
            let unknown = StoreIdentity {
                epoch: 0,
                ..identity.clone()
            };
            store::insert(cell, &unknown).await.map_err(Unavailable::from)?;
            restored(cell, &identity, clock.now()).await?;
            Ok(identity.id)
        }
    }
}

/// What the rows say of their store, once it is sure that it is the one here; rows that were restored meanwhile are noticed.
///
/// The epoch rises in the rows first, so a store that was read before them is ahead of them only when they were restored.
pub(crate) async fn notice(cell: &Cell, now: Timestamp) -> Result<Standing, Unavailable> {
    here::attach_late(cell).await?;
    // A disk that hangs: rows are given up after some seconds, or at once, and what is asked of bytes waits without end.
    store::read(cell).await?;
    let said = cell.bytes.identity().await?;
    let standing = store::read(cell).await?;
    let (Some(said), Some(standing)) = (said, standing) else {
        return Err(Unavailable::Mismatch(
            "the database, or the store, does not say any more which one it is".to_owned(),
        ));
    };
    if said.id != standing.id {
        let (bytes, rows) = (said.id, standing.id);
        return Err(Unavailable::Mismatch(
            Mismatch::Another { bytes, rows }.to_string(),
        ));
    }
    if said.epoch <= standing.epoch {
        return Ok(standing);
    }
    let restored_at = restored(cell, &said, now).await?;
    Ok(Standing {
        restored_at: Some(restored_at),
        ..standing
    })
}

/// Notes that the rows are older than the bytes, and when.
async fn restored(cell: &Cell, said: &StoreIdentity, now: Timestamp) -> Result<Timestamp, Unavailable> {
    let noticed = after_all(Some(said), now);
    store::restored(cell, said, noticed).await?;
    tracing::warn!(
        region = %cell.region, store = said.id, bytes_until = %Timestamp::from_micros(said.raised_at_micros),
        "the database is older than the bytes, as after it was restored: bytes that came before now, and those that the database never had, are kept until \
         `wharf collect --force`"
    );
    Ok(noticed)
}

/// A time after which all came that the store speaks of, and all that is there now: the clock may have been set back since.
fn after_all(said: Option<&StoreIdentity>, now: Timestamp) -> Timestamp {
    let raised = said.map_or(0, |said| said.raised_at_micros);
    now.max(Timestamp::from_micros(raised).plus(epoch::BETWEEN))
}

/// What rows and bytes say. The bytes first: see [`notice`].
async fn look(cell: &Cell) -> Result<(Rows, Bytes), Unavailable> {
    let mut bytes = Bytes {
        identity: cell.bytes.identity().await?,
        ..Bytes::default()
    };
    let standing = store::read(cell).await?;
    let accounts = standing.as_ref().and_then(|standing| standing.accounts.clone());
    let mut rows = Rows {
        identity: standing.map(|standing| (standing.id, standing.epoch)),
        accounts,
        has_layers: false,
    };
    if rows.identity.is_none() {
        rows.has_layers = store::has_layers(cell).await?;
        let sample = cell.bytes.sample(SAMPLE).await?;
        bytes.sampled = sample.len();
        for digest in sample {
            bytes.known += usize::from(store::is_known(cell, digest.as_str()).await?);
        }
    }
    Ok((rows, bytes))
}

/// Tells the store its id, if it has none, and the rows then; the id.
async fn join(cell: &Cell, known: Option<StoreIdentity>, entropy: &Entropy) -> Result<String, AttachError> {
    let identity = match known {
        Some(identity) => identity,
        None => {
            let made = StoreIdentity {
                id: new_id(entropy),
                epoch: 0,
                raised_at_micros: 0,
            };
            let bytes = &cell.bytes;
            match bytes.identify(None, &made).await.map_err(Unavailable::from)? {
                true => made,
                // Another node was first.
                false => said(cell).await?,
            }
        }
    };
    store::insert(cell, &identity).await.map_err(Unavailable::from)?;
    match store::read(cell).await.map_err(Unavailable::from)? {
        Some(rows) if rows.id != identity.id => Err(Mismatch::Another {
            bytes: identity.id,
            rows: rows.id,
        }
        .into()),
        _ => Ok(identity.id),
    }
}

fn new_id(entropy: &Entropy) -> String {
    let bytes: [u8; 16] = entropy.bytes();
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    let [one, two, three, four, five] = [&hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]];
    format!("{one}-{two}-{three}-{four}-{five}")
}

/// What a store says that was told.
async fn said(cell: &Cell) -> Result<StoreIdentity, Unavailable> {
    let said = cell.bytes.identity().await?;
    said.ok_or_else(|| Unavailable::Internal("the store forgot which one it is".to_owned()))
}

/// What the Region's rows say of their store.
///
/// # Errors
/// The database fails.
pub async fn standing(cell: &Cell) -> Result<Option<Standing>, Unavailable> {
    Ok(store::read(cell).await?)
}

/// Whether a collection is stopped in the Region, as far as this process knows.
pub fn is_stopped(cell: &Cell) -> bool {
    let attached = cell.extensions.find::<Attached>();
    attached.is_some_and(|attached| attached.is_stopped.load(Ordering::Relaxed))
}

/// Looks whether another node stopped collection in the Region, or went on.
///
/// # Errors
/// The database fails.
pub async fn refresh(cell: &Cell) -> Result<(), Unavailable> {
    let standing = standing(cell).await?;
    remember(
        cell,
        standing.is_some_and(|standing| standing.stopped_at.is_some()),
    );
    Ok(())
}

fn remember(cell: &Cell, is_stopped: bool) {
    let attached = cell.extensions.get::<Attached>();
    attached.is_stopped.store(is_stopped, Ordering::Relaxed);
    let gauge = metrics::gauge!("wharf_collection_stopped", "region" => cell.region.to_string());
    gauge.set(if is_stopped { 1.0 } else { 0.0 });
}

/// Stops collection: so many blobs, of so many, the rows had never had as a layer.
pub(crate) async fn stop(
    cell: &Cell,
    now: Timestamp,
    (unrecorded, counted): (u64, u64),
) -> Result<(), Unavailable> {
    let figure = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
    store::stopped(cell, now, (figure(unrecorded), figure(counted))).await?;
    remember(cell, true);
    Ok(())
}

/// Goes on with collection, after a count that is no reason to stop.
pub(crate) async fn go_on(cell: &Cell) -> Result<(), Unavailable> {
    store::goes_on(cell).await?;
    remember(cell, false);
    Ok(())
}

/// Goes on with collection because an operator says so: what was restored, or adopted, is settled.
pub(crate) async fn settle(cell: &Cell) -> Result<(), Unavailable> {
    store::settle(cell).await?;
    remember(cell, false);
    Ok(())
}
