//! A file as a stream of frames: windows mapped one ahead of the reader.

use std::fs::File;
use std::io;
use std::ops::Range;
use std::os::unix::fs::FileExt;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_util::Stream;
use tokio::task::JoinHandle;

use crate::map;

/// Bytes mapped at once. Windows end at multiples of it.
const WINDOW: u64 = 1024 * 1024;

/// Pieces up to this length are read, not mapped: a copy is cheaper than a mapping.
pub(crate) const SMALL: u64 = 64 * 1024;

/// The stream. One window is with the reader, the next one is being read in on the blocking pool.
pub(crate) struct Frames {
    file: Arc<File>,
    /// What was not asked for yet.
    rest: Range<u64>,
    ahead: Option<JoinHandle<io::Result<Bytes>>>,
}

impl Frames {
    pub(crate) fn new(file: Arc<File>, range: Range<u64>) -> Self {
        Self {
            file,
            rest: range,
            ahead: None,
        }
    }

    /// Starts reading the next window, if there is one.
    fn prefetch(&mut self) {
        if self.rest.is_empty() {
            return;
        }
        let start = self.rest.start;
        let end = ((start / WINDOW + 1) * WINDOW).min(self.rest.end);
        self.rest.start = end;
        let file = Arc::clone(&self.file);
        self.ahead = Some(tokio::task::spawn_blocking(move || load(&file, start..end)));
    }
}

impl Stream for Frames {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.ahead.is_none() {
            self.prefetch();
        }
        let Some(ahead) = &mut self.ahead else {
            return Poll::Ready(None);
        };
        let window =
            ready!(Pin::new(ahead).poll(context)).unwrap_or_else(|error| Err(io::Error::other(error)));
        self.ahead = None;
        match &window {
            Ok(_) => self.prefetch(),
            // After an error there is nothing more to come.
            Err(_) => self.rest.start = self.rest.end,
        }
        Poll::Ready(Some(window))
    }
}

/// The bytes of one window, resident.
fn load(file: &File, window: Range<u64>) -> io::Result<Bytes> {
    let len = usize::try_from(window.end - window.start).map_err(io::Error::other)?;
    if len as u64 > SMALL
        && let Ok(bytes) = map::populated(file, window.start, len)
    {
        return Ok(bytes);
    }
    // Small, or a filesystem that cannot map, or a disk that cannot read: the last gives its reason here.
    let mut buffer = vec![0; len];
    file.read_exact_at(&mut buffer, window.start)?;
    Ok(buffer.into())
}
