//! The unsafe calls: mapping a window of a blob, asking what of it is in memory, and asking the kernel to begin
//! writing.
//!
//! Everything else about windows (their size, when they are made and how many live) is in `frames`.

use std::fs::File;
use std::io;
use std::num::NonZeroU64;
use std::ops::Range;
use std::os::fd::AsRawFd;
use std::sync::Arc;

use bytes::Bytes;
use memmap2::{Advice, Mmap, MmapOptions};

use crate::windows::{Remembered, Windows};

/// Mappings begin at multiples of this: whole pages of every page size that machines use.
const ALIGN: u64 = 64 * 1024;

/// Pages are at least so large.
const PAGE: usize = 4096;

/// The longest window.
pub(crate) const LONGEST: u64 = 4 * 1024 * 1024;

/// A mapped piece of a blob, of which nothing may have been touched yet.
pub(crate) struct Window {
    map: Mmap,
    /// Bytes in the mapping before those that were asked for.
    skip: usize,
}

impl Window {
    /// Maps `range` of `file`, at most [`LONGEST`] bytes. Does not wait for the disk.
    pub(crate) fn map(file: &File, range: &Range<u64>) -> io::Result<Self> {
        let start = range.start - range.start % ALIGN;
        let fit = |bytes: u64| usize::try_from(bytes).map_err(io::Error::other);
        Ok(Self {
            map: map(file, start, fit(range.end - start)?)?,
            skip: fit(range.start - start)?,
        })
    }

    /// Whether all of it is in memory, so that touching it does not wait for the disk.
    #[expect(unsafe_code, reason = "mincore has no safe wrapper")]
    pub(crate) fn is_resident(&self) -> bool {
        const PAGES: usize = (LONGEST + ALIGN) as usize / PAGE;
        let mut pages = [0_u8; PAGES];
        if self.map.len() > PAGES * PAGE {
            return false;
        }
        let address = self.map.as_ptr().cast_mut().cast();
        // SAFETY: the mapping is ours and lives; its address is that of a page, since it begins at a multiple of
        // ALIGN in the file. The kernel writes one byte per page of it, and there are enough of them in `pages`.
        let outcome = unsafe { libc::mincore(address, self.map.len(), pages.as_mut_ptr()) };
        // Larger pages fill fewer bytes: what is not filled is not asked.
        let filled = self.map.len().div_ceil(PAGE.max(memory_page()));
        outcome == 0 && pages[..filled].iter().all(|page| page & 1 == 1)
    }

    /// Reads in what is not resident. Blocks.
    pub(crate) fn load(&self) -> io::Result<()> {
        match self.map.advise(Advice::PopulateRead) {
            // Before Linux 5.14 the advice is unknown: then pages come in when they are touched.
            Err(error) if error.raw_os_error() == Some(libc::EINVAL) => Ok(()),
            other => other,
        }
    }

    /// The bytes. The mapping lives as long as they do, and so long `windows` knows them.
    pub(crate) fn into_bytes(self, file: &Arc<File>, offset: u64, windows: Option<&Windows>) -> Bytes {
        let Some(windows) = windows else {
            return Bytes::from_owner(self.map).slice(self.skip..);
        };
        let _remembered = windows.remember(&self.map[self.skip..], file, offset);
        Bytes::from_owner(Known {
            _remembered,
            map: self.map,
        })
        .slice(self.skip..)
    }
}

/// A mapping that a connection may look up by its address. The fields go in this order: forgotten first, then unmapped.
struct Known {
    _remembered: Remembered,
    map: Mmap,
}

impl AsRef<[u8]> for Known {
    fn as_ref(&self) -> &[u8] {
        &self.map
    }
}

#[expect(
    unsafe_code,
    reason = "a mapping is the only way to send file bytes without copying them first"
)]
fn map(file: &File, offset: u64, len: usize) -> io::Result<Mmap> {
    // SAFETY: a mapping is sound while the file under it is neither changed nor truncated. Blobs are immutable: a file
    // is written under `uploads/` and renamed into `blobs/` once, after its last write, under the upload's lock;
    // afterwards it is only unlinked or replaced by a rename, which leave this inode as it is. The folder is 0700,
    // so only a process with our own rights can break this, and that could rewrite this process as well.
    unsafe { MmapOptions::new().offset(offset).len(len).map(file) }
}

/// Bytes in a page of memory.
fn memory_page() -> usize {
    rustix::param::page_size()
}

/// Waits until these bytes of `file` are written and gives their memory back: what is pushed must not drive what is
/// pulled out of memory, and memory that was just given back is cheaper to write to than fresh memory. Blocks. Only
/// advice: errors are left to the final `fsync`, which still reports them.
#[expect(unsafe_code, reason = "sync_file_range has no safe wrapper")]
pub(crate) fn write_out(file: &File, offset: u64, len: u64) {
    let (Ok(start), Ok(bytes)) = (i64::try_from(offset), i64::try_from(len)) else {
        return;
    };
    let and_wait =
        libc::SYNC_FILE_RANGE_WAIT_BEFORE | libc::SYNC_FILE_RANGE_WRITE | libc::SYNC_FILE_RANGE_WAIT_AFTER;
    // SAFETY: the descriptor is open for as long as `file` is borrowed; the call takes integers only.
    let _ = unsafe { libc::sync_file_range(file.as_raw_fd(), start, bytes, and_wait) };
    let _ = rustix::fs::fadvise(file, offset, NonZeroU64::new(len), rustix::fs::Advice::DontNeed);
}

/// Asks the kernel to begin writing these bytes of `file` to the disk, without waiting for it: the final `fsync`
/// then finds little left to do. Only advice: errors are left to that `fsync`.
#[expect(unsafe_code, reason = "sync_file_range has no safe wrapper")]
pub(crate) fn begin_write_back(file: &File, offset: u64, len: u64) {
    let (Ok(offset), Ok(len)) = (i64::try_from(offset), i64::try_from(len)) else {
        return;
    };
    // SAFETY: the descriptor is open for as long as `file` is borrowed; the call takes integers only.
    let _ = unsafe { libc::sync_file_range(file.as_raw_fd(), offset, len, libc::SYNC_FILE_RANGE_WRITE) };
}
