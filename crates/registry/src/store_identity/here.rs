//! Whether the store that is here is the one that the rows belong to: its disk may have gone away, another one may be in its place, and
//! another node may have had the rows belong to another store.
//!
//! Who writes a row that names bytes asks *after* the bytes are durable and *before* its transaction ([`here`]), and compares what
//! the rows say in the transaction itself ([`Here::require`]). Bytes that went elsewhere are found out by the first where the
//! disks stay as they are, and by the last look at the bytes (`ecr::layer::keep`) where they change in between.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use wharf_aws::Region;
use wharf_kernel::{Cell, Unavailable};

use super::{Attached, Later, Mismatch, Unmade, attach_now, store};

/// The store that was here a moment ago.
#[derive(Clone)]
pub(crate) struct Here {
    region: Region,
    attached: Arc<Attached>,
    /// Its id; none where the Region was opened without asking for it, as tests do.
    id: Option<Arc<str>>,
}

impl Here {
    /// Refuses to write a row that names bytes where the rows belong to another store, as the transaction sees them.
    pub(crate) fn require(&self, rows: Option<&str>) -> Result<(), Unavailable> {
        let Some(id) = self.id.as_deref() else {
            return Ok(());
        };
        if rows == Some(id) {
            return Ok(());
        }
        let why = told(Some(id), rows);
        self.attached.note(&self.region, Some(&why));
        Err(gone(&self.region, &why))
    }
}

/// The store that is here, which the rows belong to as far as this process knows. It costs a `stat` where nothing changed.
///
/// # Errors
/// It is another one, or not there, or does not say which one it is.
pub(crate) async fn here(cell: &Cell) -> Result<Here, Unavailable> {
    attach_late(cell).await?;
    let attached = cell.extensions.get::<Attached>();
    let known = attached.id.lock().clone();
    let is_known = match &known {
        None => true,
        // What is wrong with it is told below.
        Some(known) => matches!(cell.bytes.id().await, Ok(Some(id)) if *id == **known),
    };
    if !is_known {
        require(cell).await?;
    }
    let id = attached.id.lock().as_deref().map(Arc::from);
    let region = cell.region.clone();
    Ok(Here { region, attached, id })
}

/// Before bytes come: refuses them where the store was not there when it was looked for last and is not yet. A Region that could not be
/// attached when it was opened is attached first: by bytes that came before, it would be known as one whose rows are another's.
pub(crate) async fn require_before_bytes(cell: &Cell) -> Result<(), Unavailable> {
    attach_late(cell).await?;
    match why_gone(cell) {
        None => Ok(()),
        Some(_) => require(cell).await,
    }
}

/// Refuses to go on where the store is not the one that the rows belong to.
pub(crate) async fn require(cell: &Cell) -> Result<(), Unavailable> {
    match look(cell).await? {
        None => Ok(()),
        Some(why) => Err(gone(&cell.region, &why)),
    }
}

fn gone(region: &Region, why: &str) -> Unavailable {
    Unavailable::Outage(format!("the bytes of {region} are not there: {why}"))
}

/// Whether the store is there that the rows belong to. The log says it once.
///
/// # Errors
/// One of them fails.
pub async fn is_here(cell: &Cell) -> Result<bool, Unavailable> {
    Ok(look(cell).await?.is_none())
}

/// The same for who looks now and then, of a disk that may hang: while a look is under way no other begins, and after `patience` it is
/// told that the disk does not answer, where it is the disk.
///
/// # Errors
/// One of them fails, or does not answer.
pub async fn watch(cell: &Arc<Cell>, patience: Duration) -> Result<bool, Unavailable> {
    const SILENT: &str = "their disk does not answer";
    let attached = cell.extensions.get::<Attached>();
    let (of, by) = (Arc::clone(cell), Arc::clone(&attached));
    let look = async move {
        by.has_disk_answered.store(false, Ordering::Relaxed);
        // What it says is looked at below.
        let _ = of.bytes.identity().await;
        by.has_disk_answered.store(true, Ordering::Relaxed);
        is_here(&of).await
    };
    match attached.watched.take((patience, false), look).await {
        Some(found) => found,
        None if attached.has_disk_answered.load(Ordering::Relaxed) => {
            Err(Unavailable::Outage("the database does not answer".to_owned()))
        }
        None => {
            attached.note(&cell.region, Some(SILENT));
            Err(gone(&cell.region, SILENT))
        }
    }
}

