//! A store that fails on request: wraps any [`Store`] and does to its calls, and its compartments', what a script says.
//!
//! For tests of what stands on a store. Without a script it is the store that it wraps.

mod blobs;
mod uploads;

use std::collections::HashMap;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use futures_util::future::BoxFuture;
use futures_util::{StreamExt, stream};
use parking_lot::Mutex;

use self::blobs::FaultyBlobs;
use self::uploads::FaultyUploads;
use wharf_oci::digest::Digest;

use crate::{ByteStream, CollectionRight, Compartment, DataKey, DataKeyName, Error, Store, StoreIdentity};

/// A kind of call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "named after the methods of Store, Blobs and Uploads")]
pub enum Call {
    Begin,
    Append,
    Length,
    Commit,
    Abort,
    /// To read it here, or to give it out.
    Open,
    Stat,
    BeginCollection,
    Identity,
    Id,
    Identify,
    Sample,
    ListBlobs,
    Discard,
    Recover,
    Discarded,
    Purge,
    PutAway,
    FindUpload,
    ListUploads,
}

/// What happens to a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// It is not carried out and fails with an I/O error.
    Io,
    /// It is not carried out: the storage is full.
    Full,
    /// It is not carried out: the process has as many files open as it may.
    OutOfFiles,
    /// It is carried out, then its answer is lost: an I/O error.
    LostAnswer,
    /// It is carried out after this time.
    Delay(Duration),
    /// The bytes break off after so many: those of an append, or of every stream of an opened object. Like
    /// [`Fault::Io`] for calls that move no bytes.
    BreakBody(u64),
    /// It is carried out, and the disk does not read the bytes of an opened object. Like [`Fault::Io`] for other calls.
    Unread,
}

/// The wrapper. Keep an `Arc` of it to script faults while others use it as their store.
pub struct FaultyStore {
    inner: Arc<dyn Store>,
    script: Script,
}

/// What happens to which call; clones share it.
#[derive(Clone, Default)]
struct Script(Arc<Mutex<Lines>>);

#[derive(Default)]
struct Lines {
    /// Calls made so far.
    made: HashMap<Call, u64>,
    /// What happens to the call of that kind and number.
    faults: HashMap<(Call, u64), Fault>,
}

impl FaultyStore {
    /// Wraps `inner`; no faults yet.
    #[must_use]
    pub fn new(inner: Arc<dyn Store>) -> Self {
        Self {
            inner,
            script: Script::default(),
        }
    }

    /// The `nth` call of this kind from now (1: the next one) meets `fault`, in any compartment.
    pub fn fail(&self, call: Call, nth: u64, fault: Fault) {
        let mut lines = self.script.0.lock();
        let number = lines.made.get(&call).copied().unwrap_or_default() + nth;
        lines.faults.insert((call, number), fault);
    }

    /// Calls of this kind made so far.
    #[must_use]
    pub fn calls(&self, call: Call) -> u64 {
        self.script.0.lock().made.get(&call).copied().unwrap_or_default()
    }

    /// Forgets the faults that were not met.
    pub fn heal(&self) {
        self.script.0.lock().faults.clear();
    }
}

impl Store for FaultyStore {
    fn plain(&self) -> Compartment {
        faulty(self.inner.plain(), &self.script)
    }

    /// Without faults of its own.
    fn sealed<'a>(
        &'a self,
        name: &'a DataKeyName,
        key: Option<&'a DataKey>,
    ) -> BoxFuture<'a, Result<Compartment, Error>> {
        Box::pin(async move { Ok(faulty(self.inner.sealed(name, key).await?, &self.script)) })
    }

    fn begin_collection(&self) -> BoxFuture<'_, Result<Option<CollectionRight>, Error>> {
        self.script
            .plain(Call::BeginCollection, self.inner.begin_collection())
    }

    fn identity(&self) -> BoxFuture<'_, Result<Option<StoreIdentity>, Error>> {
        self.script.plain(Call::Identity, self.inner.identity())
    }

    fn id(&self) -> BoxFuture<'_, Result<Option<Arc<str>>, Error>> {
        self.script.plain(Call::Id, self.inner.id())
    }

    fn identify<'a>(
        &'a self,
        known: Option<&'a StoreIdentity>,
        next: &'a StoreIdentity,
    ) -> BoxFuture<'a, Result<bool, Error>> {
        self.script
            .plain(Call::Identify, self.inner.identify(known, next))
    }

    fn sample(&self, most: usize) -> BoxFuture<'_, Result<Vec<Digest>, Error>> {
        self.script.plain(Call::Sample, self.inner.sample(most))
    }
}

fn faulty(inner: Compartment, script: &Script) -> Compartment {
    Compartment {
        blobs: Arc::new(FaultyBlobs::new(inner.blobs, script.clone())),
        uploads: Arc::new(FaultyUploads::new(inner.uploads, script.clone())),
    }
}

impl Script {
    /// Counts a call, and says what happens to it.
    fn next(&self, call: Call) -> Option<Fault> {
        let mut lines = self.0.lock();
        let made = lines.made.entry(call).or_default();
        *made += 1;
        let number = *made;
        lines.faults.remove(&(call, number))
    }

    /// Carries out a call that moves no bytes.
    fn plain<'a, T: Send + 'a>(
        &self,
        call: Call,
        action: BoxFuture<'a, Result<T, Error>>,
    ) -> BoxFuture<'a, Result<T, Error>> {
        met(self.next(call), action)
    }
}

/// Carries out a call that meets `fault`.
fn met<'a, T: Send + 'a>(
    fault: Option<Fault>,
    action: BoxFuture<'a, Result<T, Error>>,
) -> BoxFuture<'a, Result<T, Error>> {
    Box::pin(async move {
        match fault {
            None => action.await,
            Some(Fault::Io | Fault::BreakBody(_) | Fault::Unread) => Err(injected()),
            Some(Fault::Full) => Err(Error::Full),
            Some(Fault::OutOfFiles) => Err(Error::Io {
                action: "open a file",
                source: io::Error::from_raw_os_error(libc::EMFILE),
            }),
            Some(Fault::LostAnswer) => action.await.and_then(|_| Err(injected())),
            Some(Fault::Delay(time)) => {
                tokio::time::sleep(time).await;
                action.await
            }
        }
    })
}

/// No bytes of an object.
fn unread() -> ByteStream {
    Box::pin(stream::once(async {
        Err(io::Error::from_raw_os_error(libc::EIO))
    }))
}

fn injected() -> Error {
    Error::Io {
        action: "go on: a fault was injected",
        source: io::ErrorKind::Other.into(),
    }
}

/// The first `after` bytes of `body`, then an error; also when the body is shorter.
fn broken(body: ByteStream, after: u64) -> ByteStream {
    let cut = stream::unfold((body, Some(after)), |(mut body, left)| async move {
        let left = left?;
        let frame = if left == 0 { None } else { body.next().await };
        let broken = || Err(io::ErrorKind::ConnectionReset.into());
        match frame {
            None => Some((broken(), (body, None))),
            Some(Err(error)) => Some((Err(error), (body, None))),
            Some(Ok(frame)) => {
                let frame: Bytes =
                    frame.slice(..frame.len().min(usize::try_from(left).unwrap_or(usize::MAX)));
                let left = left - frame.len() as u64;
                Some((Ok(frame), (body, Some(left))))
            }
        }
    });
    Box::pin(cut)
}
