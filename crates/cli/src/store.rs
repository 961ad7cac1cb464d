//! The stores behind a node: the identity database, and each Region's database and bytes.

use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, bail};
use tokio::sync::OnceCell;
use wharf_blob::fs::FileStore;
use wharf_node::{Cell, HasStore, ListRegions, OpenCell, Unavailable, ecr, iam, jobs};
use wharf_sql::{Database, Migration, PostgresOptions, SqliteOptions};

use crate::config::Place;
use crate::files;
use crate::folder::Folder;
use crate::node_file::NodeFile;

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
        bail!(
            "there is no registry in {}: start `wharf serve{}` once, which makes it, or name the right folder with --data",
            folder.path().display(),
            folder.flag()
        );
    }
    Ok(())
}

/// How a Region's store is opened, which Regions have one, and whether one has.
pub(crate) fn regions(place: &Place, folder: &Folder) -> (OpenCell, ListRegions, HasStore) {
    // Regions share one pool of connections: rows are told apart by their scope.
    let shared: Arc<OnceCell<Database>> = Arc::default();
    let list = list(place, folder, Arc::clone(&shared));
    (open(place, folder, shared), list, has_store(place, folder))
}

/// On a disk the Regions that have a database. On PostgreSQL all of them: they share one, which is there.
fn has_store(place: &Place, folder: &Folder) -> HasStore {
    let (is_shared, folder) = (place.database.is_some(), folder.clone());
    Arc::new(move |region| {
        let file = folder.region(&region).join(REGISTRY);
        Box::pin(async move {
            if is_shared {
                return Ok(true);
            }
            let unread = |error: std::io::Error| Unavailable::Internal(error.to_string());
            blocking(move || file.try_exists().map_err(unread)).await
        })
    })
}

/// On PostgreSQL the Regions that have work, on a disk those that have a folder.
fn list(place: &Place, folder: &Folder, shared: Arc<OnceCell<Database>>) -> ListRegions {
    let (url, folder) = (place.database.clone(), folder.clone());
    Arc::new(move || {
        let (url, folder, shared) = (url.clone(), folder.clone(), Arc::clone(&shared));
        Box::pin(async move {
            let Some(url) = url else {
                let unread = |error: std::io::Error| Unavailable::Internal(error.to_string());
                return blocking(move || folder.regions().map_err(unread)).await;
            };
            let database = shared
                .get_or_try_init(|| postgres(&url, "wharf_registry", ecr::MIGRATIONS))
                .await?;
            jobs::regions(database).await
        })
    })
}

fn open(place: &Place, folder: &Folder, shared: Arc<OnceCell<Database>>) -> OpenCell {
    let (database, folder) = (place.database.clone(), folder.clone());
    Arc::new(move |region| {
        let (url, shared, root) = (database.clone(), Arc::clone(&shared), folder.region(&region));
        Box::pin(async move {
            let made = root.clone();
            let bytes = blocking(move || open_files(&made)).await?;
            let database = match url {
                Some(url) => shared
                    .get_or_try_init(|| postgres(&url, "wharf_registry", ecr::MIGRATIONS))
                    .await?
                    .clone(),
                None => {
                    blocking(move || {
                        let options = SqliteOptions::default();
                        Ok(Database::sqlite(&root.join(REGISTRY), ecr::MIGRATIONS, &options)?)
                    })
                    .await?
                }
            };
            tracing::info!(%region, engine = database.engine(), "Region opened");
            Ok(Cell::new(region, database, Arc::new(bytes)))
        })
    })
}

fn open_files(root: &Path) -> Result<FileStore, Unavailable> {
    files::make_folder(root).map_err(|error| match error.kind() {
        std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => Unavailable::Full,
        _ => Unavailable::Internal(format!("{} cannot be made: {error}", root.display())),
    })?;
    Ok(FileStore::open(root)?)
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
