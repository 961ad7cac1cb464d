//! A file as a stream of frames.
//!
//! A frame is a buffer that was read, or, for a connection that has the kernel send files, a window: an address without
//! bytes. What the page cache holds is taken where the stream is polled: that waits for nothing, and a hop to another thread
//! and back would cost half as much as sending the frame. What it does not hold is read in on the blocking pool, one frame
//! ahead of the reader, so that neither polling nor sending waits for the disk (unless the kernel takes pages of a window back
//! in the moment between: then they are read again).
//!
//! Bytes are never read through a mapping: a file that was cut and a disk that fails are errors of a read, but a signal that
//! ends the process where a mapping of them is touched.

use std::fs::File;
use std::io::{self, IoSliceMut};
use std::ops::Range;
use std::os::unix::fs::FileExt;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_util::Stream;
use rustix::io::{ReadWriteFlags, preadv2};
use tokio::runtime::Handle;
use tokio::task::JoinHandle;

use crate::map::{self, Window};
use crate::read_memory::{LONGEST, ReadRoom, ReadShare};
use crate::threads::Threads;
use crate::windows::Windows;

/// Bytes read at once, where the stream's share permits. Frames end at multiples of what is read at once.
const READ: u64 = LONGEST;
/// Bytes read at first; each frame is twice as long as the one before. A reader that takes nothing then holds little.
const FIRST_READ: u64 = 64 * 1024;
/// Bytes in a window: it holds no memory, and a longer piece for the kernel means fewer calls.
const WINDOW: u64 = 4 * 1024 * 1024;
const _: () = assert!(WINDOW <= map::LONGEST);

/// Blobs up to this length are read whole, when they are opened.
pub(crate) const SMALL: u64 = 64 * 1024;

/// A frame that was read in on the blocking pool.
struct Loaded {
    bytes: Bytes,
    /// Whether it was in memory before.
    resident: bool,
}

/// The stream. At most one frame is on its way; those before it are with the reader.
pub(crate) struct Frames {
    file: Arc<File>,
    /// What was not asked for yet.
    rest: Range<u64>,
    /// The length of the next frame.
    length: u64,
    /// Told which windows are under way; none where the bytes are looked at.
    windows: Option<Windows>,
    threads: Threads,
    ahead: Option<JoinHandle<io::Result<Loaded>>>,
    /// What may be held of it, where that is bounded; who polls the stream takes the room for each frame.
    share: Option<Arc<ReadShare>>,
    /// The room of the frame that is read before it is asked for.
    room: Option<ReadRoom>,
}

impl Frames {
    /// With `windows`, the frames must not be looked at: they are for a connection that finds them there by their address.
    pub(crate) fn new(
        file: Arc<File>,
        range: Range<u64>,
        windows: Option<Windows>,
        threads: Threads,
    ) -> Self {
        let length = if windows.is_some() { WINDOW } else { FIRST_READ };
        Self {
            file,
            rest: range,
            length,
            windows,
            threads,
            ahead: None,
            share: None,
            room: None,
        }
    }

    /// The same, of which no more is read than the share permits.
    pub(crate) fn within(mut self, share: Option<Arc<ReadShare>>) -> Self {
        self.share = share;
        self
    }

    fn next_piece(&mut self) -> Option<Range<u64>> {
        let start = self.rest.start;
        let most = self.share.as_ref().map_or(u64::MAX, |share| share.piece());
        let size = self.length.min(most);
        self.length = self.length.max(READ.min(self.length * 2));
        let end = ((start / size + 1) * size).min(self.rest.end);
        self.rest.start = end;
        (start < end).then_some(start..end)
    }

    fn load_ahead(&mut self, piece: Range<u64>) {
        let (file, windows) = (Arc::clone(&self.file), self.windows.clone());
        let load = move || match &windows {
            Some(windows) => load_window(&file, &piece, windows),
            None => load(&file, &piece),
        };
        self.ahead = Some(self.threads.start(&Handle::current(), load));
    }

