//! Bytes on their way from the body to the file: one batch is collected while the one before is written.
//!
//! A job or two on the blocking pool per batch, not per frame, and none at all while the client is silent. So an
//! append holds at most two batches in memory, and a slow client holds no thread. Frames are copied into the batch:
//! keeping them would keep the buffers of the connection, which then has to allocate new ones all the time. Writing
//! and hashing one batch go on side by side while there is a core for each: copying to the page cache takes about as
//! long as hashing.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use futures_util::future::{BoxFuture, join};
use tokio::runtime::Handle;

use super::Shared;
use super::buffers::BATCH;
use super::writer::Writer;
use crate::Error;
use crate::threads::joined;

/// A batch of fewer bytes is written and hashed by one job: a second one would cost more than it saves.
const SPLIT: usize = 128 * 1024;

/// How many batches of one store are being written. When there are more than cores, splitting one only makes two jobs
/// wait instead of one.
pub(super) struct Load {
    batches: AtomicUsize,
    cores: usize,
}

impl Default for Load {
    fn default() -> Self {
        Load {
            batches: AtomicUsize::new(0),
            cores: std::thread::available_parallelism().map_or(1, usize::from),
        }
    }
}

/// One batch of the load, until it is dropped.
struct Part(Arc<Shared>);

impl Part {
    /// The part, and whether a core is likely to be free for a second job.
    fn begin(shared: &Arc<Shared>) -> (Part, bool) {
        let others = shared.load.batches.fetch_add(1, Ordering::Relaxed);
        (Part(Arc::clone(shared)), others + 1 < shared.load.cores)
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        self.0.load.batches.fetch_sub(1, Ordering::Relaxed);
    }
}

/// A batch on its way: started, and the writer's return.
type Job = BoxFuture<'static, Result<Box<Writer>, Error>>;

enum Stage {
    Idle(Box<Writer>),
    Busy(Job),
    /// The writer is gone: with an error, or handed out.
    Ended,
}

/// The bytes of one append. Dropping it (on a Tokio runtime) writes what was collected: what arrived is kept.
pub(super) struct Pipeline {
    shared: Arc<Shared>,
    batch: Vec<u8>,
    stage: Stage,
}

impl Pipeline {
    pub(super) fn new(shared: Arc<Shared>, writer: Writer) -> Self {
        Self {
            batch: shared.buffers.take(),
            shared,
            stage: Stage::Idle(Box::new(writer)),
        }
    }

    /// Takes one frame; waits only if two batches are full.
    pub(super) async fn push(&mut self, mut frame: &[u8]) -> Result<(), Error> {
        while !frame.is_empty() {
            let (now, later) = frame.split_at(frame.len().min(BATCH - self.batch.len()));
            self.batch.extend_from_slice(now);
            frame = later;
            if self.batch.len() == BATCH {
                self.flush().await?;
            }
        }
        Ok(())
    }

    /// Writes what is left and gives the writer back.
    pub(super) async fn finish(mut self) -> Result<Box<Writer>, Error> {
        if !self.batch.is_empty() {
            self.flush().await?;
        }
        self.settle().await?;
        match std::mem::replace(&mut self.stage, Stage::Ended) {
            Stage::Idle(writer) => Ok(writer),
            _ => Err(ended()),
        }
    }

    /// Starts writing the batch as soon as the one before is written.
    async fn flush(&mut self) -> Result<(), Error> {
        self.settle().await?;
        let Stage::Idle(writer) = std::mem::replace(&mut self.stage, Stage::Ended) else {
            return Err(ended());
        };
        let batch = std::mem::replace(&mut self.batch, self.shared.buffers.take());
        self.stage = Stage::Busy(write(&Handle::current(), &self.shared, writer, batch));
        Ok(())
    }

    /// Waits until nothing is being written. What a failed append has collected is dropped.
    async fn settle(&mut self) -> Result<(), Error> {
        let Stage::Busy(job) = &mut self.stage else {
            return Ok(());
        };
        let outcome = job.await;
        self.stage = Stage::Ended;
        self.stage = Stage::Idle(outcome.inspect_err(|_| self.batch.clear())?);
        Ok(())
    }
}

impl Drop for Pipeline {
    fn drop(&mut self) {
        let batch = std::mem::take(&mut self.batch);
        let stage = std::mem::replace(&mut self.stage, Stage::Ended);
        if batch.is_empty() && !matches!(stage, Stage::Busy(_)) {
            return self.shared.buffers.give_back(batch);
        }
        let Ok(runtime) = Handle::try_current() else {
            return;
        };
        let shared = Arc::clone(&self.shared);
        match stage {
            Stage::Idle(writer) => drop(runtime.spawn(write(&runtime, &shared, writer, batch))),
            // Also without a batch: the halves have to meet again before the lock is free.
            Stage::Busy(job) => drop(runtime.clone().spawn(async move {
                let writer = job.await?;
                write(&runtime, &shared, writer, batch).await
            })),
            Stage::Ended => {}
        }
    }
}

/// Starts writing and hashing a batch.
fn write(runtime: &Handle, shared: &Arc<Shared>, mut writer: Box<Writer>, batch: Vec<u8>) -> Job {
    let (part, cores_are_free) = Part::begin(shared);
    let shared = Arc::clone(shared);
    if batch.len() < SPLIT || !cores_are_free {
        let threads = shared.threads.clone();
        let job = threads.start(runtime, move || {
            let outcome = writer.write(&batch);
            shared.buffers.give_back(batch);
            drop(part);
            outcome.map(|()| writer)
        });
        return Box::pin(async { joined(job.await) });
    }
    let offset = writer.length();
    let Writer { mut file, mut hash } = *writer;
    let batch = Arc::new(batch);
    let same = Arc::clone(&batch);
    let filing = shared
        .threads
        .start(runtime, move || Ok((file.write(&same), file)));
    let same = Arc::clone(&batch);
    let hashing = runtime.spawn_blocking(move || {
        hash.update(offset, &same);
        drop(part);
        Ok(hash)
    });
    Box::pin(async move {
        // Both, even when one fails: the lock must not be free while a half still works.
        let (filed, hashed) = join(filing, hashing).await;
        if let Some(batch) = Arc::into_inner(batch) {
            shared.buffers.give_back(batch);
        }
        let (mut hash, (written, file)) = (joined(hashed)?, joined(filed)?);
        written.inspect_err(|_| hash.take_back())?;
        Ok(Box::new(Writer { file, hash }))
    })
}

fn ended() -> Error {
    Error::Io {
        action: "go on with an append that failed",
        source: std::io::ErrorKind::Other.into(),
    }
}
