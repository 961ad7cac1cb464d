//! A stored blob, opened.

use std::fmt;
use std::fs::File;
use std::io;
use std::ops::Range;
use std::sync::Arc;

use bytes::Bytes;

use crate::frames::Frames;
use crate::read_memory::ReadShare;
use crate::stream::ByteStream;
use crate::threads::Threads;
use crate::windows::Windows;

/// An open blob. It can be streamed any number of times, also after the blob was removed.
#[derive(Clone)]
pub struct Object {
    size: u64,
    source: Source,
    version: Version,
}

/// Which of the blobs that had the same name one after the other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Version {
    /// It is not known.
    #[default]
    Unknown,
    /// The file with this number, whose content was written then.
    File {
        /// The number of its inode.
        number: u64,
        /// Nanoseconds since 1970.
        written_nanos: i128,
    },
    /// That of an upload.
    #[cfg(feature = "testing")]
    Upload(crate::UploadId),
}

/// Streams a range, in pieces as long as the share permits.
type Open = dyn Fn(Range<u64>, Option<Arc<ReadShare>>) -> ByteStream + Send + Sync;

#[derive(Clone)]
enum Source {
    Memory(Bytes),
    File(BlobFile),
    Streams(Arc<Open>),
}

/// A blob that is a file, byte by byte. The file does not change any more.
#[derive(Clone)]
pub struct BlobFile {
    file: Arc<File>,
    size: u64,
    /// Those that read it.
    threads: Threads,
}

impl Object {
    /// An object whose bytes are in memory.
    #[must_use]
    pub fn from_bytes(bytes: Bytes) -> Self {
        Self {
            size: bytes.len() as u64,
            source: Source::Memory(bytes),
            version: Version::Unknown,
        }
    }

    /// An object of `size` bytes whose ranges are streamed by `open`, in pieces as long as the share permits.
    #[must_use]
    pub fn from_streams(
        size: u64,
        open: impl Fn(Range<u64>, Option<Arc<ReadShare>>) -> ByteStream + Send + Sync + 'static,
    ) -> Self {
        Self {
            size,
            source: Source::Streams(Arc::new(open)),
            version: Version::Unknown,
        }
    }

    /// The same, of a version.
    #[must_use]
    pub(crate) fn of_version(self, version: Version) -> Self {
        Self { version, ..self }
    }

    /// Which one it is of those that have the name one after the other.
    pub fn version(&self) -> Version {
        self.version
    }

    /// The blob's length in bytes.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Whether all of it is in memory: then streams of it read nothing.
    #[must_use]
    pub fn is_in_memory(&self) -> bool {
        matches!(self.source, Source::Memory(_))
    }

    /// The bytes in `range`, which is cut to the object's size.
    ///
    /// Must be polled on a Tokio runtime.
    #[must_use]
    pub fn stream(&self, range: Range<u64>) -> ByteStream {
        self.stream_within(range, None)
    }

    /// The same in pieces as long as the share permits. Who polls the stream takes the room for each, and keeps it with the piece.
    #[must_use]
    pub fn stream_within(&self, range: Range<u64>, share: Option<Arc<ReadShare>>) -> ByteStream {
        let range = cut(&range, self.size);
        match &self.source {
            Source::Memory(bytes) => {
                let frame = bytes.slice(position(range.start)..position(range.end));
                Box::pin(futures_util::stream::iter(
                    (!frame.is_empty()).then_some(Ok(frame)),
                ))
            }
            Source::File(file) => file.stream(range, None, share),
            Source::Streams(open) => open(range, share),
        }
    }

    /// All bytes, collected: for small blobs and for tests.
    ///
    /// # Errors
    /// The storage failed, or the blob is longer than `limit` (`FileTooLarge`).
    pub async fn read(&self, limit: u64) -> io::Result<Bytes> {
        use futures_util::TryStreamExt;
        if self.size > limit {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        if let Source::Memory(bytes) = &self.source {
            return Ok(bytes.clone());
        }
        let mut all = Vec::with_capacity(position(self.size));
        let mut frames = self.stream(0..self.size);
        while let Some(frame) = frames.try_next().await? {
            all.extend_from_slice(&frame);
        }
        Ok(all.into())
    }

    /// The file that the object is, or the object.
    pub(crate) fn into_file(self) -> Result<BlobFile, Self> {
        match self.source {
            Source::File(file) => Ok(file),
            _ => Err(self),
        }
    }
}

impl From<BlobFile> for Object {
    fn from(file: BlobFile) -> Self {
        Self {
            size: file.size,
            source: Source::File(file),
            version: Version::Unknown,
        }
    }
}

impl BlobFile {
    /// A file of `size` bytes.
    pub(crate) fn new(file: File, size: u64, threads: Threads) -> Self {
        Self {
            file: Arc::new(file),
            size,
            threads,
        }
    }

    /// The blob's length in bytes.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The bytes in `range`, which is cut to the file's size.
    ///
    /// With `windows`, frames must not be looked at: they are addresses, by which `windows` knows, while a frame lives, where in
    /// the file it lies. Only a connection that has the kernel send files asks for these.
    ///
    /// Without them frames are in memory, and as long as the share permits.
    ///
    /// Must be polled on a Tokio runtime. The disk is read on the blocking pool only, one frame ahead.
    #[must_use]
    pub fn stream(
        &self,
        range: Range<u64>,
        windows: Option<&Windows>,
        share: Option<Arc<ReadShare>>,
    ) -> ByteStream {
        let range = cut(&range, self.size);
        let (file, threads) = (Arc::clone(&self.file), self.threads.clone());
        Box::pin(Frames::new(file, range, windows.cloned(), threads).within(share))
    }
}

fn cut(range: &Range<u64>, size: u64) -> Range<u64> {
    let end = range.end.min(size);
    range.start.min(end)..end
}

/// A position in something that is in memory, hence within `usize`.
fn position(at: u64) -> usize {
    usize::try_from(at).expect("INVARIANT: an object in memory is smaller than the address space")
}

impl fmt::Debug for Object {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Object")
            .field("size", &self.size)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for BlobFile {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("BlobFile")
            .field("size", &self.size)
            .finish_non_exhaustive()
    }
}
