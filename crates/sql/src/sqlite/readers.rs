//! The read connections: a few slots, each opened when first needed.
//!
//! The first slot serves point reads only, so that long reads can never keep one waiting.
//!
//! A point read runs on the thread that asks, mostly a worker of the runtime, which it keeps where the disk hangs. So of all files of the
//! process together one worker less is used for them than there are: one goes on, and who finds none free asks on a thread that may block.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use parking_lot::{Mutex, MutexGuard};
use tokio::runtime::Handle;
use tokio::sync::Semaphore;

use super::access::{Access, Role};
use super::connection::Connection;
use super::options::SqliteOptions;
use super::shared::Shared;
use super::silence::{Pulse, Silence};
use crate::Error;

/// How long a point read waits, on its own thread, for the point reads before it. They take microseconds.
const BRIEFLY: Duration = Duration::from_millis(1);

/// How long a point read waits for a worker that another one keeps.
const AT_ONCE: Duration = Duration::from_micros(20);
/// How long a read may take no step: no disk that answers takes so long for the pages of one.
const PATIENCE: Duration = Duration::from_secs(5);

/// Workers that are reading, of all files of the process.
static READING: AtomicUsize = AtomicUsize::new(0);

/// A connection, while no call has it.
struct Slot {
    connection: Mutex<Option<Connection>>,
    pulse: Arc<Pulse>,
}

type Taken<'a> = (&'a Slot, MutexGuard<'a, Option<Connection>>);

impl Slot {
    fn try_take(&self) -> Option<Taken<'_>> {
        Some((self, self.connection.try_lock()?))
    }

    fn try_take_open(&self) -> Option<Taken<'_>> {
        self.try_take().filter(|(_, connection)| connection.is_some())
    }
}

/// The right to read on a worker.
struct Worker;

impl Worker {
    fn take(most: usize) -> Option<Worker> {
        let begun = Instant::now();
        loop {
            if READING.fetch_add(1, Ordering::Relaxed) < most {
                return Some(Worker);
            }
            READING.fetch_sub(1, Ordering::Relaxed);
            if begun.elapsed() >= AT_ONCE {
                return None;
            }
            std::hint::spin_loop();
        }
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        READING.fetch_sub(1, Ordering::Relaxed);
    }
}

/// How many workers of this runtime may read: one goes on, where there are several.
fn workers() -> usize {
    let all = Handle::try_current().map_or(1, |runtime| runtime.metrics().num_workers());
    match all {
        1 => usize::MAX,
        several => several - 1,
    }
}

