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
use crate::threads::Threads;
use crate::windows::Windows;

/// Bytes read at once. Frames end at multiples of it.
const READ: u64 = 256 * 1024;
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
        }
    }

    fn next_piece(&mut self) -> Option<Range<u64>> {
        let start = self.rest.start;
        let size = self.length;
        self.length = size.max(READ.min(size * 2));
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
        self.ahead = None;
        match &loaded {
            // The disk has to be read: have the next frame read while this one is sent.
            Ok(Loaded { resident: false, .. }) => {
                if let Some(piece) = self.next_piece() {
                    self.load_ahead(piece);
                }
            }
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
mod tests {
    use futures_util::TryStreamExt;
    use rustix::fs::{Advice, fadvise};

    use super::*;

    fn file(content: &[u8]) -> File {
        let file = tempfile::tempfile().unwrap();
        file.write_all_at(content, 0).unwrap();
        file
    }

    /// Has the kernel forget what it holds of the file (not on every filesystem).
    fn forget(file: &File) {
        file.sync_all().unwrap();
        fadvise(file, 0, None, Advice::DontNeed).unwrap();
    }

    #[tokio::test]
    async fn cold_and_warm_streams_give_the_same() {
        let content: Vec<u8> = (0..5_000_000_u32)
            .map(|at| (at.wrapping_mul(2_654_435_761) >> 24) as u8)
            .collect();
        let file = Arc::new(file(&content));
        for range in [
            0..5_000_000,
            1..4_999_999,
            70_001..1_048_577,
            4_999_999..5_000_000,
            3..3,
        ] {
            for cold in [true, false] {
                if cold {
                    forget(&file);
                }
                let frames: Vec<Bytes> =
                    Frames::new(Arc::clone(&file), range.clone(), None, Threads::default())
                        .try_collect()
                        .await
                        .unwrap();
                assert!(
                    frames
                        .iter()
                        .all(|frame| !frame.is_empty() && frame.len() as u64 <= READ)
                );
                let (start, end) = (
                    usize::try_from(range.start).unwrap(),
                    usize::try_from(range.end).unwrap(),
                );
                assert!(frames.concat() == content[start..end], "{range:?}, cold: {cold}");
            }
        }
    }

    /// Windows are addresses of pieces that follow each other, and what they stand for was read in.
    #[tokio::test]
    async fn windows_stand_for_the_file() {
        let (file, windows) = (Arc::new(file(&[7; 9_000_000])), Windows::default());
        for cold in [true, false] {
            if cold {
                forget(&file);
            }
            let mut frames = Frames::new(
                Arc::clone(&file),
                100_001..9_000_000,
                Some(windows.clone()),
                Threads::default(),
            );
            let mut at = 100_001;
            while let Some(frame) = frames.try_next().await.unwrap() {
                let found = windows.find(&frame).map(|piece| piece.offset);
                assert_eq!(found, Some(at), "cold: {cold}");
                let part = windows.find(&frame[1000..2000]).map(|piece| piece.offset);
                assert_eq!(part, Some(at + 1000), "cold: {cold}");
                let piece = at..at + frame.len() as u64;
                assert!(Window::map(&file, &piece).unwrap().is_resident(), "{piece:?}");
                at = piece.end;
            }
            assert_eq!(at, 9_000_000);
        }
    }

    #[test]
    fn what_was_read_in_is_resident() {
        let file = Arc::new(file(&[7; 3_000_000]));
        forget(&file);
        let piece = 100_000..1_048_576;
        let loaded = load(&file, &piece).unwrap();
        assert!(loaded.bytes == vec![7; 948_576]);
        assert!(Window::map(&file, &piece).unwrap().is_resident());
        assert!(load_window(&file, &piece, &Windows::default()).unwrap().resident);
    }

    #[tokio::test]
    async fn frames_grow() {
        let frames = Frames::new(
            Arc::new(file(&[7; 1_000_000])),
            0..1_000_000,
            None,
            Threads::default(),
        );
        let frames: Vec<Bytes> = frames.try_collect().await.unwrap();
        let lengths: Vec<u64> = frames.iter().map(|frame| frame.len() as u64).collect();
        let rest = 1_000_000 - 3 * READ;
        assert_eq!(lengths, [READ / 4, READ / 4, READ / 2, READ, READ, rest]);
    }

    /// A blob that is shorter than it should be is an error, not a crash, and the stream ends there.
    #[tokio::test]
    async fn beyond_the_end_is_an_error() {
        for (windows, whole) in [(None, 5 * READ), (Some(Windows::default()), 0)] {
            let mut frames = Frames::new(
                Arc::new(file(&[7; 1_500_000])),
                0..4_000_000,
                windows,
                Threads::default(),
            );
            let mut read = 0;
            let error = loop {
                match frames.try_next().await {
                    Ok(frame) => read += frame.unwrap().len() as u64,
                    Err(error) => break error,
                }
            };
            assert_eq!(error.kind(), io::ErrorKind::UnexpectedEof);
            assert_eq!(read, whole);
            assert!(matches!(frames.try_next().await, Ok(None)));
        }
    }

    #[tokio::test]
    async fn a_reader_that_goes_away_leaves_nothing_that_waits() {
        let (file, threads) = (Arc::new(file(&[7; 1_000_000])), Threads::default());
        let (release, released) = std::sync::mpsc::channel::<()>();
        let released = Arc::new(std::sync::Mutex::new(released));
        let busy: Vec<_> = (0..100)
            .map(|_| {
                let released = Arc::clone(&released);
                threads.start(&Handle::current(), move || {
                    let _ = released.lock().unwrap().recv();
                })
            })
            .collect();
        let mut frames = Frames::new(Arc::clone(&file), 0..1_000_000, None, threads);
        frames.load_ahead(0..1_000_000);
        tokio::task::yield_now().await;
        assert_eq!(Arc::strong_count(&file), 3, "it waits for a thread");
        drop(frames);
        for _ in 0..100 {
            tokio::task::yield_now().await;
        }
        assert_eq!(Arc::strong_count(&file), 1);
        drop(release);
        for job in busy {
            job.await.unwrap();
        }
    }

    /// What a reader holds stays as it was read, however the file is changed behind our back.
    #[tokio::test]
    async fn a_file_that_is_cut_while_it_is_read() {
        let file = Arc::new(file(&[7; 1_000_000]));
        let mut frames = Frames::new(Arc::clone(&file), 0..1_000_000, None, Threads::default());
        let first = frames.try_next().await.unwrap().unwrap();
        file.set_len(0).unwrap();
        assert!(first == vec![7; first.len()]);
        let error = frames.try_next().await.unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::UnexpectedEof);
        assert!(matches!(frames.try_next().await, Ok(None)));
    }
}
