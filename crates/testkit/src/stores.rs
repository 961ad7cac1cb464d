//! The stores behind a kit's node, with the ways to make them fail.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use parking_lot::Mutex;
use wharf_aws::Region;
use wharf_blob::Store;
use wharf_blob::faulty::FaultyStore;
use wharf_blob::fs::FileStore;
use wharf_blob::memory::MemoryStore;
use wharf_node::{Cell, Clock, OpenCell, Unavailable, ecr, iam};
use wharf_sql::testing::TestDatabase;
use wharf_sql::{Database, SqliteOptions, Synchronous};

/// Where metadata is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Engine {
    /// In SQLite files of the kit's folder.
    #[default]
    Sqlite,
    /// In PostgreSQL databases of the kit's own.
    Postgres,
}

/// Where bytes are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Storage {
    /// In files of the kit's folder.
    #[default]
    Files,
    /// In memory, gone when the kit ends.
    Memory,
    /// The same, and clients are sent to this address, with the digest behind it.
    Elsewhere(String),
}

/// A Region's bytes, which a test can break.
#[derive(Clone)]
pub struct Faults {
    /// Scripts faults by call.
    pub store: Arc<FaultyStore>,
    /// The files, where bytes are in files.
    files: Option<FileStore>,
}

impl Faults {
    /// Pretends that the disk has room for so many bytes more.
    pub fn pretend_room(&self, bytes: u64) {
        self.files.as_ref().expect("bytes in files").pretend_room(bytes);
    }
}

/// What survives a restart: the folder, and PostgreSQL's databases.
pub(crate) struct Stores {
    folder: PathBuf,
    engine: Engine,
    storage: Storage,
    databases: Mutex<HashMap<String, Arc<TestDatabase>>>,
    faults: Mutex<HashMap<Region, Faults>>,
}

impl Stores {
    pub(crate) fn new(folder: &Path, engine: Engine, storage: Storage) -> Arc<Stores> {
        Arc::new(Stores {
            folder: folder.to_owned(),
            engine,
            storage,
            databases: Mutex::default(),
            faults: Mutex::default(),
        })
    }

    /// The identity database.
    pub(crate) async fn identity(&self) -> Database {
        self.database("identity", iam::MIGRATIONS).await
    }

    /// The faults of a Region that was used.
    pub(crate) fn faults(&self, region: &Region) -> Faults {
        self.faults
            .lock()
            .get(region)
            .expect("the Region was used")
            .clone()
    }

    /// Opens Regions, each in a folder of its own.
    pub(crate) fn cells(self: &Arc<Stores>, clock: &Clock) -> OpenCell {
        let (stores, clock) = (Arc::clone(self), clock.clone());
        Arc::new(move |region| {
            let (stores, clock) = (Arc::clone(&stores), clock.clone());
            Box::pin(async move { stores.cell(region, clock).await })
        })
    }

    async fn cell(&self, region: Region, clock: Clock) -> Result<Cell, Unavailable> {
        let folder = self.folder.join(region.as_str());
        let mut files = None;
        let bytes: Arc<dyn Store> = match &self.storage {
            Storage::Files => {
                let opened = FileStore::open(&folder).expect("a folder for bytes");
                Arc::new(files.insert(opened).clone())
            }
            Storage::Memory => Arc::new(MemoryStore::new()),
            Storage::Elsewhere(url) => Arc::new(MemoryStore::redirecting(url)),
        };
        let store = Arc::new(FaultyStore::new(bytes));
        let faults = Faults {
            store: Arc::clone(&store),
            files,
        };
        self.faults.lock().insert(region.clone(), faults);
        let database = self.database(region.as_str(), ecr::MIGRATIONS).await;
        Ok(Cell::new(region, database, store, clock))
    }

    async fn database(&self, name: &str, migrations: &'static [wharf_sql::Migration]) -> Database {
        if self.engine == Engine::Sqlite {
            let path = self.folder.join(format!("{name}.sqlite"));
            // Power loss is not what these tests are about, and syncing is what would make them slow.
            let options = SqliteOptions {
                synchronous: Synchronous::Normal,
                ..SqliteOptions::default()
            };
            return Database::sqlite(&path, migrations, &options).expect("a database");
        }
        let made = self.databases.lock().get(name).cloned();
        match made {
            Some(database) => database.reopen().await,
            None => {
                let database = Arc::new(wharf_sql::testing::postgres(migrations).await);
                self.databases
                    .lock()
                    .insert(name.to_owned(), Arc::clone(&database));
                database.handle()
            }
        }
    }
}
