//! The unsafe calls: addresses that stand for a piece of a blob, asking what of it is in memory, and asking the kernel to
//! begin writing.
//!
//! Everything else about windows (their size, when they are made and how many live) is in `frames`.

use std::ffi::c_void;
use std::fs::File;
use std::io;
use std::num::NonZeroU64;
use std::ops::Range;
use std::os::fd::AsRawFd;
use std::sync::Arc;

use bytes::Bytes;
use rustix::mm::{MapFlags, ProtFlags, mmap, munmap};

use crate::windows::{Remembered, Windows};

/// Mappings begin at multiples of this: whole pages of every page size that machines use.
const ALIGN: u64 = 64 * 1024;

/// Pages are at least so large.
const PAGE: usize = 4096;

/// The longest window.
pub(crate) const LONGEST: u64 = 4 * 1024 * 1024;

/// A piece of a blob that has addresses, and no bytes at them: the mapping permits no access. So a file that is cut, or a
/// disk that fails, cannot end the process by a signal, and code that looks at the bytes is found by its first test.
pub(crate) struct Window {
    address: *mut c_void,
    /// Bytes in the mapping.
    length: usize,
    /// Bytes in the mapping before those that were asked for.
    skip: usize,
}

// SAFETY: a window owns its mapping, and nothing is read or written through its address.
#[expect(unsafe_code, reason = "a pointer says nothing of threads")]
unsafe impl Send for Window {}

impl Window {
    /// Maps `range` of `file`, at most [`LONGEST`] bytes. Does not wait for the disk.
    #[expect(unsafe_code, reason = "a mapping has no safe wrapper")]
    pub(crate) fn map(file: &File, range: &Range<u64>) -> io::Result<Self> {
        let start = range.start - range.start % ALIGN;
        let fit = |bytes: u64| usize::try_from(bytes).map_err(io::Error::other);
        let (length, skip) = (fit(range.end - start)?, fit(range.start - start)?);
        let (access, shared) = (ProtFlags::empty(), MapFlags::SHARED);
        // SAFETY: the kernel chooses addresses that nothing has, and no access to them is permitted.
        let address = unsafe { mmap(std::ptr::null_mut(), length, access, shared, file, start) }?;
        Ok(Self {
            address,
            length,
            skip,
        })
    }

    /// Whether all of it is in memory, so that sending it does not wait for the disk.
    #[expect(unsafe_code, reason = "mincore has no safe wrapper")]
    pub(crate) fn is_resident(&self) -> bool {
        const PAGES: usize = (LONGEST + ALIGN) as usize / PAGE;
        let mut pages = [0_u8; PAGES];
        if self.length > PAGES * PAGE {
            return false;
        }
        // SAFETY: the mapping is ours and lives; its address is that of a page, since it begins at a multiple of
        // ALIGN in the file. The kernel writes one byte per page of it, and there are enough of them in `pages`.
        let outcome = unsafe { libc::mincore(self.address, self.length, pages.as_mut_ptr()) };
        // Larger pages fill fewer bytes: what is not filled is not asked.
        let page = PAGE.max(memory_page());
        // What is before the piece is not sent.
        let asked = self.skip / page..self.length.div_ceil(page);
        outcome == 0 && pages[asked].iter().all(|page| page & 1 == 1)
    }

    /// Bytes that are only an address and a length, for a connection that asks `windows` by them. They must not be looked
    /// at. The mapping lives as long as they do, and so long `windows` knows them.
    pub(crate) fn into_bytes(self, file: &Arc<File>, offset: u64, windows: &Windows) -> Bytes {
        let skip = self.skip;
        let _remembered = windows.remember(&self.as_ref()[skip..], file, offset);
        Bytes::from_owner(Known {
            _remembered,
            window: self,
        })
        .slice(skip..)
    }
}

impl AsRef<[u8]> for Window {
    #[expect(unsafe_code, reason = "bodies are made of slices")]
    fn as_ref(&self) -> &[u8] {
        // SAFETY: the addresses are ours for as long as the window is borrowed, and nothing writes to them. They hold no
        // bytes, so nothing may read through the slice either: only what sends files gets it (`Frames::new` with windows),
        // by its address. A read would end the process, in tests as well.
        unsafe { std::slice::from_raw_parts(self.address.cast_const().cast(), self.length) }
    }
}

impl Drop for Window {
    #[expect(unsafe_code, reason = "a mapping has no safe wrapper")]
    fn drop(&mut self) {
        // SAFETY: the mapping is ours, and what borrowed it is gone.
        let _ = unsafe { munmap(self.address, self.length) };
    }
}

/// A window that a connection may look up by its address. The fields go in this order: forgotten first, then unmapped.
struct Known {
    _remembered: Remembered,
    window: Window,
}

impl AsRef<[u8]> for Known {
    fn as_ref(&self) -> &[u8] {
        self.window.as_ref()
    }
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