    /// Has the next frame read while this one is sent, if the share permits.
    fn read_on(&mut self) {
        if let Some(share) = &self.share {
            self.room = share.take_ahead();
            if self.room.is_none() {
                return;
            }
        }
        match self.next_piece() {
            Some(piece) => self.load_ahead(piece),
            None => self.room = None,
        }
    }

    /// The frame, if that does not wait for the disk.
    fn at_hand(&self, piece: &Range<u64>) -> Option<Bytes> {
        let Some(windows) = &self.windows else {
            return read_from_memory(&self.file, piece);
        };
        let window = Window::map(&self.file, piece).ok()?;
        let is_resident = window.is_resident();
        is_resident.then(|| window.into_bytes(&self.file, piece.start, windows))
    }
}

impl Drop for Frames {
    /// A reader that goes away leaves nothing behind that waits for a thread: who hangs up often would have others wait.
    fn drop(&mut self) {
        if let Some(ahead) = &self.ahead {
            ahead.abort();
        }
    }
}

impl Stream for Frames {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.ahead.is_none() {
            let Some(piece) = self.next_piece() else {
                return Poll::Ready(None);
            };
            if let Some(bytes) = self.at_hand(&piece) {
                return Poll::Ready(Some(Ok(bytes)));
            }
            self.load_ahead(piece);
        }
        let Some(ahead) = &mut self.ahead else {
            return Poll::Ready(None);
        };
        let loaded =
            ready!(Pin::new(ahead).poll(context)).unwrap_or_else(|error| Err(io::Error::other(error)));
        (self.ahead, self.room) = (None, None);
        match &loaded {
            // The disk has to be read.
            Ok(Loaded { resident: false, .. }) => self.read_on(),
            Ok(_) => {}
            // After an error there is nothing more to come.
            Err(_) => self.rest.start = self.rest.end,
        }
        Poll::Ready(Some(loaded.map(|loaded| loaded.bytes)))
    }
}

/// Reads a piece, if the page cache has all of it. Filesystems that cannot say so have it read elsewhere.
fn read_from_memory(file: &File, piece: &Range<u64>) -> Option<Bytes> {
    let mut buffer = vec![0; usize::try_from(piece.end - piece.start).ok()?];
    let mut slices = [IoSliceMut::new(&mut buffer)];
    let read = preadv2(file, &mut slices, piece.start, ReadWriteFlags::NOWAIT).ok()?;
    (read == buffer.len()).then(|| buffer.into())
}

/// Reads a piece. Blocks.
fn load(file: &File, piece: &Range<u64>) -> io::Result<Loaded> {
    let at_hand = read_from_memory(file, piece);
    let resident = at_hand.is_some();
    let bytes = match at_hand {
        Some(bytes) => bytes,
        None => read(file, piece)?,
    };
    Ok(Loaded { bytes, resident })
}

/// Reads a piece into the page cache. Blocks.
fn load_window(file: &Arc<File>, piece: &Range<u64>, windows: &Windows) -> io::Result<Loaded> {
    let Ok(window) = Window::map(file, piece) else {
        // A filesystem that cannot map: bytes as elsewhere.
        return load(file, piece);
    };
    let resident = window.is_resident();
    if !resident {
        // The kernel copies what it reads into the same short buffer again and again: that costs less than the disk.
        let mut buffer = vec![0; usize::try_from(READ).map_err(io::Error::other)?];
        let mut at = piece.start;
        while at < piece.end {
            let length = usize::try_from(READ.min(piece.end - at)).map_err(io::Error::other)?;
            file.read_exact_at(&mut buffer[..length], at)?;
            at += length as u64;
        }
    }
    Ok(Loaded {
        bytes: window.into_bytes(file, piece.start, windows),
        resident,
    })
}

fn read(file: &File, piece: &Range<u64>) -> io::Result<Bytes> {
    let mut buffer = vec![0; usize::try_from(piece.end - piece.start).map_err(io::Error::other)?];
    file.read_exact_at(&mut buffer, piece.start)?;
    Ok(buffer.into())
}

#[cfg(test)]
mod tests;
