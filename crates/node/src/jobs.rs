//! The table of what a node does by itself, and the supervisor that does it. Each job is in the room whose rows it works on.

mod by_age;
pub mod operations;
mod table;

use std::collections::BTreeSet;
use std::sync::Arc;

use by_age::ByAge;
use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
pub(crate) use table::ROWS;
use wharf_aws::wharf::JobHealth;
use wharf_aws::{Region, Timestamp};
use wharf_job::{Admission, Cancelled, Environment, Opened, Permit, Registered, Source, Supervisor};
pub use wharf_job::{Id, Row, State, task};

use wharf_kernel::space::{Closed, Room};
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
use wharf_registry::store_identity;
use wharf_registry::usage::{Measuring, UsageExpiry};
use wharf_registry::verification::Verification;

/// Every job.
fn all() -> Vec<Registered<Work>> {
    vec![
        Registered::of::<Delivery>(),
        Registered::of::<ByAge<LifecycleTurn>>(),
        Registered::of::<PreviewMaking>(),
        Registered::of::<ImageActivation>(),
        Registered::of::<RepositoryRemoval>(),
        Registered::of::<ByAge<UploadExpiry>>(),
        Registered::of::<ByAge<DeletedImageExpiry>>(),
        Registered::of::<ByAge<EventExpiry>>(),
        Registered::of::<Measuring>(),
        Registered::of::<ByAge<UsageExpiry>>(),
        Registered::of::<ByAge<Collection>>(),
        Registered::of::<Verification>(),
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
        admission: Arc::new(Space(Arc::clone(&node.space))),
    };
    let regions = Arc::new(Regions(Arc::clone(node)));
    Supervisor::new(regions, jobs.collect(), environment, node.jobs.clone())
}

/// Without space only those steps begin that free some.
struct Space(Arc<wharf_kernel::space::Space>);

impl Admission for Space {
    fn admit(&self, frees: bool) -> BoxFuture<'_, Option<Permit>> {
        let room = match frees {
            true => Room::Frees,
            false => Room::More,
        };
        async move { Some(Box::new(self.0.admit(room).await.ok()?) as Permit) }.boxed()
    }
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
            let regions = with_store(node).await.map_err(|error| error.to_string())?;
            let served = regions.iter().filter(|region| node.serves(region));
            Ok(served.map(Region::to_string).collect())
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

/// The Regions that have a store, or are open, whether they are served or not.
async fn with_store(node: &Node) -> Result<BTreeSet<Region>, Unavailable> {
    let listed = match &node.list_regions {
        Some(list) => list().await?,
        None => Vec::new(),
    };
    let open = node.open_cells();
    let open = open.iter().map(|cell| cell.region.clone());
    Ok(listed.into_iter().chain(open).collect())
}

/// The Regions of a database: those that have work, whenever it is due, and those that have a store, whose work may not be put yet.
pub async fn regions(database: &wharf_sql::Database) -> Result<Vec<Region>, Unavailable> {
    let of_work = wharf_job::regions(database).await?.into_iter();
    let of_stores = store_identity::regions(database).await?;
    let names: BTreeSet<String> = of_work.chain(of_stores).collect();
    Ok(names.iter().filter_map(|name| name.parse().ok()).collect())
}

/// The names of all jobs.
pub fn names() -> Vec<&'static str> {
    all().iter().map(Registered::name).collect()
}

/// Which rows of a Region are wanted.
#[derive(Clone, Copy, Debug, Default)]
pub struct Filter<'a> {
    /// Only those of a job.
    pub job: Option<&'a str>,
    /// Only those in a state.
    pub state: Option<State>,
}

/// A page of a Region's rows, those first that people look for first: by state, and in a state by job, account and key. It begins
/// after a row that was seen in a state.
pub async fn list(
    cell: &Cell,
    filter: Filter<'_>,
    after: Option<(State, &Id)>,
    most: i64,
) -> Result<Vec<Row>, Unavailable> {
    let job = filter.job.unwrap_or_default();
    let mut found: Vec<Row> = Vec::new();
    let states = State::ALL
        .into_iter()
        .filter(|of| filter.state.is_none_or(|state| state == *of));
    for of in states.skip_while(|of| after.is_some_and(|(state, _)| state != *of)) {
        let left = most - i64::try_from(found.len()).unwrap_or(most);
        if left <= 0 {
            break;
        }
        // The next key after it: none has a control character.
        let begin = match after {
            Some((state, id)) if state == of => {
                (id.job.as_str(), id.scope.first(), format!("{}\u{1}", id.key))
            }
            _ => (job, "", String::new()),
        };
        let from = (begin.0, begin.1, begin.2.as_str());
        let page = wharf_job::list(&cell.database, cell.region.as_str(), of, from, left).await?;
        let is_wanted = |row: &Row| filter.job.is_none_or(|job| row.id.job == job);
        found.extend(page.into_iter().take_while(is_wanted));
    }
    Ok(found)
}

/// Whether steps of a job begin in the state in which the node is.
fn rests(node: &Node, job: &Registered<Work>) -> bool {
    let is_closed = |closed: Closed| !(job.frees() && closed.is_full());
    node.settings.read_only || node.space.closed().is_some_and(is_closed)
}

/// How each job of a Region stands.
async fn health(node: &Node, cell: &Cell, now: Timestamp) -> Result<Vec<JobHealth>, Unavailable> {
    let figures = wharf_job::figures(&cell.database, cell.region.as_str(), now.micros()).await?;
    let health = |job: Registered<Work>| JobHealth {
        name: job.name().to_owned(),
        is_recurring: job.is_recurring(),
        is_resting: Some(rests(node, &job)),
        due_since: figures.due_since(job.name()).map(Timestamp::from_micros),
        running: figures.count(job.name(), State::Running),
        failed: figures.count(job.name(), State::Failed),
        dead: figures.count(job.name(), State::Dead),
        cancelled: figures.count(job.name(), State::Cancelled),
    };
    Ok(all().into_iter().map(health).collect())
}

/// One row.
pub async fn find(cell: &Cell, id: &Id) -> Result<Option<Row>, Unavailable> {
    Ok(wharf_job::find(&cell.database, id).await?)
}

/// Makes a row due now, with all its attempts; `false` when it is not there, or its step is under way.
pub async fn retry(cell: &Cell, id: &Id, now: Timestamp) -> Result<bool, Unavailable> {
    let (id, now) = (id.clone(), now.micros());
    let retry = move |transaction: &mut wharf_sql::Transaction<'_>| wharf_job::retry(transaction, &id, now);
    Ok(cell
        .database
        .transaction::<_, wharf_sql::Error, _>("job.retry", retry)
        .await?)
}

/// Gives a row up, unless that was done before: it is not due until it is retried, and a step that is under way writes nothing
/// more. `false` when it is not there.
pub async fn cancel(cell: &Cell, id: &Id) -> Result<bool, Unavailable> {
    let id = id.clone();
    let cancel = move |transaction: &mut wharf_sql::Transaction<'_>| {
        let cancelled = wharf_job::cancel(transaction, &id)?;
        let is_given_up = cancelled == Cancelled::Now;
        if let Some(job) = all().iter().find(|job| is_given_up && job.name() == id.job) {
            job.given_up(transaction, &id)?;
        }
        Ok(cancelled != Cancelled::NotThere)
    };
    Ok(cell
        .database
        .transaction::<_, wharf_sql::Error, _>("job.cancel", cancel)
        .await?)
}