pub(super) struct Readers {
    slots: Vec<Slot>,
    silence: Silence,
    /// How many workers may read at a time.
    workers: usize,
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
        let slot = |_| Slot {
            connection: Mutex::new(None),
            pulse: Arc::default(),
        };
        let slots: Vec<Slot> = (0..count).map(slot).collect();
        let pulses = slots.iter().map(|slot| Arc::clone(&slot.pulse)).collect();
        let readers = Self {
            silence: Silence::new(&path, "reads", PATIENCE, pulses),
            workers: workers(),
            slots,
            long: Arc::new(Semaphore::new(count - 1)),
            path,
            access,
            options,
            shared,
        };
        let first = &readers.slots[0];
        *first.connection.lock() = Some(readers.open(first)?);
        Ok(readers)
    }

    /// Runs a short read on the calling thread, or gives `None` when no open connection is free right now, or none may be used.
    pub(super) fn inline<T>(&self, run: impl FnOnce(&Connection) -> T) -> Option<T> {
        if self.long.is_closed() || self.silence.was_silent() {
            return None;
        }
        let _worker = Worker::take(self.workers)?;
        let first = &self.slots[0];
        let free = self.slots.iter().find_map(Slot::try_take_open);
        let (slot, guard) = match free {
            Some(free) => free,
            None => (first, first.connection.try_lock_for(BRIEFLY)?),
        };
        let _busy = slot.pulse.begin(&self.silence);
        guard.as_ref().map(run)
    }

    /// Runs a read on the connection that is there from the start, and on this thread, which may wait.
    pub(super) fn first<T>(&self, run: impl FnOnce(&Connection) -> Result<T, Error>) -> Result<T, Error> {
        let first = self.slots[0].connection.lock();
        first.as_ref().map_or(Err(Error::Closed), run)
    }

    /// Runs a read of any length on a thread that may block.
    pub(super) async fn blocking<T: Send + 'static>(
        self: Arc<Self>,
        run: impl FnOnce(&mut Connection) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        self.silence.check()?;
        let permit = Arc::clone(&self.long).acquire_owned();
        let permit = self.silence.while_heard(permit).await?;
        let permit = permit.map_err(|_| Error::Closed)?;
        let this = Arc::clone(&self);
        let work = tokio::task::spawn_blocking(move || {
            // As long as the read runs, even when the caller goes away.
            let _permit = permit;
            let (slot, mut guard) = this.free();
            let _busy = slot.pulse.begin(&this.silence);
            let mut connection = match guard.take() {
                // One that was left inside a transaction is thrown away.
                Some(connection) if connection.is_idle() => connection,
                _ => this.open(slot)?,
            };
            // Taken out meanwhile, so that a panic drops it.
            let read = run(&mut connection);
            *guard = Some(connection);
            read
        });
        self.silence
            .while_heard(work)
            .await?
            .unwrap_or(Err(Error::Panicked))
    }

    /// Waits for running reads and closes the connections.
    pub(super) async fn close(self: Arc<Self>) {
        if let Ok(all) = u32::try_from(self.slots.len() - 1)
            && let Ok(Ok(permits)) = self.silence.while_heard(self.long.acquire_many(all)).await
        {
            permits.forget();
        }
        self.long.close();
        if self.silence.check().is_err() {
            // They go with the process.
            return;
        }
        // The last connection that goes writes the log back into the file, which takes as long as the disk does.
        let this = Arc::clone(&self);
        let closing = tokio::task::spawn_blocking(move || {
            for slot in &this.slots {
                let mut connection = slot.connection.lock();
                let _busy = slot.pulse.begin(&this.silence);
                drop(connection.take());
            }
        });
        let _ = self.silence.while_heard(closing).await;
    }

    /// A slot that is free for a long read: a permit is held, so at most point reads are in the way.
    fn free(&self) -> Taken<'_> {
        let long = &self.slots[1..];
        let open = || long.iter().find_map(Slot::try_take_open);
        let any = || long.iter().find_map(Slot::try_take);
        open().or_else(any).unwrap_or_else(|| {
            let last = &self.slots[self.slots.len() - 1];
            (last, last.connection.lock())
        })
    }

    /// Another connection of the first slot.
    #[cfg(test)]
    pub(super) fn open_first(&self) -> Result<Connection, Error> {
        self.open(&self.slots[0])
    }

    fn open(&self, slot: &Slot) -> Result<Connection, Error> {
        // SQLite looks at the file while it holds a lock of the whole process. On a disk that hangs this thread must wait here, and not there
        // with all other databases behind it.
        std::fs::metadata(&self.path).map_err(|error| Error::io("open", &error))?;
        let role = (Role::Reader, self.access);
        let opened = Connection::open(&self.path, role, &self.options, Arc::clone(&self.shared))?;
        opened.counted(&slot.pulse)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Statement;

    const ONE: Statement = Statement::global("one", "SELECT 1").point();
    /// A row of this table is a page.
    const PAGES: u64 = 2000;

    fn open(folder: &std::path::Path) -> Readers {
        let path = folder.join("test.db");
        let (options, shared) = (SqliteOptions::default(), Arc::new(Shared::default()));
        let role = (Role::Writer, Access::Shared);
        let writer = Connection::open(&path, role, &options, Arc::clone(&shared)).unwrap();
        let table = format!(
            "CREATE TABLE things (id BIGINT, content BLOB); WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n \
             WHERE i < {PAGES}) INSERT INTO things SELECT i, zeroblob(3000) FROM n;"
        );
        writer.batch("test", &table).unwrap();
        Readers::new((path, Access::Shared), options, shared).unwrap()
    }

    /// On a slow disk a page may take 50 ms, and what takes no step for five seconds is taken for a disk that hangs.
    #[test]
    fn a_step_reads_few_pages() {
        let folder = tempfile::tempdir().unwrap();
        let readers = open(folder.path());
        let (connection, pulse) = (readers.open_first().unwrap(), &readers.slots[0].pulse);
        let before = pulse.steps();
        assert_eq!(connection.integrity("things"), Ok(vec![]));
        let steps = pulse.steps() - before;
        assert!(steps >= PAGES / 100, "{steps} steps for {PAGES} pages");
        let before = pulse.steps();
        for _ in 0..10 {
            connection.query(&ONE, None, &[]).unwrap();
        }
        assert!(pulse.steps() >= before + 10, "each statement is one");
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn what_opens_a_file_waits_for_no_worker() {
        let folder = tempfile::tempdir().unwrap();
        let readers = open(folder.path());
        let _reading = Worker::take(usize::MAX).unwrap();
        let read = |connection: &Connection| connection.query(&ONE, None, &[]).map(|rows| rows.len());
        assert_eq!(readers.inline(read), None);
        assert_eq!(readers.first(read), Ok(1));
    }
}
