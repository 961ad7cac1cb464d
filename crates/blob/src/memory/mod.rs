//! A home without files: everything is in this process's memory. For tests, and to show that the contract demands no file.
//!
//! It may send clients to another address, as a bucket does. What is sealed is kept sealed.

mod blobs;
mod uploads;

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};
use std::time::{SystemTime, UNIX_EPOCH};

use futures_util::future::BoxFuture;
use parking_lot::Mutex;
use wharf_oci::digest::Digest;

use self::blobs::Published;
use self::uploads::Staged;
use crate::seal::{FileKey, header};
use crate::{CollectionRight, Compartment, DataKey, DataKeyName, Error, Store, StoreIdentity, UploadId};

/// A store in memory.
#[derive(Default)]
pub struct MemoryStore {
    plain: Arc<Memory>,
    sealed: Mutex<HashMap<DataKeyName, Arc<Memory>>>,
    collecting: Arc<tokio::sync::Mutex<()>>,
    identity: Mutex<Option<StoreIdentity>>,
}

/// The memory of one compartment.
#[derive(Default)]
struct Memory {
    published: Mutex<Published>,
    staged: Mutex<HashMap<UploadId, Arc<Staged>>>,
    /// Of a sealed compartment: its key, from the first call that gives it.
    key: Option<OnceLock<DataKey>>,
    /// Where clients are sent for a blob: to this address with the digest behind it.
    elsewhere: Option<String>,
}

impl MemoryStore {
    /// An empty store that answers downloads with bytes.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// An empty store that sends clients to `url` with the digest behind it, for what is not sealed.
    #[must_use]
    pub fn redirecting(url: impl Into<String>) -> Self {
        let plain = Memory {
            elsewhere: Some(url.into()),
            ..Memory::default()
        };
        Self {
            plain: Arc::new(plain),
            ..Self::default()
        }
    }
}

impl Store for MemoryStore {
    fn plain(&self) -> Compartment {
        compartment(&self.plain)
    }

    fn sealed<'a>(
        &'a self,
        name: &'a DataKeyName,
        key: Option<&'a DataKey>,
    ) -> BoxFuture<'a, Result<Compartment, Error>> {
        Box::pin(async move {
            let mut sealed = self.sealed.lock();
            let memory = sealed.entry(name.clone()).or_insert_with(|| {
                Arc::new(Memory {
                    key: Some(OnceLock::new()),
                    ..Memory::default()
                })
            });
            if let (Some(known), Some(key)) = (&memory.key, key) {
                // The key of a name never changes, so the first one is the same as this one.
                let _ = known.set(key.clone());
            }
            Ok(compartment(memory))
        })
    }

    fn begin_collection(&self) -> BoxFuture<'_, Result<Option<CollectionRight>, Error>> {
        Box::pin(async {
            let right = Arc::clone(&self.collecting).try_lock_owned().ok();
            Ok(right.map(|right| Box::new(right) as CollectionRight))
        })
    }

    fn identity(&self) -> BoxFuture<'_, Result<Option<StoreIdentity>, Error>> {
        Box::pin(async { Ok(self.identity.lock().clone()) })
    }

    fn id(&self) -> BoxFuture<'_, Result<Option<Arc<str>>, Error>> {
        Box::pin(async {
            let identity = self.identity.lock();
            Ok(identity.as_ref().map(|identity| Arc::from(identity.id.as_str())))
        })
    }

    fn identify<'a>(
        &'a self,
        known: Option<&'a StoreIdentity>,
        next: &'a StoreIdentity,
    ) -> BoxFuture<'a, Result<bool, Error>> {
        Box::pin(async move {
            let mut identity = self.identity.lock();
            let is_known = identity.as_ref() == known;
            if is_known {
                *identity = Some(next.clone());
            }
            Ok(is_known)
        })
    }

    fn sample(&self, most: usize) -> BoxFuture<'_, Result<Vec<Digest>, Error>> {
        Box::pin(async move {
            let sealed: Vec<Arc<Memory>> = self.sealed.lock().values().cloned().collect();
            let all = sealed.iter().chain([&self.plain]);
            let digests = all.flat_map(|memory| memory.published.lock().digests());
            Ok(digests.take(most).collect())
        })
    }
}

fn compartment(memory: &Arc<Memory>) -> Compartment {
    Compartment {
        blobs: Arc::<Memory>::clone(memory),
        uploads: Arc::<Memory>::clone(memory),
    }
}

impl Memory {
    /// The key of the bytes that came by this upload; none where nothing is sealed.
    fn key_of(&self, id: &UploadId) -> Result<Option<FileKey>, Error> {
        match &self.key {
            None => Ok(None),
            Some(key) => {
                let key = key.get().ok_or(Error::Sealed)?;
                Ok(Some(key.of_file(header(id))))
            }
        }
    }
}

/// Seals or opens bytes in place; the first of them stands at `offset` in the content.
fn apply(key: Option<&FileKey>, offset: usize, bytes: &mut [u8]) {
    if let Some(key) = key {
        key.apply(offset as u64, bytes);
    }
}

/// The storage's clock.
#[expect(
    clippy::disallowed_methods,
    reason = "a storage has a clock of its own, as a filesystem has"
)]
fn now_micros() -> i64 {
    let since_epoch = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since_epoch.as_micros()).unwrap_or(i64::MAX)
}
