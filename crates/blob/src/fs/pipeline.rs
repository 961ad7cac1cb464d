//! Frames on their way from the body to the file: one batch is collected while the one before is written.
//!
//! A job on the blocking pool per batch, not per frame, and no job at all while the client is silent. So an append
//! holds at most two batches in memory, and a slow client holds no thread.

use bytes::Bytes;
use tokio::runtime::Handle;
use tokio::task::JoinHandle;

use super::joined;
use super::writer::Writer;
use crate::Error;

/// A batch is written when it has so many bytes …
const BATCH_BYTES: usize = 1024 * 1024;

/// … or so many frames (tiny frames pin buffers that are larger than themselves).
const BATCH_FRAMES: usize = 128;

enum Stage {
    Idle(Box<Writer>),
    Busy(JoinHandle<Result<Box<Writer>, Error>>),
    /// The writer is gone: with an error, or handed out.
    Ended,
}

/// The frames of one append. Dropping it writes what was collected: what arrived is kept.
pub(super) struct Pipeline {
    batch: Vec<Bytes>,
    bytes: usize,
    stage: Stage,
}

impl Pipeline {
    pub(super) fn new(writer: Writer) -> Self {
        Self {
            batch: Vec::new(),
            bytes: 0,
            stage: Stage::Idle(Box::new(writer)),
        }
    }

    /// Takes one frame; waits only if two batches are full.
    pub(super) async fn push(&mut self, frame: Bytes) -> Result<(), Error> {
        if frame.is_empty() {
            return Ok(());
        }
        self.bytes += frame.len();
        self.batch.push(frame);
        if self.bytes < BATCH_BYTES && self.batch.len() < BATCH_FRAMES {
            return Ok(());
        }
        self.flush().await
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
        self.bytes = 0;
        self.stage = Stage::Busy(write(&Handle::current(), writer, std::mem::take(&mut self.batch)));
        Ok(())
    }

    /// Waits until nothing is being written. The frames of a failed append are dropped.
    async fn settle(&mut self) -> Result<(), Error> {
        let Stage::Busy(job) = &mut self.stage else {
            return Ok(());
        };
        let outcome = joined(job.await);
        self.stage = Stage::Ended;
        match outcome {
            Ok(writer) => self.stage = Stage::Idle(writer),
            Err(error) => {
                self.batch.clear();
                return Err(error);
            }
        }
        Ok(())
    }
}

impl Drop for Pipeline {
    fn drop(&mut self) {
        let batch = std::mem::take(&mut self.batch);
        if batch.is_empty() {
            return;
        }
        let Ok(runtime) = Handle::try_current() else {
            return;
        };
        match std::mem::replace(&mut self.stage, Stage::Ended) {
            Stage::Idle(writer) => drop(write(&runtime, writer, batch)),
            Stage::Busy(job) => drop(runtime.clone().spawn(async move {
                if let Ok(writer) = joined(job.await) {
                    drop(write(&runtime, writer, batch));
                }
            })),
            Stage::Ended => {}
        }
    }
}

fn write(
    runtime: &Handle,
    mut writer: Box<Writer>,
    batch: Vec<Bytes>,
) -> JoinHandle<Result<Box<Writer>, Error>> {
    runtime.spawn_blocking(move || {
        writer.write(&batch)?;
        Ok(writer)
    })
}

fn ended() -> Error {
    Error::Io {
        action: "go on with an append that failed",
        source: std::io::ErrorKind::Other.into(),
    }
}
