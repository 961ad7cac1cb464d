//! The table of what a node does by itself, and the supervisor that does it. Each job is in the room whose rows it works on.

use std::collections::BTreeSet;
use std::sync::Arc;

use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use wharf_aws::Region;
use wharf_job::{Environment, Opened, Registered, Source, Supervisor};
pub use wharf_job::{Id, Row, State, task};

use wharf_kernel::work::Work;
use wharf_kernel::{Cell, Node, Unavailable};
use wharf_registry::collection::Collection;
use wharf_registry::ecr::delete_repository::RepositoryRemoval;
use wharf_registry::ecr::deleted_image::DeletedImageExpiry;
use wharf_registry::ecr::image::ImageActivation;
use wharf_registry::ecr::layer_upload::UploadExpiry;
use wharf_registry::ecr::lifecycle::job::LifecycleTurn;
use wharf_registry::ecr::lifecycle::preview::PreviewMaking;
use wharf_registry::events::{Delivery, EventExpiry, Posting};
use wharf_registry::usage::Measuring;

/// Rows of one page.
const PAGE: i64 = 500;

/// Every job.
fn all() -> Vec<Registered<Work>> {
    vec![
        Registered::of::<Delivery>(),
        Registered::of::<LifecycleTurn>(),
        Registered::of::<PreviewMaking>(),
        Registered::of::<ImageActivation>(),
        Registered::of::<RepositoryRemoval>(),
        Registered::of::<UploadExpiry>(),
        Registered::of::<DeletedImageExpiry>(),
        Registered::of::<EventExpiry>(),
        Registered::of::<Measuring>(),
        Registered::of::<Collection>(),
    ]
}

/// The supervisor of a node's jobs: those that the node can do.
pub fn supervisor(node: &Arc<Node>) -> Arc<Supervisor<Work>> {
    let can_post = node.extensions.find::<Posting>().is_some();
    let jobs = all().into_iter();
    let jobs = jobs.filter(|job| can_post || job.name() != Registered::<Work>::of::<Delivery>().name());
    let (clock, entropy) = (node.clock.clone(), node.entropy.clone());
    let environment = Environment {
        clock: Arc::new(move || clock.now().micros()),
        random: Arc::new(move || u64::from_le_bytes(entropy.bytes())),
    };
    let regions = Arc::new(Regions(Arc::clone(node)));
    Supervisor::new(regions, jobs.collect(), environment, node.jobs.clone())
}

/// Does everything that is due, and what becomes due by that.
///
/// # Errors
/// A store fails.
pub async fn drain(node: &Arc<Node>) -> Result<(), String> {
    supervisor(node).drain().await
}

/// The Regions that are served and have a store, or are open.
struct Regions(Arc<Node>);

impl Source<Work> for Regions {
    fn regions(&self) -> BoxFuture<'_, Result<Vec<String>, String>> {
        async {
            let node = &self.0;
            let mut regions: BTreeSet<Region> = BTreeSet::new();
            if let Some(list) = &node.list_regions {
                let listed = list().await.map_err(|error| error.to_string())?;
                regions.extend(listed.into_iter().filter(|region| node.serves(region)));
            }
            regions.extend(node.open_cells().iter().map(|cell| cell.region.clone()));
            Ok(regions.iter().map(Region::to_string).collect())
        }
        .boxed()
    }

    fn open(&self, region: String) -> BoxFuture<'_, Result<Opened<Work>, String>> {
        async move {
            let name: Region = region.parse().map_err(|_| format!("{region} is no Region"))?;
            let cell = self.0.cell(&name).await.map_err(|error| error.to_string())?;
            Ok(Opened {
                database: cell.database.clone(),
                context: Work {
                    node: Arc::clone(&self.0),
                    cell,
                },
            })
        }
        .boxed()
    }
}

/// The Regions of a database that have work, whenever it is due.
pub async fn regions(database: &wharf_sql::Database) -> Result<Vec<Region>, Unavailable> {
    let names = wharf_job::regions(database).await?;
    Ok(names.iter().filter_map(|name| name.parse().ok()).collect())
}

/// The names of all jobs.
pub fn names() -> Vec<&'static str> {
    all().iter().map(Registered::name).collect()
}

/// The rows of a Region, those first that people look for first; only those of a job, or in a state, if one is given.
pub async fn list(cell: &Cell, job: Option<&str>, state: Option<State>) -> Result<Vec<Row>, Unavailable> {
    let mut found: Vec<Row> = Vec::new();
    for of in State::ALL
        .into_iter()
        .filter(|of| state.is_none_or(|state| state == *of))
    {
        let mut place = [job.unwrap_or_default().to_owned(), String::new(), String::new()];
        loop {
            let from = (place[0].as_str(), place[1].as_str(), place[2].as_str());
            let page = wharf_job::list(&cell.database, cell.region.as_str(), of, from, PAGE).await?;
            let Some(last) = page.last() else { break };
            let id = &last.id;
            // The next key after it: none has a control character.
            let next = format!("{}\u{1}", id.key);
            place = [id.job.clone(), id.scope.first().to_owned(), next];
            let count = page.len();
            let wanted = |row: &Row| job.is_none_or(|job| row.id.job == job);
            let before = found.len();
            found.extend(page.into_iter().filter(wanted));
            // The jobs behind it are not asked for.
            if found.len() - before < count {
                break;
            }
        }
    }
    Ok(found)
}

/// One row.
pub async fn find(cell: &Cell, id: &Id) -> Result<Option<Row>, Unavailable> {
    Ok(wharf_job::find(&cell.database, id).await?)
}

/// Makes a row due now, with all its attempts; `false` when it is not there, or its step is under way.
pub async fn retry(cell: &Cell, id: &Id, now: wharf_aws::Timestamp) -> Result<bool, Unavailable> {
    let (id, now) = (id.clone(), now.micros());
    let retry = move |transaction: &mut wharf_sql::Transaction<'_>| wharf_job::retry(transaction, &id, now);
    Ok(cell
        .database
        .transaction::<_, wharf_sql::Error, _>("job.retry", retry)
        .await?)
}

/// Gives a row up: it is not due until it is retried, and a step that is under way writes nothing more. `false` when it is not
/// there.
pub async fn cancel(cell: &Cell, id: &Id) -> Result<bool, Unavailable> {
    let id = id.clone();
    let cancel = move |transaction: &mut wharf_sql::Transaction<'_>| {
        let there = wharf_job::cancel(transaction, &id)?;
        if let Some(job) = all().iter().find(|job| there && job.name() == id.job) {
            job.given_up(transaction, &id)?;
        }
        Ok(there)
    };
    Ok(cell
        .database
        .transaction::<_, wharf_sql::Error, _>("job.cancel", cancel)
        .await?)
}