/// Why the store is not there that the rows belong to, if it is not.
async fn look(cell: &Cell) -> Result<Option<String>, Unavailable> {
    let attached = cell.extensions.get::<Attached>();
    if attached.id.lock().is_none() {
        match attach_late(cell).await {
            Err(Unavailable::Mismatch(why)) => {
                attached.note(&cell.region, Some(&why));
                return Ok(Some(why));
            }
            // There is no space yet.
            Err(why) if why.takes_nothing() => return Ok(None),
            attached => attached?,
        }
        if cell.extensions.find::<Unmade>().is_some() {
            // Another node may have made it since.
            *attached.id.lock() = store::read(cell).await?.map(|rows| rows.id);
        }
    }
    if attached.id.lock().is_none() {
        return Ok(None);
    }
    let said = match cell.bytes.identity().await {
        Err(wharf_blob::Error::Identity(why)) => {
            attached.note(&cell.region, Some(&why));
            return Ok(Some(why));
        }
        // It is this process that lacks something.
        Err(error) if error.is_out_of_files() => return Err(error.into()),
        // A disk that fails is as good as none.
        Err(error) => {
            let why = Unavailable::from(error).to_string();
            attached.note(&cell.region, Some(&why));
            return Ok(Some(why));
        }
        Ok(said) => said.map(|said| said.id),
    };
    let rows = store::read(cell).await?;
    let rows = rows.map(|rows| rows.id);
    let why = match (&said, &rows) {
        (Some(said), Some(rows)) if said == rows => {
            // Another node may have adopted both.
            *attached.id.lock() = Some(said.clone());
            None
        }
        (said, rows) => Some(told(said.as_deref(), rows.as_deref())),
    };
    attached.note(&cell.region, why.as_deref());
    Ok(why)
}

/// In words, what bytes and rows say.
fn told(bytes: Option<&str>, rows: Option<&str>) -> String {
    match (bytes, rows) {
        (Some(bytes), Some(rows)) => {
            let (bytes, rows) = (bytes.to_owned(), rows.to_owned());
            let mismatch = Mismatch::Another { bytes, rows };
            format!(
                "{mismatch}: is the right disk mounted, and do all nodes of the database share one folder?"
            )
        }
        (None, _) => "is their disk mounted?".to_owned(),
        (Some(_), None) => "the database does not say any more which store it belongs to".to_owned(),
    }
}

/// Attaches a Region that could not be attached when it was opened, for want of space.
pub(super) async fn attach_late(cell: &Cell) -> Result<(), Unavailable> {
    let is_attached = cell.extensions.get::<Attached>().id.lock().is_some();
    if let Some(later) = cell.extensions.find::<Later>().filter(|_| !is_attached) {
        attach_now(cell, later.0.as_deref(), (&later.1, &later.2)).await?;
    }
    Ok(())
}

/// Why the store was not there when it was looked for last.
pub fn why_gone(cell: &Cell) -> Option<String> {
    let attached = cell.extensions.find::<Attached>()?;
    attached.gone.lock().clone()
}

impl Attached {
    /// Remembers, and logs, whether the store is there.
    fn note(&self, region: &Region, why: Option<&str>) {
        let mut gone = self.gone.lock();
        match (why, gone.as_deref()) {
            (Some(why), None) => {
                tracing::error!(%region, "the bytes are not there any more: {why}");
            }
            (None, Some(_)) => tracing::info!(%region, "the bytes are there again"),
            _ => {}
        }
        *gone = why.map(str::to_owned);
    }
}
