//! The read connections: a few slots, each opened when first needed.
//!
//! The first slot serves point reads only, so that long reads can never keep one waiting.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use parking_lot::{Mutex, MutexGuard};
use tokio::sync::Semaphore;

use super::access::{Access, Role};
use super::connection::Connection;
use super::options::SqliteOptions;
use super::shared::Shared;
use crate::Error;

/// How long a point read waits, on its own thread, for the point reads before it. They take microseconds.
const BRIEFLY: Duration = Duration::from_millis(1);

type Slot = Mutex<Option<Connection>>;

pub(super) struct Readers {
    slots: Vec<Slot>,
    /// One permit for each slot that long reads may use; closed when the database is.
    long: Arc<Semaphore>,
    path: PathBuf,
    access: Access,
    options: SqliteOptions,
    shared: Arc<Shared>,
}

impl Readers {
    pub(super) fn new(
        (path, access): (PathBuf, Access),
        options: SqliteOptions,
        shared: Arc<Shared>,
    ) -> Result<Self, Error> {
        let count = options.readers.max(2);
        let readers = Self {
            slots: (0..count).map(|_| Mutex::new(None)).collect(),
            long: Arc::new(Semaphore::new(count - 1)),
            path,
            access,
            options,
            shared,
        };
        *readers.slots[0].lock() = Some(readers.open()?);
        Ok(readers)
    }

    /// Runs a short read on the calling thread, or gives `None` when no open connection is free right now.
    pub(super) fn inline<T>(&self, run: impl FnOnce(&Connection) -> T) -> Option<T> {
        if self.long.is_closed() {
            return None;
        }
        let free = self
            .slots
            .iter()
            .find_map(|slot| slot.try_lock().filter(|guard| guard.is_some()));
        let guard = free.or_else(|| self.slots[0].try_lock_for(BRIEFLY))?;
        guard.as_ref().map(run)
    }

    /// Runs a read of any length on a thread that may block.
    pub(super) async fn blocking<T: Send + 'static>(
        self: Arc<Self>,
        run: impl FnOnce(&mut Connection) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        let permit = Arc::clone(&self.long).acquire_owned().await;
        let permit = permit.map_err(|_| Error::Closed)?;
        let work = tokio::task::spawn_blocking(move || {
            // As long as the read runs, even when the caller goes away.
            let _permit = permit;
            let mut guard = self.free();
            let mut connection = match guard.take() {
                // One that was left inside a transaction is thrown away.
                Some(connection) if connection.is_idle() => connection,
                _ => self.open()?,
            };
            // Taken out meanwhile, so that a panic drops it.
            let read = run(&mut connection);
            *guard = Some(connection);
            read
        });
        work.await.unwrap_or(Err(Error::Panicked))
    }

    /// Waits for running reads and closes the connections.
    pub(super) async fn close(self: Arc<Self>) {
        if let Ok(all) = u32::try_from(self.slots.len() - 1)
            && let Ok(permits) = self.long.acquire_many(all).await
        {
            permits.forget();
        }
        self.long.close();
        // The last connection that goes writes the log back into the file, which takes as long as the disk does.
        let closing =
            tokio::task::spawn_blocking(move || self.slots.iter().for_each(|slot| drop(slot.lock().take())));
        let _ = closing.await;
    }

    /// A slot that is free for a long read: a permit is held, so at most point reads are in the way.
    fn free(&self) -> MutexGuard<'_, Option<Connection>> {
        let long = &self.slots[1..];
        let open = || {
            long.iter()
                .find_map(|slot| slot.try_lock().filter(|guard| guard.is_some()))
        };
        let any = || long.iter().find_map(Mutex::try_lock);
        open()
            .or_else(any)
            .unwrap_or_else(|| self.slots[self.slots.len() - 1].lock())
    }

    pub(super) fn open(&self) -> Result<Connection, Error> {
        let role = (Role::Reader, self.access);
        Connection::open(&self.path, role, &self.options, Arc::clone(&self.shared))
    }
}
