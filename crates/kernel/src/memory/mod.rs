//! What a node remembers of the rows that decide requests, and how it learns that it must forget.
//!
//! Every change of such rows raises its owner's *revision* in the same transaction, to the time in microseconds, or by one
//! where it is that high already. A mere count would be wound back when the database is put back to an earlier time under running nodes,
//! and then come to numbers again under which they remember what is lost. What is remembered is kept under
//! the owner and the revision at which it was read, so nothing has to be searched and thrown away: a new revision makes it
//! unreachable, and the bounded cache drops it in time. A node reads an owner's revision again when it last did so
//! [`RECHECK`] ago, and at once after a change of its own.
//!
//! Guaranteed: every node sees a change within one second. A look that begins [`RECHECK`] after the change was made sees it on every node,
//! and one that begins after it was answered on the node that made it. For this, what is kept under a revision must be what the rows were at
//! that revision. A node may load rows under a revision that it read [`RECHECK`] ago and that another node has raised since: they answer
//! the call that loaded them, and are not kept.
//!
//! Not here: which rows these are; `identity` (of accounts) and `registry`'s `ecr::revision` (of registries) say that.

mod revisions;

use std::any::Any;
use std::future::Future;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use foldhash::quality::RandomState;
use moka::sync::Cache;

pub use revisions::Revisions;

/// How old a node's knowledge of a revision may be. Changes made elsewhere hold here within this time.
pub const RECHECK: Duration = Duration::from_millis(400);

/// A bounded memory of things of one kind, by owner, revision and name.
pub struct Memory<R, T> {
    /// By a fast hash with a key of its own for each memory: a request looks things up many times. Of no type: the compiler makes a
    /// cache for each one that it is told.
    entries: Cache<(R, Box<str>), Arc<dyn Any + Send + Sync>, RandomState>,
    kind: PhantomData<fn() -> T>,
}

impl<R, T> Memory<R, T>
where
    R: std::hash::Hash + Eq + Send + Sync + Clone + 'static,
    T: Send + Sync + 'static,
{
    /// A memory of at most `entries` things.
    pub fn new(entries: u64) -> Memory<R, T> {
        Memory {
            entries: Cache::builder()
                .max_capacity(entries)
                .build_with_hasher(RandomState::default()),
            kind: PhantomData,
        }
    }

    /// What is remembered under a name at a revision, or what `load` reads.
    ///
    /// `revision` must have been read before. What `load` takes from a [`Memory`] must be of the same revision. After a load, and only then,
    /// `read_again` reads the revision from the database. If it is another one by now, or cannot be read, what was loaded may be newer than
    /// the revision: it is given, and not kept.
    ///
    /// Both are made only when something is loaded, and on the heap: most looks find what they look for, and their states would be copied
    /// from asker to asker with each request.
    pub async fn get<E, Load, Again>(
        &self,
        revision: &R,
        name: &str,
        load: impl FnOnce() -> Load,
        read_again: impl FnOnce() -> Again,
    ) -> Result<Arc<T>, E>
    where
        Load: Future<Output = Result<T, E>>,
        Again: Future<Output = Result<R, E>>,
    {
        let key = (revision.clone(), name.into());
        if let Some(known) = self.entries.get(&key) {
            return Ok(known
                .downcast()
                .expect("INVARIANT: a memory has things of one type"));
        }
        let loaded = Arc::new(Box::pin(load()).await?);
        if Box::pin(read_again()).await.is_ok_and(|again| again == *revision) {
            let kept = Arc::<T>::clone(&loaded);
            self.entries.insert(key, kept as Arc<dyn Any + Send + Sync>);
        }
        Ok(loaded)
    }

    /// Forgets everything: rows are others than they were, though no revision says so.
    pub fn forget_all(&self) {
        self.entries.invalidate_all();
    }
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;
    use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering};

    use super::*;

    /// A row, its revision, and how often the revision was read.
    #[derive(Default)]
    struct Database {
        revision: AtomicI64,
        row: AtomicI64,
        reads: AtomicUsize,
    }

    impl Database {
        fn write(&self, revision: i64, row: i64) {
            self.revision.store(revision, Ordering::Relaxed);
            self.row.store(row, Ordering::Relaxed);
        }

        async fn revision(&self) -> Result<i64, Infallible> {
            self.reads.fetch_add(1, Ordering::Relaxed);
            Ok(self.revision.load(Ordering::Relaxed))
        }

        async fn row(&self) -> Result<i64, Infallible> {
            Ok(self.row.load(Ordering::Relaxed))
        }

        /// What the memory gives at a revision.
        async fn get(&self, memory: &Memory<i64, i64>, revision: i64) -> i64 {
            let got = memory
                .get(&revision, "row", || self.row(), || self.revision())
                .await;
            *got.unwrap()
        }
    }

    #[tokio::test]
    async fn what_changed_after_the_revision_was_read_is_not_kept_under_it() {
        let (database, memory) = (Database::default(), Memory::new(8));
        database.write(1, 10);
        let revision = database.revision().await.unwrap();
        // Another node, before the row is loaded.
        database.write(2, 20);
        assert_eq!(database.get(&memory, revision).await, 20);
        // The change is lost, as after a failover.
        database.write(1, 10);
        assert_eq!(database.get(&memory, revision).await, 10);
    }

    #[tokio::test]
    async fn what_is_kept_costs_no_look_at_the_database() {
        let (database, memory) = (Database::default(), Memory::new(8));
        database.write(1, 10);
        for _ in 0..3 {
            assert_eq!(database.get(&memory, 1).await, 10);
        }
        assert_eq!(database.reads.load(Ordering::Relaxed), 1, "after the load");
    }
}
