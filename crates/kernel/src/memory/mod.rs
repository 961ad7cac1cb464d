//! What a node remembers of the rows that decide requests, and how it learns that it must forget.
//!
//! Every change of such rows raises its owner's *revision* in the same transaction, to the time in microseconds, or by one
//! where it is that high already. A mere count would be wound back when the database is put back to an earlier time under running nodes,
//! and then come to numbers again under which they remember what is lost. What is remembered is kept under
//! the owner and the revision at which it was read, so nothing has to be searched and thrown away: a new revision makes it
//! unreachable, and the bounded cache drops it in time. A node reads an owner's revision again when it last did so
//! [`RECHECK`] ago, and at once after a change of its own.
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

    /// What is remembered under a name at a revision, or what `load` reads. `revision` must have been read before.
    pub async fn get<E>(
        &self,
        revision: &R,
        name: &str,
        load: impl Future<Output = Result<T, E>>,
    ) -> Result<Arc<T>, E> {
        let key = (revision.clone(), name.into());
        if let Some(known) = self.entries.get(&key) {
            return Ok(known
                .downcast()
                .expect("INVARIANT: a memory has things of one type"));
        }
        let loaded = Arc::new(load.await?);
        self.entries
            .insert(key, Arc::<T>::clone(&loaded) as Arc<dyn Any + Send + Sync>);
        Ok(loaded)
    }
}
