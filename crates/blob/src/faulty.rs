//! A store that fails on request: wraps any [`Store`] and does to its calls what a script says.
//!
//! For tests of what stands on a store. Without a script it is the store that it wraps.

use std::collections::HashMap;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use futures_util::future::BoxFuture;
use futures_util::{StreamExt, stream};
use parking_lot::Mutex;
use wharf_oci::digest::{Algorithm, Digest};

use crate::{
    ByteStream, CollectionRight, Committed, DataKey, DataKeyName, Error, Object, StagedUpload, Store,
    StoredBlob, UploadId,
};

/// A kind of call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "named after the methods of Store")]
pub enum Call {
    Begin,
    Append,
    Length,
    Commit,
    Abort,
    Open,
    Stat,
    BeginCollection,
    Blobs,
    Discard,
    Recover,
    Discarded,
    Purge,
    Uploads,
}

/// What happens to a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// It is not carried out and fails with an I/O error.
    Io,
    /// It is not carried out: the storage is full.
    Full,
    /// It is carried out, then its answer is lost: an I/O error.
    LostAnswer,
    /// It is carried out after this time.
    Delay(Duration),
    /// The bytes break off after so many: those of an append, or of every stream of an opened object. Like
    /// [`Fault::Io`] for calls that move no bytes.
    BreakBody(u64),
}

#[derive(Default)]
struct Script {
    /// Calls made so far.
    made: HashMap<Call, u64>,
    /// What happens to the call of that kind and number.
    faults: HashMap<(Call, u64), Fault>,
}

/// The wrapper. Keep an `Arc` of it to script faults while others use it as their store.
pub struct FaultyStore {
    inner: Arc<dyn Store>,
    script: Mutex<Script>,
}

impl FaultyStore {
    /// Wraps `inner`; no faults yet.
    #[must_use]
    pub fn new(inner: Arc<dyn Store>) -> Self {
        Self {
            inner,
            script: Mutex::default(),
        }
    }

    /// The `nth` call of this kind from now (1: the next one) meets `fault`.
    pub fn fail(&self, call: Call, nth: u64, fault: Fault) {
        let mut script = self.script.lock();
        let number = script.made.get(&call).copied().unwrap_or_default() + nth;
        script.faults.insert((call, number), fault);
    }

    /// Calls of this kind made so far.
    #[must_use]
    pub fn calls(&self, call: Call) -> u64 {
        self.script.lock().made.get(&call).copied().unwrap_or_default()
    }

    /// Forgets the faults that were not met.
    pub fn heal(&self) {
        self.script.lock().faults.clear();
    }

    fn next(&self, call: Call) -> Option<Fault> {
        let mut script = self.script.lock();
        let made = script.made.entry(call).or_default();
        *made += 1;
        let number = *made;
        script.faults.remove(&(call, number))
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
            Some(Fault::Io | Fault::BreakBody(_)) => Err(injected()),
            Some(Fault::Full) => Err(Error::Full),
            Some(Fault::LostAnswer) => action.await.and_then(|_| Err(injected())),
            Some(Fault::Delay(time)) => {
                tokio::time::sleep(time).await;
                action.await
            }
        }
    })
}

impl Store for FaultyStore {
    fn begin<'a>(&'a self, id: &'a UploadId) -> BoxFuture<'a, Result<(), Error>> {
        self.plain(Call::Begin, self.inner.begin(id))
    }

    fn append<'a>(
        &'a self,
        id: &'a UploadId,
        expected_offset: Option<u64>,
        body: ByteStream,
        hash_hint: Option<Algorithm>,
        limit: u64,
    ) -> BoxFuture<'a, Result<u64, Error>> {
        match self.next(Call::Append) {
            Some(Fault::BreakBody(after)) => {
                self.inner
                    .append(id, expected_offset, broken(body, after), hash_hint, limit)
            }
            fault => met(
                fault,
                self.inner.append(id, expected_offset, body, hash_hint, limit),
            ),
        }
    }

    fn length<'a>(&'a self, id: &'a UploadId) -> BoxFuture<'a, Result<u64, Error>> {
        self.plain(Call::Length, self.inner.length(id))
    }

    fn commit<'a>(
        &'a self,
        id: &'a UploadId,
        candidates: &'a [Digest],
    ) -> BoxFuture<'a, Result<Committed, Error>> {
        self.plain(Call::Commit, self.inner.commit(id, candidates))
    }

    fn abort<'a>(&'a self, id: &'a UploadId) -> BoxFuture<'a, Result<(), Error>> {
        self.plain(Call::Abort, self.inner.abort(id))
    }

    fn open<'a>(&'a self, digest: &'a Digest) -> BoxFuture<'a, Result<Object, Error>> {
        let opened = self.inner.open(digest);
        match self.next(Call::Open) {
            Some(Fault::BreakBody(after)) => Box::pin(async move {
                let object = opened.await?;
                Ok(Object::from_streams(object.size(), move |range| {
                    broken(object.stream(range), after)
                }))
            }),
            fault => met(fault, opened),
        }
    }

    fn stat<'a>(&'a self, digest: &'a Digest) -> BoxFuture<'a, Result<u64, Error>> {
        self.plain(Call::Stat, self.inner.stat(digest))
    }

    fn begin_collection(&self) -> BoxFuture<'_, Result<Option<CollectionRight>, Error>> {
        self.plain(Call::BeginCollection, self.inner.begin_collection())
    }

    fn blobs<'a>(&'a self, after: Option<&'a Digest>) -> BoxFuture<'a, Result<Vec<StoredBlob>, Error>> {
        self.plain(Call::Blobs, self.inner.blobs(after))
    }

    fn discard<'a>(&'a self, digest: &'a Digest) -> BoxFuture<'a, Result<(), Error>> {
        self.plain(Call::Discard, self.inner.discard(digest))
    }

    fn recover<'a>(&'a self, digest: &'a Digest) -> BoxFuture<'a, Result<bool, Error>> {
        self.plain(Call::Recover, self.inner.recover(digest))
    }

    fn discarded(&self) -> BoxFuture<'_, Result<Vec<StoredBlob>, Error>> {
        self.plain(Call::Discarded, self.inner.discarded())
    }

    fn purge<'a>(&'a self, digest: &'a Digest) -> BoxFuture<'a, Result<(), Error>> {
        self.plain(Call::Purge, self.inner.purge(digest))
    }

    fn uploads(&self) -> BoxFuture<'_, Result<Vec<StagedUpload>, Error>> {
        self.plain(Call::Uploads, self.inner.uploads())
    }

    /// Without faults.
    fn sealed<'a>(
        &'a self,
        name: &'a DataKeyName,
        key: Option<&'a DataKey>,
    ) -> BoxFuture<'a, Result<Arc<dyn Store>, Error>> {
        self.inner.sealed(name, key)
    }
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
