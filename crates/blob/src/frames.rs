//! A file as a stream of frames: windows of it, mapped.
//!
//! What the page cache holds is mapped where the stream is polled: that waits for nothing, and a hop to another
//! thread and back would cost half as much as sending the window. What it does not hold is read in on the blocking
//! pool, one window ahead of the reader, so that neither polling nor sending waits for the disk (unless the kernel
//! takes pages back in the moment between: then one page is read again).

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

use crate::map::{self, Window};
use crate::windows::Windows;

/// Bytes mapped at once. Windows end at multiples of it.
const WINDOW: u64 = 1024 * 1024;
/// Bytes mapped at first; each window is twice as long as the one before. A reader that takes nothing then holds little: the
/// kernel brings in far more of a mapping than the page that is touched.
const FIRST_WINDOW: u64 = 64 * 1024;
/// The same for a connection that sends from files: the mapping is not touched, so it holds no memory, and a longer
/// piece for the kernel means fewer calls.
const UNTOUCHED_WINDOW: u64 = 4 * 1024 * 1024;
const _: () = assert!(WINDOW <= map::LONGEST && UNTOUCHED_WINDOW <= map::LONGEST);

/// Blobs up to this length are read whole, not mapped: a copy is cheaper than a mapping.
pub(crate) const SMALL: u64 = 64 * 1024;

/// A window that was read in on the blocking pool.
struct Loaded {
    bytes: Bytes,
    /// Whether it was in memory before.
    resident: bool,
}

/// The stream. At most one window is on its way; those before it are with the reader.
pub(crate) struct Frames {
    file: Arc<File>,
    /// What was not asked for yet.
    rest: Range<u64>,
    /// The length of the next window.
    window: u64,
    /// Told which frames are under way.
    windows: Option<Windows>,
    ahead: Option<JoinHandle<io::Result<Loaded>>>,
}

impl Frames {
    pub(crate) fn new(file: Arc<File>, range: Range<u64>, windows: Option<Windows>) -> Self {
        let window = if windows.is_some() {
            UNTOUCHED_WINDOW
        } else {
            FIRST_WINDOW
        };
        Self {
            file,
            rest: range,
            window,
            windows,
            ahead: None,
        }
    }

    fn next_window(&mut self) -> Option<Range<u64>> {
        let start = self.rest.start;
        let size = self.window;
        self.window = size.max(WINDOW.min(size * 2));
        let end = ((start / size + 1) * size).min(self.rest.end);
        self.rest.start = end;
        (start < end).then_some(start..end)
    }

    fn load_ahead(&mut self, window: Range<u64>) {
        let (file, windows) = (Arc::clone(&self.file), self.windows.clone());
        self.ahead = Some(tokio::task::spawn_blocking(move || {
            load(&file, window, windows.as_ref())
        }));
    }
}

impl Stream for Frames {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.ahead.is_none() {
            let Some(window) = self.next_window() else {
                return Poll::Ready(None);
            };
            match Window::map(&self.file, &window) {
                Ok(mapped) if mapped.is_resident() => {
                    let bytes = mapped.into_bytes(&self.file, window.start, self.windows.as_ref());
                    return Poll::Ready(Some(Ok(bytes)));
                }
                _ => self.load_ahead(window),
            }
        }
        let Some(ahead) = &mut self.ahead else {
            return Poll::Ready(None);
        };
        let loaded =
            ready!(Pin::new(ahead).poll(context)).unwrap_or_else(|error| Err(io::Error::other(error)));
        self.ahead = None;
        match &loaded {
            // The disk has to be read: have the next window read while this one is sent.
            Ok(Loaded { resident: false, .. }) => {
                if let Some(window) = self.next_window() {
                    self.load_ahead(window);
                }
            }
            Ok(_) => {}
            // After an error there is nothing more to come.
            Err(_) => self.rest.start = self.rest.end,
        }
        Poll::Ready(Some(loaded.map(|loaded| loaded.bytes)))
    }
}

/// Reads a window in. Blocks.
fn load(file: &Arc<File>, window: Range<u64>, windows: Option<&Windows>) -> io::Result<Loaded> {
    if let Ok(mapped) = Window::map(file, &window) {
        let resident = mapped.is_resident();
        if resident || mapped.load().is_ok() {
            return Ok(Loaded {
                bytes: mapped.into_bytes(file, window.start, windows),
                resident,
            });
        }
    }
    // A filesystem that cannot map, or a disk that cannot read: the latter gives its reason here.
    let mut buffer = vec![0; usize::try_from(window.end - window.start).map_err(io::Error::other)?];
    file.read_exact_at(&mut buffer, window.start)?;
    Ok(Loaded {
        bytes: buffer.into(),
        resident: false,
    })
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
                let frames: Vec<Bytes> = Frames::new(Arc::clone(&file), range.clone(), None)
                    .try_collect()
                    .await
                    .unwrap();
                assert!(
                    frames
                        .iter()
                        .all(|frame| !frame.is_empty() && frame.len() as u64 <= WINDOW)
                );
                let (start, end) = (
                    usize::try_from(range.start).unwrap(),
                    usize::try_from(range.end).unwrap(),
                );
                assert!(frames.concat() == content[start..end], "{range:?}, cold: {cold}");
            }
        }
    }

    #[test]
    fn what_was_read_in_is_resident() {
        let file = Arc::new(file(&[7; 3_000_000]));
        forget(&file);
        let loaded = load(&file, 100_000..1_048_576, None).unwrap();
        assert!(loaded.bytes == vec![7; 948_576]);
        assert!(Window::map(&file, &(100_000..1_048_576)).unwrap().is_resident());
        assert!(load(&file, 100_000..1_048_576, None).unwrap().resident);
        assert!(Window::map(&file, &(0..3_000_000)).unwrap().load().is_ok());
    }

    #[tokio::test]
    async fn windows_grow() {
        let frames = Frames::new(Arc::new(file(&[7; 3_000_000])), 0..3_000_000, None);
        let frames: Vec<Bytes> = frames.try_collect().await.unwrap();
        let lengths: Vec<u64> = frames.iter().map(|frame| frame.len() as u64).collect();
        let rest = 3_000_000 - 2 * WINDOW;
        assert_eq!(
            lengths,
            [
                WINDOW / 16,
                WINDOW / 16,
                WINDOW / 8,
                WINDOW / 4,
                WINDOW / 2,
                WINDOW,
                rest
            ]
        );
    }

    /// A blob that is shorter than it should be is an error, not a crash, and the stream ends there.
    #[tokio::test]
    async fn beyond_the_end_is_an_error() {
        let mut frames = Frames::new(Arc::new(file(&[7; 1_500_000])), 0..4_000_000, None);
        let mut read = 0;
        while let Ok(frame) = frames.try_next().await {
            read += frame.unwrap().len() as u64;
        }
        assert_eq!(read, WINDOW);
        assert!(matches!(frames.try_next().await, Ok(None)));
    }
}
