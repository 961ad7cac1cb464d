//! The stores behind a node: the identity database, and each Region's database and bytes.

mod ground;

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, bail};
use futures_util::future::join_all;
use tokio::sync::OnceCell;
use wharf_aws::Region;
use wharf_blob::fs::FileStore;
use wharf_blob::{Intake, SharedThreads};
use wharf_node::store_identity::Unmade;
use wharf_node::{
    Cell, CellError, Clock, HasStore, ListRegions, Node, OpenCell, Unavailable, ecr, iam, jobs,
};
use wharf_sql::{Database, Migration, PostgresOptions, SqliteOptions};

use self::ground::Ground;
use crate::config::Place;
use crate::files;
use crate::folder::Folder;
use crate::node_file::{NodeFile, without_password};

/// A Region's database in its folder.
const REGISTRY: &str = "registry.db";

/// One PostgreSQL database holds both planes, each in its schema: their migrations are counted separately.
const SCHEMAS: &[Migration] = &[Migration {
    version: 1,
    name: "schemas",
    text: "CREATE SCHEMA wharf_identity; CREATE SCHEMA wharf_registry",
}];

/// Opens the identity database, and makes it if it is missing.
pub(crate) async fn identity(place: &Place, folder: &Folder) -> anyhow::Result<Database> {
    if let Some(url) = &place.database {
        let options = PostgresOptions::default();
        let schemas = Database::postgres(url, SCHEMAS, &options).await;
        schemas.context("the database cannot be used")?.close().await;
        let identity = postgres(url, "wharf_identity", iam::MIGRATIONS).await;
        return identity.context("the identity schema cannot be used");
    }
    let path = folder.identity_database();
    let has_registry = |region: &Region| folder.region(region).join(REGISTRY).exists();
    // Only where it is missing: the disk of a Region may hang, and the others are served all the same.
    if !path.try_exists()? && folder.regions()?.iter().any(has_registry) {
        bail!(
            "{} is missing, and there are registries beside it: it has their accounts and keys. Put it back, from a copy if need be; \
             to begin without it, move {} and {} away first: the next start makes an account, and a Region that was put back is taken \
             for it with `wharf adopt`",
            path.display(),
            folder.path().join("regions").display(),
            folder.path().join("made").display()
        );
    }
    // Few rows, read by key and cached above: the default page cache would be memory for nothing.
    let options = SqliteOptions {
        cache_kib: 512,
        ..SqliteOptions::default()
    };
    let open = move || Database::sqlite(&path, iam::MIGRATIONS, &options);
    let opened = tokio::task::spawn_blocking(open).await?;
    opened.with_context(|| format!("{} cannot be used", folder.identity_database().display()))
}

/// Refuses to take SQLite files for what was served from a database.
pub(crate) fn has_its_database(place: &Place, folder: &Folder) -> anyhow::Result<()> {
    let node = NodeFile::read(folder).ok();
    match node.and_then(|node| node.database) {
        Some(database) if place.database.is_none() => bail!(
            "what was served from {} is in the database {database}: name it, with its password, by --database or \
             WHARF_DATABASE. For SQLite take another folder; or, where this one has SQLite files and the database was only tried, \
             remove {}",
            folder.path().display(),
            folder.node_file().display()
        ),
        _ => Ok(()),
    }
}

/// Refuses a place that was never served.
pub(crate) fn was_served(place: &Place, folder: &Folder) -> anyhow::Result<()> {
    has_its_database(place, folder)?;
    let file = folder.identity_database();
    let is_there = file.try_exists().with_context(|| {
        format!(
            "{} cannot be opened: run this command as root or as the owner of the folder",
            folder.path().display()
        )
    })?;
    if place.database.is_none() && !is_there {
        let hint = folder
            .nearest()
            .map_or_else(String::new, |near| format!("; did you mean {}?", near.display()));
        bail!(
            "there is no registry in {}: start `wharf serve{}` once, which makes it, or name the right folder with --data{hint}",
            folder.path().display(),
            folder.flag()
        );
    }
    Ok(())
}

/// Refuses to make a folder for a node that is to change nothing.
pub(crate) fn is_there_to_read(place: &Place, folder: &Folder) -> anyhow::Result<()> {
    let is_there = match place.database {
        Some(_) => folder.path().is_dir(),
        None => folder.identity_database().try_exists().unwrap_or(true),
    };
    match is_there {
        true => Ok(()),
        false => bail!(
            "there is no registry in {}, and a node that is read only makes none: start it once without --read-only, or name the \
             right folder with --data",
            folder.path().display()
        ),
    }
}

/// How a Region's store is opened, which Regions have one, and whether one has.
pub(crate) fn regions(
    place: &Place,
    folder: &Folder,
    (identity, clock): (&Database, &Clock),
    (intake, missing): (&Intake, Missing),
) -> Regions {
    let shared = place.database.as_ref().map(|url| {
        Arc::new(Shared {
            url: url.clone(),
            identity: identity.clone(),
            registry: OnceCell::new(),
        })
    });
    let threads = SharedThreads::default();
    let open = |missing| open(folder, shared.clone(), missing, (intake, &threads, clock));
    Regions {
        open: open(missing),
        open_unattached: open(Missing::Adopted),
        open_anew: open(Missing::Anew),
        list: list(folder, shared),
        has_store: has_store(place, folder),
    }
}

/// The ways to the Regions' stores.
pub(crate) struct Regions {
    pub(crate) open: OpenCell,
    /// Also when its bytes do not belong to its database.
    pub(crate) open_unattached: OpenCell,
    /// Also when nothing of it is there any more.
    pub(crate) open_anew: OpenCell,
    pub(crate) list: ListRegions,
    pub(crate) has_store: HasStore,
}

/// What becomes of a Region of which something is missing.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Missing {
    /// It is made, if it is new.
    Made,
    /// Nothing is made: a new one has nothing.
    LeftOut,
    /// It is made as it is wanted, by an operator, who takes what is there for the whole.
    Adopted,
    /// The same, also where nothing is there of what was made before: it is lost.
    Anew,
}

/// The pool of connections that Regions share on PostgreSQL, opened when first needed: rows are told apart by their scope.
struct Shared {
    url: String,
    identity: Database,
    registry: OnceCell<Database>,
}

impl Shared {
    async fn registry(&self) -> Result<&Database, Unavailable> {
        let open = || async {
            // The same server: if it does not answer, those who wait here would find that out one after the other.
            if !self.identity.is_ready().await {
                return Err(Unavailable::Outage("the database does not answer".to_owned()));
            }
            Ok(postgres(&self.url, "wharf_registry", ecr::MIGRATIONS).await?)
        };
        self.registry.get_or_try_init(open).await
    }
}

/// Refuses to go on when the bytes of a Region do not belong to its database. Regions that do not open for another reason are
/// tried again when they are needed.
pub(crate) async fn belong_together(node: &Node, place: &Place, folder: &Folder) -> anyhow::Result<()> {
    let mut regions: BTreeSet<Region> = folder.regions()?.into_iter().collect();
    regions.extend(folder.made()?);
    if let Some(list) = &node.list_regions {
        regions.extend(list().await.unwrap_or_default());
    }
    let main = &node.settings.default_registry.1;
    // Whether a Region is served, and why not where that is a reason to serve nothing.
    let (mut any, mut refusal) = (false, None);
    let served = || regions.iter().filter(|region| node.serves(region));
    // Side by side: disks that hang cost one wait.
    let opened = join_all(served().map(|region| node.cell(region))).await;
    for (region, opened) in served().zip(opened) {
        let (bytes, flag) = (folder.region(region), folder.flag());
        let (database, of_database, url) = match &place.database {
            Some(url) => (
                without_password(url),
                " --database \"$WHARF_DATABASE\"",
                ", with the URL of the database, and its password, in WHARF_DATABASE",
            ),
            None => (bytes.join(REGISTRY).display().to_string(), "", ""),
        };
        match opened {
            Err(CellError::Unavailable(Unavailable::Mismatch(why))) => bail!(
                "the bytes in {} do not belong to {database}, and nothing was erased: {} Put the one back that is missing, from \
                 a copy if need be. Or, on purpose{url}:\n  \
                 wharf adopt --region {region}{flag}{of_database}                   # these bytes are those of this database\n  \
                 wharf adopt --region {region} --without-bytes{flag}{of_database}   # the bytes of this database are lost for good",
                bytes.display(),
                sentence(&why)
            ),
            Err(CellError::Unavailable(Unavailable::Closed(why))) => {
                tracing::error!(%region, "the Region is not served, and nothing was erased: {why}");
                if !bytes.join("store.json").exists() {
                    refusal.get_or_insert(format!("nothing was erased: {why}"));
                }
            }
            Err(CellError::Unavailable(Unavailable::Damaged(why))) => {
                let text = format!("{database} cannot be used, and nothing was changed: {why}");
                tracing::error!(%region, "{text}");
                if region == main {
                    refusal = Some(text);
                }
            }
            opened => any |= opened.is_ok(),
        }
    }
    // The other Regions are served, where there are some.
    match refusal {
        Some(text) if !any => bail!(text),
        _ => Ok(()),
    }
}

/// A text with a stop at its end.
fn sentence(text: &str) -> String {
    match text.ends_with(['?', '.', '!']) {
        true => text.to_owned(),
        false => format!("{text}."),
    }
}

/// On a disk the Regions that have a database, or had one. On PostgreSQL all of them: they share one, which is there.
fn has_store(place: &Place, folder: &Folder) -> HasStore {
    let (is_shared, folder) = (place.database.is_some(), folder.clone());
    Arc::new(move |region| {
        let file = folder.region(&region).join(REGISTRY);
        let folder = folder.clone();
        Box::pin(async move {
            if is_shared {
                return Ok(true);
            }
            let unread = |error: std::io::Error| Unavailable::Internal(error.to_string());
            // The mark first, for it is on the disk of the data folder: that of a Region may hang.
            blocking(move || Ok(folder.was_made(&region) || file.try_exists().map_err(unread)?)).await
        })
    })
}

/// On PostgreSQL the Regions that have work or a store, on a disk those that have a folder.
fn list(folder: &Folder, shared: Option<Arc<Shared>>) -> ListRegions {
    let folder = folder.clone();
    Arc::new(move || {
        let (folder, shared) = (folder.clone(), shared.clone());
        Box::pin(async move {
            let Some(shared) = shared else {
                let unread = |error: std::io::Error| Unavailable::Internal(error.to_string());
                return blocking(move || folder.regions().map_err(unread)).await;
            };
            jobs::regions(shared.registry().await?).await
        })
    })
}

fn open(
    folder: &Folder,
    shared: Option<Arc<Shared>>,
    missing: Missing,
    (intake, threads, clock): (&Intake, &SharedThreads, &Clock),
) -> OpenCell {
    let (folder, intake, threads, clock) = (folder.clone(), intake.clone(), threads.clone(), clock.clone());
    Arc::new(move |region| {
        let (shared, folder, intake) = (shared.clone(), folder.clone(), intake.clone());
        let (threads, clock) = (threads.clone(), clock.clone());
        let root = folder.region(&region);
        Box::pin(async move {
            let rows = match &shared {
                Some(shared) => Some(shared.registry().await?.clone()),
                None => None,
            };
            let ground = Ground::look(&folder, &region, rows.as_ref(), missing).await?;
            if ground == Ground::New && missing == Missing::LeftOut {
                let bytes = FileStore::as_it_is(&root, intake, &threads);
                let (database, unmade) = match rows {
                    Some(rows) => (rows, Unmade::default()),
                    None => blocking(ground::empty).await?,
                };
                let cell = Cell::new(region, database, Arc::new(bytes), clock);
                cell.extensions.set(unmade);
                return Ok(cell);
            }
            let made = root.clone();
            let bytes = blocking(move || open_files(&made, intake, &threads)).await?;
            let (name, file) = (region.clone(), root.join(REGISTRY));
            let database = blocking(move || {
                let database = match rows {
                    Some(rows) => rows,
                    None => Database::sqlite(&file, ecr::MIGRATIONS, &SqliteOptions::default())?,
                };
                if matches!(missing, Missing::Adopted | Missing::Anew) && database.is_file() {
                    files::give_to_owner(&file);
                }
                if missing != Missing::LeftOut {
                    folder.note_made(&name);
                }
                Ok(database)
            });
            Ok(Cell::new(region, database.await?, Arc::new(bytes), clock))
        })
    })
}

fn open_files(root: &Path, intake: Intake, threads: &SharedThreads) -> Result<FileStore, Unavailable> {
    files::make_folder(root).map_err(|error| match error.kind() {
        std::io::ErrorKind::ReadOnlyFilesystem => Unavailable::ReadOnly,
        _ => wharf_blob::Error::io("make the folder of the Region", error).into(),
    })?;
    Ok(FileStore::open_among(root, intake, threads)?)
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Unavailable> + Send + 'static,
) -> Result<T, Unavailable> {
    let done = tokio::task::spawn_blocking(work).await;
    done.unwrap_or_else(|error| Err(Unavailable::Internal(error.to_string())))
}

async fn postgres(
    url: &str,
    schema: &str,
    migrations: &'static [Migration],
) -> Result<Database, wharf_sql::Error> {
    let separator = if url.contains('?') { '&' } else { '?' };
    let url = format!("{url}{separator}options=-c%20search_path%3D{schema}");
    Database::postgres(&url, migrations, &PostgresOptions::default()).await
}
